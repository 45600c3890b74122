"""Ensembles: plans followed under many draws of what is not known (docs/decide.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError, NotConverged
from technopole.decide.cases import Case
from technopole.decide.figures import Figure, checked, scorecard_figures
from technopole.decide.landing import Landing, batches_of
from technopole.decide.schedule import results
from technopole.decide.study import Study, study_of
from technopole.decide.uncertain import Uncertainty, design_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from technopole.region import Region

    Reals = NDArray[np.float64]

BATCH = 8
"""Draws a batch: a second or two of work, lost when a study is killed and waited for at its end."""


@dataclass(frozen=True, eq=False)
class Ensemble:
    """A study and its results, `outcomes` (draws, cases, figures, T); NaN where a path was not found."""

    study: Study
    outcomes: Reals

    @property
    def found(self) -> NDArray[np.bool_]:
        """Whether each draw's path of each case was found, (draws, cases)."""
        return np.asarray(~np.isnan(self.outcomes).all(axis=(2, 3)))

    def of(self, case: Case, figure: Figure) -> Reals:
        """Return one figure of one case by draw and year, (draws, T)."""
        return self.outcomes[:, self.study.cases.index(case), self.study.figures.index(figure)]


def ensemble(
    region: Region,
    plans: Sequence[str | Case],
    *,
    figures: Sequence[str] | None = None,
    uncertainty: Uncertainty | None = None,
    draws: int = 64,
    seed: int = 0,
    workers: int = 1,
    scheduler: str | None = None,
    folder: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Ensemble:
    """Follow plans under the same draws of everything uncertain.

    Args:
        region: a loaded region.
        plans: plans by name or path, or cases.
        figures: what is kept of each path ("jobs@north"); the region's scorecard if not given.
        uncertainty: what is drawn; every parameter with a stated range if not given.
        draws: number of draws.
        seed: of the draws; the same seed gives the same bytes, whoever computes.
        workers: processes; 1 computes here.
        scheduler: address of a dask.distributed scheduler whose workers compute instead.
        folder: where batches land as they finish; a study killed there goes on when it is asked for again.
        progress: called with (draws done, draws) as batches finish.

    Raises:
        InputError: plans, figures, ranges or a folder that cannot be used.
        NotConverged: not one draw was found.

    """
    if not plans:
        raise InputError(Finding("No plan was named", remedy="Name one or more plans"))
    cases = tuple(dict.fromkeys(plan if isinstance(plan, Case) else Case(plan) for plan in plans))
    kept = scorecard_figures(region) if figures is None else checked(region, figures)
    study = study_of(region, cases, kept, design_of(region, uncertainty or Uncertainty(), draws, seed))
    landing = None if folder is None else Landing.opened(folder, about(study))
    values = gathered(study, landing, workers=workers, scheduler=scheduler, progress=progress)
    if not np.isfinite(values).any():
        message = f"None of {draws} draws was found: the ranges of region '{region.id}' are too wide."
        raise NotConverged(message)
    return Ensemble(study, values)


def about(study: Study) -> dict[str, Any]:
    """What a study's folder says of itself."""
    return {
        "key": study.key,
        "region": study.region.id,
        "fingerprint": study.region.fingerprint,
        "cases": [case.words for case in study.cases],
        "figures": [figure.text for figure in study.figures],
        "years": [study.region.years[0], study.region.years[-1]],
        "draws": len(study.design),
        "seed": study.design.seed,
        "batch": BATCH,
        "drawn": [".".join(part for part in column if part) for column in study.design.columns],
    }


def gathered(
    study: Study,
    landing: Landing | None,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reals:
    """Compute what has not landed yet and return everything in the order of the draws."""
    draws = len(study.design)
    batches = dict(enumerate(batches_of(draws, BATCH)))
    landed: dict[int, Reals] = {}
    if landing is not None:
        for batch, rows in batches.items():
            found = landing.read(batch, (len(rows), *study.shape))
            if found is not None:
                landed[batch] = found
    missing = {batch: rows for batch, rows in batches.items() if batch not in landed}
    _tell(progress, landed, draws)
    for batch, values in results(study, missing, workers=workers, scheduler=scheduler):
        if landing is not None:
            landing.keep(batch, values)
        landed[batch] = values
        _tell(progress, landed, draws)
    return np.concatenate([landed[batch] for batch in batches])


def _tell(progress: Callable[[int, int], None] | None, landed: dict[int, Reals], draws: int) -> None:
    if progress is not None:
        progress(sum(len(values) for values in landed.values()), draws)
