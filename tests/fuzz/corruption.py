"""Seeded damage to inputs, and what must come of it: a clear finding, or a region that means what it says.

The same seed always does the same damage: `python tests/fuzz/corruption.py SEED` tells what it was.
"""

from __future__ import annotations

import random
import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from subjects import asked, funded, imported, region_or_plan

from technopole.base import InputError, NotConverged
from technopole.funds import Problem, solve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from technopole.region import Region

SUBJECTS = (region_or_plan, imported, region_or_plan, imported, asked, funded)
LONGEST_S = 30


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise TimeoutError if what happens inside takes longer, in the time of this process."""

    def ring(*_: object) -> None:
        message = f"longer than {seconds} s"
        raise TimeoutError(message)

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def means_what_it_says(region: Region) -> None:
    """Hold a region that was accepted to its own promise: finite figures, within their bounds, that run."""
    for name, column in (("people", "population"), ("floor", "floor"), ("rents", "rent"), ("wages", "wage")):
        values = region.tables[name][column].to_numpy(dtype=float)
        assert np.isfinite(values).all()
        assert (values >= 0).all()


def runs_or_says_why(region: Region) -> None:
    """Calibrate and follow the calendar: certified to the end, or an error that says where."""
    import technopole as tp
    from technopole.plans import make_plan

    try:
        city = tp.calibrate(region)
        run = tp.simulate(city, make_plan(region, {"id": "calendar", "name": "Calendar", "measures": []}))
    except (NotConverged, InputError) as error:
        said = str(error)
        if not said:
            raise
        return
    assert run.certificate["max_residual"] <= 1e-9
    assert np.isfinite(run.path.rent).all()


def awards_what_it_can_pay(study: Problem) -> None:
    """Hold a fund that was accepted to its books: what is awarded is paid in full, or it says why not."""
    assert np.isfinite(study.proposals.cost).all()
    assert (study.proposals.cost >= 0).all()
    try:
        best = solve(study)
    except InputError as error:
        if not str(error):
            raise
        return
    asked_for = study.proposals.cost[best.awarded].sum(axis=2)
    np.testing.assert_allclose(best.money.sum(axis=1)[best.awarded], asked_for, rtol=1e-6, atol=1e-6)
    assert best.gap <= 1e-3


def follow(seed: int, *, run: bool = False) -> str:
    """Do the damage of a seed and hold what comes of it to the promises; return what was done.

    With `run`, a region that was accepted is also calibrated and followed to its last year, a fund solved.
    """
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    with tempfile.TemporaryDirectory() as place:
        with at_most(LONGEST_S):
            done, accepted = SUBJECTS[seed % len(SUBJECTS)](Path(place) / "work", chance)
        if accepted is None:
            return done
        if isinstance(accepted, Problem):
            with at_most(LONGEST_S):
                awards_what_it_can_pay(accepted)
            return f"{done} (accepted)"
        means_what_it_says(accepted)
        if run:
            runs_or_says_why(accepted)
    return f"{done} (accepted)"


if __name__ == "__main__":
    for text in sys.argv[1:]:
        sys.stdout.write(f"{text}: {follow(int(text))}\n")
