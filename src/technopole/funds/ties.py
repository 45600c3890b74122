"""Which awards are certain, and which could turn for next to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from technopole.funds.highs import Effort, run

if TYPE_CHECKING:
    from technopole.funds.solution import Portfolio

WITHIN = 1e-3
EXAMINED = 24
NODES = 60


def near_ties(portfolio: Portfolio, within: float = WITHIN, examined: int = EXAMINED) -> tuple[str, ...]:
    """Say of each proposal whether its award would turn in another portfolio worth `within` less at most.

    "firm": proven by a bound that no such portfolio exists; "near-tie": one was found; "open": neither,
    within the number of proposals examined and the nodes given, which are counts, so that the answer does
    not depend on the machine.
    """
    program, target = portfolio.program, (1.0 - within) * portfolio.value
    relaxed = run(program, relaxed=True)
    if relaxed.column_dual is None or portfolio.value <= 0:
        return ("firm",) * len(portfolio.awarded)
    awards = program.places["award"]
    said = np.full(len(awards), "open", dtype="<U8")
    shut = program.ceiling()[awards] <= 0
    cost = np.abs(relaxed.column_dual[awards])
    said[shut | (relaxed.bound - cost < target)] = "firm"
    order = [p for p in np.argsort(cost, kind="stable") if said[p] == "open"]
    for p in order[:examined]:
        if said[p] != "open":
            continue
        turned = program.fixed(awards[[p]], np.array([1.0 - float(portfolio.awarded[p])]))
        bound = run(turned, relaxed=True)
        if bound.infeasible or bound.bound < target:
            said[p] = "firm"
            continue
        other = run(turned, effort=Effort(cutoff=target, nodes=NODES))
        if other.x is not None and other.value >= target:
            said[program.award(other.x) != portfolio.awarded] = "near-tie"
        elif other.infeasible or other.bound < target:
            said[p] = "firm"
    return tuple(said.tolist())
