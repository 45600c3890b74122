"""Why no portfolio exists: a smallest set of rules and budgets that cannot hold together, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding, InputError, NotConverged
from technopole.funds.highs import Answer, Effort, run
from technopole.funds.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from technopole.funds.problem import Flags, Numbers, Problem
    from technopole.funds.program import Program

Element = tuple[str, int]
"""A rule that closes columns, (rule, -1), or one row of a rule, (rule, row)."""


def found_or_refused(problem: Problem, program: Program, answer: Answer) -> Numbers:
    """Return the solution; raise if there is none: clashing rules, or time that ran out."""
    if answer.infeasible:
        members = "; ".join(words(problem, program, smallest_clash(program)))
        what = f"No portfolio of '{problem.study.id}' can meet these together: {members}"
        raise InputError(
            Finding(what, "fund.toml", remedy="Loosen any one of them; each alone would be enough")
        )
    if answer.x is None:
        what = f"No portfolio of '{problem.study.id}' was found in the time given ({answer.status})"
        message = f"{what}. Give more time."
        raise NotConverged(message)
    return answer.x


def words(problem: Problem, program: Program, members: Sequence[Element]) -> list[str]:
    """The members of a clash as a person reads them."""
    return [program.words[row] if row >= 0 else RULES.get(rule).says(problem) for rule, row in members]


def smallest_clash(program: Program) -> list[Element]:
    """Return an irreducible infeasible subset: together they clash, without any one of them they do not.

    A deletion filter that halves (QuickXplain, Junker 2004), first on the relaxation, where most clashes
    show. Full funding is what an award means and is never part of the choice.
    """
    elements = [(name, -1) for name in program.closed]
    elements += [(str(rule), row) for row, rule in enumerate(program.rule) if rule != "funding"]
    relaxed = not _feasible(program, elements, relaxed=True)

    def clashes(chosen: list[Element]) -> bool:
        return not _feasible(program, chosen, relaxed=relaxed)

    def explain(fixed: list[Element], added: bool, rest: list[Element]) -> list[Element]:  # noqa: FBT001
        if added and clashes(fixed):
            return []
        if len(rest) == 1:
            return rest
        half = len(rest) // 2
        first, second = rest[:half], rest[half:]
        of_second = explain([*fixed, *first], bool(first), second)
        of_first = explain([*fixed, *of_second], bool(of_second), first)
        return [*of_first, *of_second]

    return sorted(explain([], False, elements), key=elements.index)  # noqa: FBT003


def _feasible(program: Program, chosen: list[Element], *, relaxed: bool) -> bool:
    """Tell whether anything meets the chosen elements."""
    kept: Flags = program.rule == "funding"
    kept = kept.copy()
    kept[[row for _, row in chosen if row >= 0]] = True
    names = {rule for rule, row in chosen if row < 0}
    some = replace(
        program,
        value=np.zeros_like(program.value),
        lower=np.where(kept, program.lower, -np.inf),
        upper=np.where(kept, program.upper, np.inf),
        closed={name: columns for name, columns in program.closed.items() if name in names},
    )
    return not run(some, relaxed=relaxed, effort=Effort(gap=np.inf)).infeasible
