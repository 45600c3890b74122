"""Bands: what each figure is in most draws, by plan, and what one plan changes against another."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.indicators.rows import target_rows
from technopole.indicators.targets import met

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from technopole.decide.ensembles import Ensemble

    Reals = NDArray[np.float64]

PERCENTILES = (5, 25, 50, 75, 95)


def bands(study: Ensemble) -> pd.DataFrame:
    """Return every figure by plan and year over the draws.

    Columns: plan, against, indicator, scope, unit, year, draws, mean, p5, p25, p50, p75, p95. Rows with an
    `against` are differences to the first case, draw by draw.
    """
    import pandas as pd

    return pd.DataFrame(list(_rows(study)))


def _rows(study: Ensemble) -> Iterator[dict[str, Any]]:
    asked, values = study.study, study.outcomes
    for place, case in enumerate(asked.cases):
        yield from _of(study, values[:, place], case.words, "")
        if place:
            yield from _of(study, values[:, place] - values[:, 0], case.words, asked.cases[0].words)


def _of(study: Ensemble, values: Reals, plan: str, against: str) -> Iterator[dict[str, Any]]:
    """Yield the bands of one case, values (draws, figures, T)."""
    region = study.study.region
    counts = np.isfinite(values).sum(axis=0)
    means, levels = _statistics(values)
    for place, figure in enumerate(study.study.figures):
        for t, year in enumerate(region.years):
            yield {
                "plan": plan, "against": against, "indicator": figure.indicator, "scope": figure.scope,
                "unit": figure.unit(region), "year": year, "draws": int(counts[place, t]),
                "mean": means[place, t],
                **{f"p{level}": levels[at, place, t] for at, level in enumerate(PERCENTILES)},
            }  # fmt: skip


def _statistics(values: Reals) -> tuple[Reals, Reals]:
    """Mean and percentiles over the draws that were found."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a figure that is blank in every draw stays blank
        return np.nanmean(values, axis=0), np.nanpercentile(values, PERCENTILES, axis=0)


def scorecard_bands(study: Ensemble) -> pd.DataFrame:
    """Return the scorecard with bands: one row a plan and figure in the last year, and the chance of targets.

    Columns: plan, indicator, name, scope, scope_name, unit, p5, p50, p95, against, change_p5, change_p50,
    change_p95 (against the first plan), target, target_year, chance (share of draws that meet the target).
    """
    import pandas as pd

    region, values = study.study.region, study.outcomes
    targets = {(row.indicator, row.scope): (row.target, row.target_year) for row in target_rows(region)}
    rows = []
    for place, case in enumerate(study.study.cases):
        _, levels = _statistics(values[:, place, :, -1])
        _, changes = _statistics(values[:, place, :, -1] - values[:, 0, :, -1])
        for at, figure in enumerate(study.study.figures):
            target, year = targets.get((figure.indicator, figure.scope), (np.nan, np.nan))
            row = {
                "plan": case.words, "indicator": figure.indicator, "name": figure.title(),
                "scope": figure.scope, "scope_name": region.scope_name(figure.scope),
                "unit": figure.unit(region), "p5": levels[0, at], "p50": levels[2, at], "p95": levels[4, at],
                "against": study.study.cases[0].words if place else "",
                "change_p5": changes[0, at] if place else np.nan,
                "change_p50": changes[2, at] if place else np.nan,
                "change_p95": changes[4, at] if place else np.nan,
                "target": target, "target_year": year,
                "chance": chance(study, place, at, target, year),
            }  # fmt: skip
            rows.append(row)
    return pd.DataFrame(rows)


def chance(study: Ensemble, case: int, figure: int, target: float, year: float) -> float:
    """Return the share of found draws in which a case meets a target in its year; NaN if there is none."""
    if np.isnan(target):
        return float("nan")
    years, better = study.study.region.years, study.study.figures[figure].better
    paths = study.outcomes[:, case, figure]
    found = paths[np.isfinite(paths).all(axis=1)]
    if not len(found):
        return float("nan")
    return float(np.mean(met(found, years, target, year, better)))  # type: ignore[arg-type]
