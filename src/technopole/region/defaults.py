"""What stands where a table left something out, and money in one currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from technopole.region.schema import CURRENCY, declared_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from technopole.region.parameters import Parameters
    from technopole.region.schema import Column, Table
    from technopole.region.settings import RegionSettings

DETOUR = 1.3
"""Length of a way relative to the crow's flight."""


def own_minutes(area: pd.Series, start: float, speed: float) -> pd.Series:
    """Return mean minutes of a trip inside a zone: time to start, then half its width at a speed.

    `area` in km2, `start` in minutes, `speed` in km/h. Formula of the data notes of Hong Kong - Shenzhen:
    start + 0.5 sqrt(area) x 1.3 / speed x 60.
    """
    return start + 0.5 * area**0.5 * DETOUR / speed * 60


FORMULAS: Mapping[tuple[str, str], Callable[[pd.DataFrame, Parameters], pd.Series]] = {
    ("zones", "own_minutes_transit"): lambda frame, _: own_minutes(frame["area"], 9, 18),
    ("zones", "own_minutes_road"): lambda frame, _: own_minutes(frame["area"], 6, 30),
    ("crossings", "capacity"): lambda frame, parameters: (
        frame["trips"] * parameters.get("crossing_capacity_multiple")
    ).where(frame["trips"] > 0, np.inf),
}
"""Defaults that are computed. A crossing with neither trips nor capacity never fills up (a check warns)."""


def with_defaults(table: Table, frame: pd.DataFrame, parameters: Parameters | None) -> pd.DataFrame:
    """Return the frame with declared defaults where nothing was written.

    A default is a value or the name of another column of the table. Without parameters the computed
    defaults stay blank.
    """
    filled = frame.copy()
    for column in table.columns:
        formula = FORMULAS.get((table.name, column.name))
        if formula is not None and parameters is not None:
            filled[column.name] = filled[column.name].fillna(formula(filled, parameters))
        elif column.default:
            filled[column.name] = _filled(table, column, filled)
    return filled


def _filled(table: Table, column: Column, frame: pd.DataFrame) -> pd.Series:
    """Fill one column by its declared default."""
    given = frame[column.name]
    if column.default in table.column_names:
        other = frame[column.default]
        return given.where(given != "", other) if column.kind == "text" else given.fillna(other)
    if column.kind == "text":
        return given.where(given != "", column.default)
    value = given.fillna(float(column.default))
    return value.astype(np.int64) if column.kind == "year" else value


def in_region_money(table: Table, frame: pd.DataFrame, settings: RegionSettings) -> pd.DataFrame:
    """Return the frame with money columns and units in the region's money.

    Only tables whose `unit` column names a currency carry other money; everything else already is in
    the region's money.
    """
    if not table.unit_carries_currency or not len(frame):
        return frame
    converted = frame.copy()
    unit = table.column("unit").refers_to
    rates = {unit.replace(CURRENCY, money): rate for money, rate in settings.currencies.items()}
    rate = converted["unit"].map(rates).astype(np.float64)
    for column in table.columns:
        if column.is_money:
            converted[column.name] = converted[column.name] * rate
    converted["unit"] = unit.replace(CURRENCY, settings.money)
    return converted


def completed(
    frames: Mapping[str, pd.DataFrame], settings: RegionSettings, parameters: Parameters | None
) -> dict[str, pd.DataFrame]:
    """Return all tables with defaults and money applied; the index still counts rows of the files."""
    declared = declared_tables()
    return {
        name: in_region_money(declared[name], with_defaults(declared[name], frame, parameters), settings)
        for name, frame in frames.items()
    }
