"""Exact where small, else improved by the full model until no change of one and no swap of two helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from technopole.decide.programme.choose import Effects
    from technopole.decide.programme.portfolio import Model, Portfolio

SMALL = 256
"""Portfolios up to which every one is run."""
BETTER = 1e-9
"""Share of the worth by which a change has to be better: rounding is no improvement."""


def small(model: Model) -> bool:
    """Tell whether all portfolios can be run."""
    count = 1
    for candidate in range(len(model.asked.candidates)):
        count *= len(model.asked.delays(candidate)) + 1
    return count <= SMALL


def exact(model: Model, progress: Callable[[str], None]) -> Portfolio:
    """Return the best of all portfolios by the full model; of equals the cheapest."""
    progress("Running every portfolio")
    allowed = [portfolio for portfolio in model.every() if model.allowed(portfolio)]
    return max(allowed, key=lambda portfolio: (model.worth(portfolio), -model.total(portfolio)))


def improve(model: Model, effects: Effects, start: Portfolio, progress: Callable[[str], None]) -> Portfolio:
    """Return a portfolio that no neighbour betters by the full model.

    Neighbours differ in one candidate (in, out, earlier, later) or swap one that is in for one that is out.
    The most promising by the estimate are run first; a better one is taken at once.
    """
    best = start
    while True:
        progress(f"Trying what could be better ({model.runs} runs)")
        ordered = sorted(set(neighbours(model, best)), key=lambda one: (-effects.estimate(one), one))
        worth = model.worth(best)
        found = next((one for one in ordered if model.worth(one) > worth + BETTER * abs(worth)), None)
        if found is None:
            return best
        best = found


def neighbours(model: Model, portfolio: Portfolio) -> Iterator[Portfolio]:
    """Yield the allowed portfolios one step away."""
    places = range(len(portfolio))
    for candidate in places:
        for option in range(len(model.asked.delays(candidate)) + 1):
            changed = model.changed(portfolio, candidate, option)
            if changed != portfolio and model.allowed(changed):
                yield changed
            if not option or portfolio[candidate]:
                continue
            for other in places:
                swapped = model.changed(changed, other, 0)
                if portfolio[other] and model.allowed(swapped):
                    yield swapped
