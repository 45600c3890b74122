"""Carbon of commuting and land taken by building."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.indicators.base import indicator
from technopole.indicators.housing import since_base
from technopole.indicators.numerics import finite_or_zero, ratio, rows, total

if TYPE_CHECKING:
    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context

GRAMS_PER_TONNE = 1e6
GRAMS_PER_KG = 1e3
M2_PER_HECTARE = 1e4


def _grams(path: Path, context: Context) -> Any:
    """Carbon dioxide of the commutes of the scope's residents, g a year (T,)."""
    homes, road = context.zones, context.road_share[context.zones]
    factor = road * context.emission_road + (1.0 - road) * context.emission_transit
    minutes = total(rows(path.commuters, homes) * finite_or_zero(rows(path.minutes_now, homes)))
    return 2.0 * context.working_days * (minutes @ factor)


@indicator(
    "transport_carbon",
    family="environment",
    unit="t CO2 a year",
    better="lower",
    name=("Carbon of commuting", "通勤碳排放", "通勤碳排放"),
    formula="2 x working_days x sum_ni commuters_ni c_ni "
    "(road_n emission_road + (1 - road_n) emission_transit)",
    source="own definition. Approximations: minutes stand for distance, the road share is the side's mode "
    "weight in every year and on every pair, other trips and goods are left out, vehicles do not get cleaner",
    grade_tables=("links", "residents", "jobs"),
    parameters=("emission_transit", "emission_road", "road_weight", "working_days"),
)
def transport_carbon(path: Path, context: Context) -> Any:
    """Carbon dioxide of commuting by the scope's residents, t a year (T,)."""
    return _grams(path, context) / GRAMS_PER_TONNE


@indicator(
    "transport_carbon_per_worker",
    family="environment",
    unit="kg CO2 a year",
    better="lower",
    name=("Carbon of commuting per worker", "人均通勤碳排放", "人均通勤碳排放"),
    formula="transport_carbon / residents with a fixed workplace",
    source="own definition, approximations of transport_carbon",
    grade_tables=("links", "residents", "jobs"),
    parameters=("emission_transit", "emission_road", "road_weight", "working_days"),
)
def transport_carbon_per_worker(path: Path, context: Context) -> Any:
    """Carbon dioxide of a resident's commutes, kg a year (T,)."""
    return ratio(_grams(path, context) / GRAMS_PER_KG, total(path.commuters) @ context.mask)


@indicator(
    "land_take",
    family="environment",
    unit="ha",
    better="lower",
    name=("Land taken by new building", "新建用地", "新建用地"),
    formula="sum over years after the base year, zones n and markets m of "
    "completions_nm / plot_ratio_n / 10,000",
    source="own definition. Approximation: all completions stand on new land at the zone's "
    "highest plot ratio; roads and open space are left out",
    grade_tables=("zones", "floor"),
)
def land_take(path: Path, context: Context) -> Any:
    """Land under floor completed since the base year, ha, cumulative (T,)."""
    land = path.completions.sum(axis=2) / context.plot_ratio / M2_PER_HECTARE
    return since_base(land @ context.mask)
