"""What each side could do alone: the measure participation is held against."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from technopole.funds.highs import Effort
from technopole.funds.optimise import optimise
from technopole.funds.problem import attribution
from technopole.funds.program import build

if TYPE_CHECKING:
    from technopole.funds.problem import Problem

KEPT = ("terms", "limits")


def with_own_pot(problem: Problem, effort: Effort) -> Problem:
    """Return the problem with the value of each side's own pot, where a rule needs it."""
    if problem.rules.participation is None or problem.own_pot is not None:
        return problem
    values = [own_pot_value(problem, side, effort) for side in range(len(problem.sides))]
    return replace(problem, own_pot=np.array(values))


def own_pot_value(problem: Problem, side: int, effort: Effort) -> float:
    """Equation (F15): the most a side gains from its own money on proposals that cost nothing elsewhere.

    Its own bar, the terms of the call and the limits hold; a common pot counts by the part the side filled.
    """
    rules = {name: None for name in type(problem.rules).model_fields if name not in KEPT} | {"minimum": ()}
    share = attribution(problem)[:, side]
    home = problem.proposals.spending.sum(axis=2)[:, side] >= problem.proposals.total - 1e-12
    good = ~(problem.proposals.score[:, side] < problem.study.sides[side].bar)
    gain = np.where(home & good, problem.value_by_side[:, side], 0.0)
    alone = replace(problem.with_rules(**rules), budget=problem.budget * share[:, None], value=gain)
    answer = optimise(build(alone), effort=effort)
    return max(0.0, answer.value)
