"""Global sensitivity: how much of a figure's variance each assumption explains (SALib)."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.decide.cases import written
from technopole.decide.extras import needed

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from technopole.decide.ensembles import Ensemble
    from technopole.decide.uncertain import Design

    Reals = NDArray[np.float64]

COLUMNS = ("indicator", "scope", "assumption", "first_order", "half_width", "direction")
RESAMPLES = 100
FEWEST_DRAWS = 200
"""Below, RBD-FAST with ten harmonics finds effects where there are none."""


def sensitivity(study: Ensemble, case: int = -1, year: int | None = None) -> pd.DataFrame:
    """Return the share of each figure's variance that each assumption explains alone.

    First-order Sobol' indices from the draws as they are, by RBD-FAST (Tarantola, Gatelli and Mara 2006),
    with the bias correction of Plischke (2010) and bootstrapped 95% half-widths; the rank correlation says in
    which direction. Columns: indicator, scope, assumption, first_order, half_width, direction.

    Raises:
        InputError: fewer than FEWEST_DRAWS draws were found.

    """
    import pandas as pd
    from scipy.stats import spearmanr

    rbd_fast = needed("SALib.analyze.rbd_fast", "Sensitivity")
    design, outcomes = study.study.design, _outcomes(study, case, year)
    found = int(study.found[:, case].sum())
    if found < FEWEST_DRAWS:
        what = f"{found} draws are too few to say what each assumption explains"
        raise InputError(Finding(what, remedy=f"Ask for {FEWEST_DRAWS} or more"))
    rows: list[dict[str, Any]] = []
    for place, figure in enumerate(study.study.figures):
        known = np.isfinite(outcomes[:, place])
        outcome, inputs = outcomes[known, place], design.points[known]
        if known.sum() < FEWEST_DRAWS or np.ptp(outcome) == 0:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SALib warns of what newer numpy deprecates
            share = rbd_fast.analyze(
                _problem(design), inputs, outcome, num_resamples=RESAMPLES, seed=design.seed
            )
            directions = [spearmanr(column, outcome).statistic for column in inputs.T]
        rows += [
            {
                "indicator": figure.indicator, "scope": figure.scope, "assumption": written(column),
                "first_order": float(share["S1"][at]), "half_width": float(share["S1_conf"][at]),
                "direction": float(directions[at]),
            }
            for at, column in enumerate(design.columns)
            if np.ptp(inputs[:, at]) > 0
        ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    by = ["indicator", "scope", "first_order"]
    return table.sort_values(by, ascending=[True, True, False], kind="stable", ignore_index=True)


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
