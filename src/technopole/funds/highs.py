"""One door to HiGHS: arrays in, an answer with its status in words, never a status believed unread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import NotConverged

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.funds.problem import Numbers
    from technopole.funds.program import Program

TOLERANCE = 1e-9  # of rows, columns and whole numbers; HiGHS has 1e-6 to 1e-7, visible in a table of money


@dataclass(frozen=True)
class Effort:
    """How hard to look: relative gap, seconds, nodes, and a value at which to stop."""

    gap: float = 1e-6
    seconds: float = np.inf
    nodes: int | None = None
    cutoff: float | None = None


@dataclass(frozen=True, eq=False)
class Answer:
    """What HiGHS found. `x` is None without a solution; `bound` is the proven upper bound of the value."""

    x: Numbers | None
    value: float
    bound: float
    nodes: int
    status: str
    infeasible: bool
    row_dual: Numbers | None = None
    column_dual: Numbers | None = None

    @property
    def gap(self) -> float:
        """Proven relative distance to the optimum."""
        if self.x is None:
            return np.inf
        return max(0.0, self.bound - self.value) / max(abs(self.value), 1e-9)


def run(
    program: Program,
    *,
    relaxed: bool = False,
    effort: Effort | None = None,
    start: Numbers | None = None,
    progress: Callable[[float, float, float], None] | None = None,
) -> Answer:
    """Solve a program, or its relaxation to shares of awards.

    One thread, a fixed seed and a solver of its own each time: the same program gives the same bytes.
    `progress` is told (seconds, value, bound).

    Raises:
        NotConverged: HiGHS ended with neither a solution, a proof that there is none, nor a limit.

    """
    import highspy

    effort = effort or Effort()
    solver = highspy.Highs()
    for option, value in _options(effort):
        solver.setOptionValue(option, value)
    solver.passModel(_model(program, highspy, relaxed=relaxed))
    if start is not None and not relaxed:
        known = highspy.HighsSolution()
        known.col_value = list(start)
        solver.setSolution(known)
    if progress is not None and not relaxed:
        _report(solver, progress)
    solver.run()
    return _answer(solver, highspy, program, relaxed=relaxed)


def _options(effort: Effort) -> list[tuple[str, Any]]:
    """Options of HiGHS: quiet, exact, repeatable."""
    options: list[tuple[str, Any]] = [
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("mip_rel_gap", effort.gap),
        ("mip_abs_gap", 1e-9),
        ("primal_feasibility_tolerance", TOLERANCE),
        ("dual_feasibility_tolerance", TOLERANCE),
        ("mip_feasibility_tolerance", TOLERANCE),
    ]
    if np.isfinite(effort.seconds):
        options.append(("time_limit", effort.seconds))
    if effort.nodes is not None:
        options.append(("mip_max_nodes", effort.nodes))
    if effort.cutoff is not None:
        options.append(("objective_target", effort.cutoff))
    return options


def _model(program: Program, highspy: Any, *, relaxed: bool) -> Any:
    """The program in HiGHS' own form."""
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = program.matrix.shape
    model.col_cost_ = program.value
    model.col_lower_, model.col_upper_ = program.least, program.ceiling()
    model.row_lower_, model.row_upper_ = program.lower, program.upper
    model.sense_ = highspy.ObjSense.kMaximize
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = program.matrix.indptr
    model.a_matrix_.index_ = program.matrix.indices
    model.a_matrix_.value_ = program.matrix.data
    if not relaxed:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[int(whole)] for whole in program.whole]
    return model


def _report(solver: Any, progress: Callable[[float, float, float], None]) -> None:
    """Pass HiGHS' own progress on."""

    def tell(event: Any) -> None:
        data = event.data_out
        progress(data.running_time, data.mip_primal_bound, data.mip_dual_bound)

    solver.cbMipLogging.subscribe(tell)
    solver.enableCallbacks()


def _answer(solver: Any, highspy: Any, program: Program, *, relaxed: bool) -> Answer:
    """Read what HiGHS did, and refuse what it does not vouch for."""
    status, states = solver.getModelStatus(), highspy.HighsModelStatus
    words = solver.modelStatusToString(status)
    info, solution = solver.getInfo(), solver.getSolution()
    if status in {states.kInfeasible, states.kUnboundedOrInfeasible}:
        return Answer(None, -np.inf, -np.inf, 0, words, infeasible=True)
    limits = {
        states.kTimeLimit,
        states.kIterationLimit,
        states.kSolutionLimit,
        states.kObjectiveTarget,
        states.kObjectiveBound,
        states.kInterrupt,
    }
    if status != states.kOptimal and status not in limits:
        message = f"The solver stopped with '{words}'. Raise the gap or the time limit and try again."
        raise NotConverged(message)
    bound = info.objective_function_value if relaxed else info.mip_dual_bound
    nodes = 0 if relaxed else max(0, int(info.mip_node_count))
    if info.primal_solution_status != 2:  # noqa: PLR2004 - HiGHS' code for a feasible point
        return Answer(None, -np.inf, bound, nodes, words, infeasible=False)
    x = np.asarray(solution.col_value, dtype=float)
    value = float(program.value @ x)
    duals = (np.asarray(solution.row_dual), np.asarray(solution.col_dual)) if relaxed else (None, None)
    return Answer(x, value, max(float(bound), value), nodes, words, False, *duals)  # noqa: FBT003 - infeasible
