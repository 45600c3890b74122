"""The crossings: trips, minutes to clear, load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.indicators.base import indicator
from technopole.indicators.numerics import finite_or_zero, library, ratio

if TYPE_CHECKING:
    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context


@indicator(
    "crossing_trips",
    family="integration",
    unit="trips a day",
    better="higher",
    name=("Trips over all crossings", "全部口岸人次", "全部口岸人次"),
    formula="sum over crossings of trips_x, commuters' and others', both ways",
    source="model.md 3: 2 x commuters + other trips, which are held at the base year's number",
    grade_tables=("crossings",),
    scopes="region",
)
def crossing_trips(path: Path, context: Context) -> Any:  # noqa: ARG001 - every indicator has one signature
    """Trips a day over all crossings (T,)."""
    return path.crossing_trips.sum(axis=1)


@indicator(
    "trips_at_crossing",
    family="integration",
    unit="trips a day",
    name=("Trips over a crossing", "某口岸人次", "某口岸人次"),
    formula="trips_x",
    source="model.md 3",
    grade_tables=("crossings",),
    of="crossing",
    scopes="region",
)
def trips_at_crossing(path: Path, context: Context) -> Any:
    """Trips a day over one crossing (T,)."""
    return path.crossing_trips[:, context.label]


@indicator(
    "mean_clearance",
    family="integration",
    unit="minutes",
    better="lower",
    name=("Mean minutes to clear the border", "平均過關時間", "平均过关时间"),
    formula="sum_x trips_x clearance_x / sum_x trips_x",
    source="model.md 3: clearance at the year's traffic",
    grade_tables=("crossings",),
    parameters=("congestion_weight", "congestion_power", "crossing_capacity_multiple"),
    scopes="region",
)
def mean_clearance(path: Path, context: Context) -> Any:  # noqa: ARG001 - every indicator has one signature
    """Minutes to clear both controls, mean over trips (T,)."""
    total = (path.crossing_trips * finite_or_zero(path.clearance_now)).sum(axis=1)
    return ratio(total, path.crossing_trips.sum(axis=1))


@indicator(
    "clearance_at_crossing",
    family="integration",
    unit="minutes",
    better="lower",
    name=("Minutes to clear a crossing", "某口岸過關時間", "某口岸过关时间"),
    formula="h_x = h0_x (1 + congestion_weight (trips_x / capacity_x)^congestion_power)",
    source="model.md 3",
    grade_tables=("crossings",),
    parameters=("congestion_weight", "congestion_power", "crossing_capacity_multiple"),
    of="crossing",
    scopes="region",
)
def clearance_at_crossing(path: Path, context: Context) -> Any:
    """Minutes to clear one crossing at the year's traffic (T,)."""
    return path.clearance_now[:, context.label]


def _loads(path: Path, context: Context) -> Any:
    """Trips over capacity by crossing (T, X); NaN if capacities are not known."""
    if context.capacity is None:
        return path.crossing_trips * library(path.crossing_trips).nan
    return ratio(path.crossing_trips, context.capacity)


@indicator(
    "load_at_crossing",
    family="integration",
    unit="share of capacity",
    better="lower",
    name=("Load of a crossing", "某口岸負荷", "某口岸负荷"),
    formula="trips_x / capacity_x",
    source="model.md 3",
    grade_tables=("crossings",),
    parameters=("crossing_capacity_multiple",),
    of="crossing",
    scopes="region",
)
def load_at_crossing(path: Path, context: Context) -> Any:
    """Trips over capacity of one crossing (T,)."""
    return _loads(path, context)[:, context.label]


@indicator(
    "peak_crossing_load",
    family="integration",
    unit="share of capacity",
    better="lower",
    name=("Load of the busiest crossing", "最繁忙口岸負荷", "最繁忙口岸负荷"),
    formula="max_x trips_x / capacity_x",
    source="model.md 3",
    grade_tables=("crossings",),
    parameters=("crossing_capacity_multiple",),
    scopes="region",
)
def peak_crossing_load(path: Path, context: Context) -> Any:
    """Trips over capacity of the fullest crossing (T,)."""
    loads = _loads(path, context)
    xp = library(loads)
    return (
        xp.where(xp.isnan(loads), -xp.inf, loads).max(axis=1) if context.capacity is not None else loads[:, 0]
    )
