"""Bands for the page: each goal in 9 of 10 draws, and the shown map layer's difference by zone."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.decide.bands import chance
from technopole.decide.cases import Case
from technopole.decide.ensembles import ensemble
from technopole.decide.figures import Figure
from technopole.indicators.rows import target_rows
from technopole.lab.draws import Draws
from technopole.report.layers import compact
from technopole.report.leading import COST, goal_pairs, headline_goals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.decide.ensembles import Ensemble
    from technopole.lab.jobs.spec import Spec
    from technopole.lab.jobs.work import Teller
    from technopole.region import Region

    Reals = NDArray[np.float64]

ENDS = (5, 95)
"""Percentiles between which 9 of 10 draws lie."""
PER_BUILT = "built_area"
LAYERS: dict[str, tuple[str, str]] = {
    "jobs_per_worker": ("jobs_homes_balance", ""),
    "people": ("population", ""),
    "jobs": ("jobs", ""),
    "innovation_jobs": ("innovation_jobs", ""),
    "people_density": ("population", PER_BUILT),
    "job_density": ("jobs", PER_BUILT),
    "innovation_density": ("innovation_jobs", PER_BUILT),
    "people_change": ("population", PER_BUILT),
    "jobs_change": ("jobs", PER_BUILT),
    "minutes": ("mean_minutes", ""),
    "rent_home": ("home_rent", ""),
    "income": ("mean_income", ""),
}
"""Layers that are an indicator by zone, or one for each square kilometre built: those have bands."""


def bands_answer(region: Region, spec: Spec, teller: Teller) -> dict[str, Any]:
    """Return bands of B, and of B - A, by goal and year, and of a layer's difference by zone and year."""
    options = spec.options
    pairs, layer = goal_pairs(region), LAYERS.get(str(options["layer"]))
    figures = [Figure(*pair).text for pair in pairs]
    zones = [] if layer is None else [Figure(layer[0], zone).text for zone in region.zones]
    cases = tuple(dict.fromkeys((Case(str(spec.a)), Case(str(spec.b)))))
    study = ensemble(
        region, cases, figures=[*figures, *zones], draws=max(2, options["draws"]), seed=options["seed"],
        workers=spec.workers, folder=Path(spec.folder) / "draws", progress=teller.share,
    )  # fmt: skip
    Draws.of(study, len(figures)).write(Path(spec.folder))
    places = {(figure.indicator, figure.scope): at for at, figure in enumerate(study.study.figures)}
    b = study.outcomes[:, len(cases) - 1]
    change = b - study.outcomes[:, 0]
    goals = {(goal["indicator"], goal["scope"]) for goal in headline_goals(region)} | {COST}
    rows = [
        row
        for pair in pairs
        for of, values in (("b", b), ("change", change))
        for row in _rows(region, study, pair, of, values[:, places[pair]], every_year=pair in goals)
    ]
    return {
        "region": region.id,
        "a": spec.a,
        "b": spec.b,
        "draws": len(study.study.design),
        "found": int(study.found.all(axis=1).sum()),
        "seed": options["seed"],
        "rows": rows,
        "layer": None if layer is None else _layer(region, str(options["layer"]), layer, change, places),
    }


def _rows(
    region: Region, study: Ensemble, pair: tuple[str, str], of: str, values: Reals, *, every_year: bool
) -> list[dict[str, Any]]:
    """Return the band of a figure in every year, or in the last; the chance is that of its target."""
    low, high = _ends(values)
    target = next((row for row in target_rows(region) if (row.indicator, row.scope) == pair), None)
    likely = None
    if target is not None and of == "b":
        place = study.study.figures.index(Figure(*pair))
        found = chance(study, len(study.study.cases) - 1, place, target.target, target.target_year)
        likely = None if np.isnan(found) else found
    years = list(enumerate(region.years)) if every_year else [(len(region.years) - 1, region.last_year)]
    return [
        {
            "indicator": pair[0], "scope": pair[1], "of": of, "year": year, "low": _number(low[t]),
            "high": _number(high[t]), "chance": likely,
        }
        for t, year in years
    ]  # fmt: skip


def _layer(
    region: Region, name: str, layer: tuple[str, str], change: Reals, places: dict[tuple[str, str], int]
) -> dict[str, Any]:
    """Return low and high of B - A by year and zone (T, N), in the layer's unit."""
    area = region.zone_values(PER_BUILT) if layer[1] else np.ones(len(region.zones))
    by_zone = np.stack([change[:, places[layer[0], zone]] for zone in region.zones], axis=2) / area
    low, high = _ends(by_zone)
    return {"id": name, "low": compact(low), "high": compact(high)}


def _ends(values: Reals) -> tuple[Reals, Reals]:
    """Return the ends of the band over the draws that were found."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # what is blank in every draw stays blank
        low, high = np.nanpercentile(values, ENDS, axis=0)
    return low, high


def _number(value: Any) -> float | None:
    return float(value) if np.isfinite(value) else None


def goal_bands(result: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the bands of B in the last year by (indicator, scope), as goals carry them."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in result["rows"]:
        if row["of"] == "b":
            found[row["indicator"], row["scope"]] = {
                "low": row["low"], "high": row["high"], "chance": row["chance"], "draws": result["found"],
            }  # fmt: skip
    return found
