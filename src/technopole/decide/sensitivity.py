"""Global sensitivity: how much of a figure's variance each assumption explains.

First-order indices are computed here for all figures of a resample at once: SALib's RBD-FAST, to which the
tests hold them, takes each figure, assumption and resample by itself, eight minutes for a thousand draws of
Hong Kong and Shenzhen. Total effects are SALib's.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.decide.cases import written
from technopole.decide.extras import needed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from technopole.decide.ensembles import Ensemble
    from technopole.decide.figures import Figure
    from technopole.decide.uncertain import Design

    Reals = NDArray[np.float64]

COLUMNS = ("indicator", "scope", "assumption", "first_order", "half_width", "direction")
RESAMPLES = 100
HARMONICS = 10
FEWEST_DRAWS = 200
"""Below, RBD-FAST with ten harmonics finds effects where there are none."""


def sensitivity(study: Ensemble, case: int = -1, year: int | None = None) -> pd.DataFrame:
    """Return the share of each figure's variance that each assumption explains alone.

    First-order Sobol' indices from the draws as they are (`first_order`), with 95% half-widths from resamples
    of half the draws; the rank correlation says in which direction. Columns: indicator, scope, assumption,
    first_order, half_width, direction.

    Raises:
        InputError: fewer than FEWEST_DRAWS draws were found.

    """
    import pandas as pd

    design, outcomes = study.study.design, _outcomes(study, case, year)
    found = int(study.found[:, case].sum())
    if found < FEWEST_DRAWS:
        what = f"{found} draws are too few to say what each assumption explains"
        raise InputError(Finding(what, remedy=f"Ask for {FEWEST_DRAWS} or more"))
    known = np.isfinite(outcomes)
    tables = []
    for mask in np.unique(known, axis=1).T:  # figures that are known in the same draws
        told = outcomes[mask]
        varied = [at for at in np.flatnonzero((mask == known.T).all(axis=1)) if np.ptp(told[:, at]) > 0]
        if mask.sum() >= FEWEST_DRAWS and varied:
            figures = [study.study.figures[at] for at in varied]
            tables.append(_explained(design, design.points[mask], figures, told[:, varied].T))
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))
    by = ["indicator", "scope", "first_order"]
    return table.sort_values(by, ascending=[True, True, False], kind="stable", ignore_index=True)


def _explained(design: Design, inputs: Reals, figures: Sequence[Figure], outcomes: Reals) -> pd.DataFrame:
    """The table's rows from inputs (draws, assumptions) and outcomes (figures, draws)."""
    import pandas as pd
    from scipy.stats import norm, rankdata

    draws = len(inputs)
    columns = np.flatnonzero(np.ptp(inputs, axis=0) > 0)
    samples = np.random.default_rng(design.seed).integers(draws, size=(RESAMPLES, draws // 2))
    share = first_order(inputs[:, columns], outcomes)
    again = np.array([first_order(inputs[one][:, columns], outcomes[:, one]) for one in samples])
    width = norm.ppf(0.975) * again.std(axis=0, ddof=1)
    ranks = np.concatenate([rankdata(inputs[:, columns], axis=0).T, rankdata(outcomes, axis=1)])
    direction = np.atleast_2d(np.corrcoef(ranks))[: len(columns), len(columns) :]
    said = np.stack([share, width, direction], axis=2)
    rows = [
        (figure.indicator, figure.scope, written(design.columns[at]), *said[i, j].tolist())
        for j, figure in enumerate(figures)
        for i, at in enumerate(columns)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def first_order(columns: Reals, outcomes: Reals) -> Reals:
    """Share of the variance of outcomes (F, draws) that each column (draws, P) explains alone, (P, F).

    RBD-FAST: along a column there and back, what it explains stands in the lowest harmonics (Tarantola,
    Gatelli and Mara 2006; Plischke 2010); bias corrected as Tissot and Prieur (2012). The harmonics of all
    columns are one product; what is in all frequencies is the variance (Parseval).
    """
    draws, count = columns.shape
    order = np.argsort(columns, axis=0, kind="stable")
    around = np.concatenate([order[::2], order[1::2][::-1]])
    turn = 2.0 * np.pi / draws * np.outer(np.arange(draws), np.arange(1, HARMONICS + 1))
    waves = np.empty((draws, count, 2 * HARMONICS))
    waves[around, np.arange(count)] = np.concatenate([np.cos(turn), np.sin(turn)], axis=1)[:, None]
    apart = outcomes - outcomes.mean(axis=1, keepdims=True)
    found = (apart @ waves.reshape(draws, -1)).reshape(len(outcomes), *waves.shape[1:])
    whole = draws / 2.0 * (apart**2).sum(axis=1)  # 0 in a resample of an outcome that rarely varies
    share = (found**2).sum(axis=2).T / np.where(whole > 0, whole, 1.0)
    bias = 2.0 * HARMONICS / draws
    return share - bias / (1.0 - bias) * (1.0 - share)


def total_effects(study: Ensemble, case: int = -1, year: int | None = None) -> pd.DataFrame:
    """Return first-order and total Sobol' indices of an ensemble drawn by Saltelli's scheme.

    Columns: indicator, scope, assumption, first_order, total, half_width (of the total).

    Raises:
        InputError: a draw was not found: the scheme needs every one.

    """
    import pandas as pd

    sobol = needed("SALib.analyze.sobol", "Sensitivity")
    design, outcomes = study.study.design, _outcomes(study, case, year)
    missing = int((~study.found[:, case]).sum())
    if missing:
        what = f"{missing} draws were not found, and Saltelli's scheme needs every one"
        raise InputError(Finding(what, remedy="Narrow the ranges, or use --design latin"))
    rows: list[dict[str, Any]] = []
    names = [written(column) for column in design.columns]
    for place, figure in enumerate(study.study.figures):
        if not np.isfinite(outcomes[:, place]).all() or np.ptp(outcomes[:, place]) == 0:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = sobol.analyze(
                _problem(design), outcomes[:, place], calc_second_order=False,
                num_resamples=RESAMPLES, seed=design.seed,
            )  # fmt: skip
        rows += [
            {
                "indicator": figure.indicator, "scope": figure.scope, "assumption": name,
                "first_order": float(found["S1"][at]), "total": float(found["ST"][at]),
                "half_width": float(found["ST_conf"][at]),
            }
            for at, name in enumerate(names)
        ]  # fmt: skip
    return pd.DataFrame(rows)


def _outcomes(study: Ensemble, case: int, year: int | None) -> Reals:
    """Figures of one case in one year, (draws, figures)."""
    return study.outcomes[:, case, :, -1 if year is None else study.study.region.years.index(year)]


def _problem(design: Design) -> dict[str, Any]:
    """The columns as SALib describes them."""
    values = design.points
    bounds = np.stack([values.min(axis=0), values.max(axis=0) + 1e-12], axis=1).tolist()
    names = [written(column) for column in design.columns]
    return {"num_vars": len(names), "names": names, "bounds": bounds}
