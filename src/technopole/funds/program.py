"""The mixed-integer program of a fund: rules written with linopy, kept as arrays that can be loosened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.funds.rules import ALWAYS, RULES, Bound, Columns, Rule
from technopole.funds.rules.money import projects

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from technopole.funds.problem import Flags, Numbers, Problem


@dataclass(frozen=True, eq=False)
class Program:
    """max value @ x subject to lower <= matrix @ x <= upper, least <= x <= most, the first P of x whole.

    `rule` names the rule of each row and `words` the row; `closed` holds the columns that a rule closes.
    Loosening a rule opens its rows and columns and changes nothing else.
    """

    value: Numbers  # [column]
    matrix: csr_matrix  # [row, column]
    lower: Numbers  # [row]
    upper: Numbers  # [row]
    least: Numbers  # [column]
    most: Numbers  # [column]
    whole: Flags  # [column]
    rule: NDArray[np.str_]  # [row]
    words: tuple[str, ...]  # [row]
    closed: dict[str, Flags]  # rule -> [column]
    standing: tuple[str, ...]
    places: dict[str, Any]  # variable -> array of column numbers, shaped as the variable

    def without(self, rules: Iterable[str]) -> Program:
        """Return the program with some rules taken away."""
        gone = frozenset(rules)
        open_rows = np.isin(self.rule, sorted(gone))
        return replace(
            self,
            lower=np.where(open_rows, -np.inf, self.lower),
            upper=np.where(open_rows, np.inf, self.upper),
            closed={name: columns for name, columns in self.closed.items() if name not in gone},
            standing=tuple(name for name in self.standing if name not in gone),
        )

    def bounded(self, rule: str, lower: Numbers, upper: Numbers) -> Program:
        """Return the program with other bounds on a rule's rows, in the rows' order."""
        rows = self.rule == rule
        new_lower, new_upper = self.lower.copy(), self.upper.copy()
        new_lower[rows], new_upper[rows] = lower, upper
        return replace(self, lower=new_lower, upper=new_upper)

    def fixed(self, columns: NDArray[np.intp], values: Numbers) -> Program:
        """Return the program with some columns fixed."""
        least, most = self.least.copy(), self.most.copy()
        least[columns] = most[columns] = values
        return replace(self, least=least, most=most)

    def ceiling(self) -> Numbers:
        """Upper bounds of columns with what the standing rules close, [column]."""
        most = self.most.copy()
        for columns in self.closed.values():
            most[columns] = np.minimum(most[columns], 0.0)
        return np.maximum(most, self.least)

    def award(self, x: Numbers) -> Flags:
        """Return which proposals a solution awards, [proposal]."""
        return x[self.places["award"]] > 0.5  # noqa: PLR2004 - whole but for rounding

    def breaks(self, x: Numbers, rule: str, tolerance: float = 1e-9) -> bool:
        """Tell whether a solution breaks a rule."""
        rows = self.rule == rule
        activity = self.matrix[rows] @ x
        slack = tolerance * np.maximum(1.0, np.abs(activity))
        outside = (activity < self.lower[rows] - slack) | (activity > self.upper[rows] + slack)
        closed = self.closed.get(rule)
        return bool(outside.any() or (closed is not None and (x[closed] > tolerance).any()))


def standing_rules(problem: Problem) -> tuple[Rule, ...]:
    """Rules the fund has, in the order of their equations."""
    return tuple(rule for _, rule in RULES.items() if rule.stands(problem))


def removable_rules(problem: Problem) -> tuple[Rule, ...]:
    """Rules that may be taken away: all but the accounting."""
    return tuple(rule for rule in standing_rules(problem) if rule.name not in ALWAYS)


def build(problem: Problem) -> Program:
    """Write the program of a problem."""
    import linopy
    from scipy.sparse import csr_matrix

    model = linopy.Model()
    columns = _columns(model, problem)
    rules = standing_rules(problem)
    lower: list[Numbers] = []
    upper: list[Numbers] = []
    order: list[NDArray[np.intp]] = []
    names: list[str] = []
    words: list[str] = []
    for rule in rules:
        for bound in rule.bounds(columns, problem):
            order.append(_add(model, bound, f"{rule.name} {len(words)}"))
            lower.append(bound.lower)
            upper.append(bound.upper)
            names += [rule.name] * len(bound.words)
            words += bound.words
    model.add_objective(_objective(columns, problem), sense="max")
    matrices = model.matrices
    whole = matrices.vtypes == "B"
    stored: Any = matrices.A
    written: Any = csr_matrix(stored)
    places = {name: np.asarray(model.variables[name].labels.to_numpy()) for name in model.variables}
    return Program(
        value=np.asarray(matrices.c, dtype=float),
        matrix=written[np.concatenate(order)],
        lower=np.concatenate(lower),
        upper=np.concatenate(upper),
        least=np.asarray(matrices.lb, dtype=float),
        most=np.asarray(matrices.ub, dtype=float),
        whole=whole,
        rule=np.array(names),
        words=tuple(words),
        closed=_closed(problem, rules, places, len(whole)),
        standing=tuple(rule.name for rule in rules),
        places=places,
    )


def _columns(model: Any, problem: Problem) -> Columns:
    """Add the unknowns, labelled by position."""

    def axis(name: str, count: int) -> Any:
        import pandas as pd

        return pd.RangeIndex(count, name=name)

    sides, years = axis("side", len(problem.sides)), axis("year", len(problem.years))
    funders = axis("funder", len(problem.funders))
    followed, minima = int(projects(problem).sum()), problem.rules.minimum
    return Columns(
        award=model.add_variables(
            binary=True, coords=[axis("proposal", len(problem.proposals.ids))], name="award"
        ),
        money=model.add_variables(lower=0, coords=[funders, sides, years], name="money"),
        joint=model.add_variables(
            lower=0, coords=[axis("national", followed), funders, sides, years], name="joint"
        )
        if followed
        else None,
        kept=model.add_variables(lower=0, coords=[funders, years], name="kept"),
        short=_short(model, problem, axis("minimum", len(minima))) if minima else None,
    )


def _short(model: Any, problem: Problem, index: Any) -> Any:
    """What a minimum lacks: nothing, unless it is soft."""
    from technopole.funds.rules.base import labelled

    most = np.array([0.0 if one.penalty is None else np.inf for one in problem.rules.minimum])
    return model.add_variables(lower=0, upper=labelled(most, "minimum"), coords=[index], name="short")


def _objective(columns: Columns, problem: Problem) -> Any:
    """Equation (F1): the value of awards less the penalties of soft minima."""
    from technopole.funds.rules.base import labelled

    gain = (labelled(problem.value, "proposal") * columns.award).sum("proposal")
    if columns.short is None:
        return gain
    penalty = np.array([one.penalty or 0.0 for one in problem.rules.minimum])
    return gain - (labelled(penalty, "minimum") * columns.short).sum("minimum")


def _add(model: Any, bound: Bound, name: str) -> NDArray[np.intp]:
    """Add a bound's rows; return their numbers in linopy in the order of the words."""
    rows = model.add_constraints(bound.expression <= 0, name=name)
    return np.asarray(rows.labels.transpose(*bound.over).to_numpy()).ravel()


def _closed(problem: Problem, rules: Iterable[Rule], places: dict[str, Any], count: int) -> dict[str, Flags]:
    """Columns each rule closes."""
    closed: dict[str, Flags] = {}
    for rule in rules:
        columns = np.zeros(count, dtype=bool)
        keeps, pays = rule.keeps(problem), rule.pays(problem)
        if keeps is not None:
            columns[places["award"][~keeps]] = True
        if pays is not None:
            for name in ("money", "joint"):
                if name in places:
                    shut = np.broadcast_to(~pays[:, :, None], places[name].shape)
                    columns[places[name][shut]] = True
        if keeps is not None or pays is not None:
            closed[rule.name] = columns
    return closed
