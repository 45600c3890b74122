"""The best portfolio: a relaxation, a small core, the exact program, and the money that pays for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import NotConverged
from technopole.funds.highs import Answer, Effort, run
from technopole.funds.problem import attribution, surcharge

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.funds.problem import Numbers, Problem
    from technopole.funds.program import Program

CORE_FROM = 300
"""Proposals from which a core is solved first: below, the whole program is as quick."""
CORE = 160
"""Proposals in the core: those whose worth is nearest to the price of their resources."""
CORE_NODES = 150
CORE_TIME = 1 / 3
"""Part of a time limit the core may take."""


def optimise(
    program: Program,
    *,
    effort: Effort,
    start: Numbers | None = None,
    progress: Callable[[float, float, float], None] | None = None,
) -> Answer:
    """Solve a program to the wanted gap.

    With many proposals nearly all are decided by the relaxation: those that are worth far more or far less
    than the resources they take. The rest is the core, a small program whose solution is held against the
    relaxation's bound; only if that does not prove the gap is the whole program solved, from the core's
    solution on.
    """
    if start is not None or program.whole.sum() < CORE_FROM:
        return run(program, effort=effort, start=start, progress=progress)
    relaxed = run(program, relaxed=True)
    if relaxed.x is None or relaxed.column_dual is None:
        return relaxed
    core = run(_core(program, relaxed.x, relaxed.column_dual), effort=_for_core(effort, relaxed.bound))
    if core.x is not None and relaxed.bound - core.value <= 1.000001 * effort.gap * abs(core.value):
        return replace(core, bound=max(relaxed.bound, core.value), status="Optimal")
    rest = replace(effort, seconds=effort.seconds * (1.0 - CORE_TIME))
    return run(program, effort=rest, start=core.x, progress=progress)


def _for_core(effort: Effort, bound: float) -> Effort:
    """Stop at a solution that the relaxation's bound proves good enough, or after a few nodes."""
    return replace(
        effort,
        gap=effort.gap / 2,
        nodes=CORE_NODES,
        cutoff=bound / (1.0 + effort.gap),
        seconds=effort.seconds * CORE_TIME,
    )


def _core(program: Program, x: Numbers, reduced_cost: Numbers) -> Program:
    """Fix every award but those with the smallest reduced cost."""
    whole = np.flatnonzero(program.whole)
    share = x[whole]
    clear = np.minimum(share, 1.0 - share) < 1e-7  # noqa: PLR2004 - rounding of the relaxation
    order = np.argsort(np.where(clear, np.abs(reduced_cost[whole]), -1.0), kind="stable")
    settled = whole[np.sort(order[CORE:])]
    return program.fixed(settled, np.round(x[settled]))


def paid_for(program: Program, problem: Problem, x: Numbers) -> Numbers:
    """Return the money that pays for a solution's awards with the least across sides.

    The program says which awards can be paid, not by whom where several ways do: of these the one that
    moves least money from side to side, and keeps least, is taken.

    Raises:
        NotConverged: the awards cannot be paid to the last cent: tolerances hid it.

    """
    abroad = 1.0 - attribution(problem) + surcharge(problem)
    weight = np.zeros(len(program.value))
    for name in ("money", "joint"):
        if name in program.places:
            place = program.places[name]
            weight[place] = -np.broadcast_to(abroad[:, :, None], place.shape)
    if "short" in program.places:
        weight[program.places["short"]] = -1.0
    awards = np.flatnonzero(program.whole)
    exact = replace(program.fixed(awards, np.round(x[awards])), value=weight)
    answer = run(exact, relaxed=True)
    if answer.x is None:
        message = f"The awards found cannot be paid exactly ({answer.status}). Try a smaller gap."
        raise NotConverged(message)
    return answer.x
