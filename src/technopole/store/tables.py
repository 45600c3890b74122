"""The path as long tables: one row a year, place and kind, labels instead of positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.future.path_arrays import path_notes
from technopole.store.arrays import CAPACITY, EXTRA, axis_labels

if TYPE_CHECKING:
    import pandas as pd

    from technopole.indicators.scorecard import HasScorecard

TABLES: dict[str, tuple[str, ...]] = {
    "people": ("population", "households"),
    "residents": ("residents", "followers", "income", "group_minutes"),
    "jobs": ("jobs", "wage", "output", "price"),
    "jobs_by_group": ("jobs_by_group",),
    "floor": ("floor", "floor_available", "floor_used", "rent", "shadow_price", "unbuilt", "completions"),
    "crossings": ("crossing_trips", "clearance_now", CAPACITY),
    "crossing_commuters": ("crossing_commuters",),
    "side_flows": ("side_flows",),
    "groups": ("utility",),
    "money": ("cost", "land_income"),
    "solution": ("residual", "converged", "iterations"),
}
"""Long tables and the arrays in their columns; arrays of one table have the same axes."""

SHORT_NAMES = {
    "group_minutes": "minutes",
    "crossing_trips": "trips",
    "clearance_now": "clearance",
    "crossing_commuters": "commuters",
    "side_flows": "workers",
    "jobs_by_group": "jobs",
}
"""Names of columns where the table already says the rest."""

FEWEST_COMMUTERS = 0.5
"""Flows below half a person are left out of flows.csv."""


def long_tables(run: HasScorecard) -> dict[str, pd.DataFrame]:
    """Return every long table of a run by name, rows in the order of years and labels.

    `people` has year, zone, population, households, and residents summed over groups; `flows` holds
    commuters and minutes between zones in the first and the last year only (it is the one table that
    grows with the square of the zones).
    """
    tables = {name: _table(run, arrays) for name, arrays in TABLES.items() if _axis_sizes(run, arrays[0])}
    if "people" in tables:
        tables["people"]["residents"] = np.asarray(run.path.residents).sum(axis=1).reshape(-1)
        tables["flows"] = _flows(run)
    return tables


def _value(run: HasScorecard, name: str) -> Any:
    if name != CAPACITY:  # the one column that is a lever
        return getattr(run.path, name)
    known = getattr(run.timeline, CAPACITY, None)
    return np.full_like(run.path.crossing_trips, np.nan) if known is None else known


def _axis_sizes(run: HasScorecard, array: str) -> bool:
    """Tell whether the array has any element: a region with one side has no crossings."""
    return bool(np.asarray(_value(run, array)).size)


def _table(run: HasScorecard, arrays: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    axes = {**path_notes(), **EXTRA}[arrays[0]].axes
    labels = axis_labels(run.region, run.years)
    grid = np.meshgrid(*(np.arange(len(labels[axis])) for axis in axes), indexing="ij")
    columns: dict[str, Any] = {}
    for axis, position in zip(axes, grid, strict=True):
        columns[axis] = np.asarray(labels[axis])[position.reshape(-1)]
    for name in arrays:
        columns[SHORT_NAMES.get(name, name)] = np.asarray(_value(run, name)).reshape(-1)
    return pd.DataFrame(columns)


def _flows(run: HasScorecard) -> pd.DataFrame:
    import pandas as pd

    zones = np.asarray(run.region.zones)
    parts: list[pd.DataFrame] = []
    for position in sorted({0, len(run.years) - 1}):
        commuters = np.asarray(run.path.commuters[position])
        homes, works = np.nonzero(commuters >= FEWEST_COMMUTERS)
        parts.append(
            pd.DataFrame(
                {
                    "year": run.years[position],
                    "zone": zones[homes],
                    "work_zone": zones[works],
                    "commuters": commuters[homes, works],
                    "minutes": np.asarray(run.path.minutes_now[position])[homes, works],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
