"""From a virtual to a real pot: the best value by the width of the return band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.funds.highs import Effort
from technopole.funds.optimise import optimise
from technopole.funds.own_pot import with_own_pot
from technopole.funds.program import build
from technopole.funds.rules.shares import widths
from technopole.funds.settings import ReturnBand
from technopole.funds.solution import portfolio_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from technopole.funds.highs import Answer
    from technopole.funds.problem import Problem
    from technopole.funds.program import Program

THETAS = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Point:
    """A point of the frontier: value, its proven gap, awards, and money that crosses from side to side."""

    theta: float
    value: float
    gap: float
    awards: int
    across: float


def frontier(
    problem: Problem,
    thetas: Sequence[float] = THETAS,
    *,
    effort: Effort | None = None,
    progress: Callable[[str], None] | None = None,
) -> tuple[Point, ...]:
    """Equation (F8) for each theta: Z(theta) never falls, Z(0) is the virtual pot, Z(1) the real one.

    A fund without a band gets one for the purpose, by year.

    Raises:
        InputError: a theta outside 0 to 1, or no portfolio at the narrowest band.

    """
    wrong = [theta for theta in thetas if not 0 <= theta <= 1]
    if wrong or not thetas:
        what = f"theta {wrong[0]:g} is not a band" if wrong else "no theta was given"
        raise InputError(Finding(what, remedy="Give numbers from 0 (virtual pot) to 1 (real pot)"))
    effort, tell = effort or Effort(), progress or (lambda _: None)
    band = problem.rules.return_band or ReturnBand(theta=1.0)
    wide = with_own_pot(problem.with_rules(return_band=band.model_copy(update={"theta": 1.0})), effort)
    program = build(wide)
    tell("Real pot")
    widest = optimise(program, effort=effort)
    best: Answer | None = None
    points = []
    for theta in sorted(set(thetas)):
        tell(f"theta {theta:g}")
        narrow = _narrowed(program, wide, theta)
        if widest.x is not None and not narrow.breaks(widest.x, "return_band"):
            answer = widest
        else:
            answer = optimise(narrow, effort=effort, start=None if best is None else best.x)
        if best is not None and answer.value < best.value:
            answer = best
        best = answer
        made = portfolio_of(wide, narrow, answer)
        across = float(made.between.sum() - np.trace(made.between))
        points.append(Point(theta, made.value, made.gap, int(made.awarded.sum()), across))
    return tuple(points)


def _narrowed(program: Program, problem: Problem, theta: float) -> Program:
    """The program with another width of the band."""
    count = int((program.rule == "return_band").sum())
    width = np.resize(widths(problem, theta), count)
    return program.bounded("return_band", -width, width)
