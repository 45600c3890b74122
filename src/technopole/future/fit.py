"""The model against data it was and was not fitted to (model.md 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.region.plain import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from technopole.future.calibration import City
    from technopole.region import Region

OWN = "same"


def fit_row(
    what: str, place: str, model: float, data: float, unit: str, *, fitted: bool, grade: str, source: str
) -> dict[str, Any]:
    """One line of the fit table."""
    return {
        "what": what,
        "place": place,
        "model": float(model),
        "data": float(data),
        "unit": unit,
        "fitted": fitted,
        "grade": grade,
        "source": source,
    }


def fit_table(city: City, records: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Base-year model values beside published ones; `fitted` marks those that calibration imposes."""
    region = city.region
    rows = [*_cross_border(region, records), *_crossing_trips(region, records), *_minutes(region, records)]
    return [*rows, *_workplace_areas(region, np.asarray(records["commuters"][0]))]


def _cross_border(region: Region, records: Mapping[str, Any]) -> list[dict[str, Any]]:
    table = region.tables["cross_border"]
    flows = np.asarray(records["side_flows"][0]).sum(axis=0)
    rows = []
    for (home, work), part in table.groupby(["home_side", "work_side"], sort=False):
        if home == work:
            continue
        model = flows[region.sides.index(str(home)), region.sides.index(str(work))]
        rows.append(
            fit_row(
                "cross-border workers",
                f"live {home}, work {work}",
                model,
                part["workers"].sum(),
                "persons",
                fitted=True,
                grade=str(part["grade"].iloc[0]),
                source=str(part["source"].iloc[0]),
            )
        )
    return rows


def _crossing_trips(region: Region, records: Mapping[str, Any]) -> list[dict[str, Any]]:
    trips = np.asarray(records["crossing_trips"][0])
    return [
        fit_row(
            "trips through a crossing",
            row["crossing"],
            trips[x],
            row["trips"],
            "trips a day",
            fitted=True,
            grade=row["grade"],
            source=row["source"],
        )
        for x, row in enumerate(rows_of(region.tables["crossings"]))
        if row["trips"] > 0
    ]


def _minutes(region: Region, records: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Mean one-way minutes of commuters by side, where a survey is among the statistics."""
    table = region.tables["statistics"]
    surveys = table[table["indicator"] == "mean_commute_minutes"]
    commuting = np.asarray(records["residents"][0] - records["followers"][0])
    minutes = np.asarray(records["group_minutes"][0])
    rows = []
    for survey in rows_of(surveys):
        here = region.zone_side == region.sides.index(survey["side"])
        model = (minutes * commuting)[:, here].sum() / commuting[:, here].sum()
        rows.append(
            fit_row(
                "mean minutes to work",
                survey["side"],
                model,
                survey["value"],
                survey["unit"],
                fitted=True,
                grade=survey["grade"],
                source=survey["source"],
            )
        )
    return rows


def workplace_area_flows(
    region: Region, commuters: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[str]]:
    """Workers by home zone and broad workplace area, model and data (rows of commute_areas.csv), and areas.

    "same" is the home area: the zone itself, or the set of zones that column `home_area` names; any other
    area leaves the home area out.
    """
    table = region.tables["commute_areas"]
    everywhere = np.ones(len(region.zones), dtype=bool)
    masks = {area: everywhere if area == OWN else region.scope_mask(area) for area in table["area"].unique()}
    model = []
    for row in rows_of(table):
        n = region.zones.index(row["zone"])
        home = region.scope_mask(row["home_area"] or row["zone"])
        counted = home if row["area"] == OWN else masks[row["area"]] & ~home
        model.append(commuters[n, counted].sum())
    return np.array(model), table["workers"].to_numpy(dtype=float), list(table["area"])


def _workplace_areas(region: Region, commuters: NDArray[np.float64]) -> list[dict[str, Any]]:
    table = region.tables["commute_areas"]
    if table.empty:
        return []
    model, data, areas = workplace_area_flows(region, commuters)
    grade, source = str(table["grade"].iloc[0]), str(table["source"].iloc[0])
    misplaced = 0.5 * np.abs(model - data).sum() / data.sum()
    rows = [
        fit_row(
            "workers by broad workplace area",
            area,
            model[[a == area for a in areas]].sum(),
            data[[a == area for a in areas]].sum(),
            "persons",
            fitted=area in region.sides,  # workers who cross the border are fitted, those within are not
            grade=grade,
            source=source,
        )
        for area in dict.fromkeys(areas)
    ]
    share = fit_row(
        "workers placed in the wrong broad area",
        "all zones with data",
        100.0 * misplaced,
        0.0,
        "% of workers",
        fitted=False,
        grade=grade,
        source=source,
    )
    return [*rows, share]


def base_fit(city: City) -> list[dict[str, Any]]:
    """The fit table of the calibrated base year, without running any plan."""
    import jax

    from technopole.future.base_year import base_timeline
    from technopole.future.simulate import recorded, settle_base

    base = jax.device_put(base_timeline(city.region)).at(0)
    floor = city.calibrated.character.floor
    root, _, parameters = settle_base(city.structure, city.calibrated, city.growth, base, floor)
    record = recorded(city.structure, city.calibrated, city.growth, base, parameters, root)
    return fit_table(city, {name: np.asarray(value)[None] for name, value in record.items()})
