"""People, households and workers where they live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.indicators.base import indicator
from technopole.indicators.numerics import ratio

if TYPE_CHECKING:
    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context

PEOPLE = ("people", "controls")


@indicator(
    "population",
    family="people",
    unit="persons",
    name=("Population", "人口", "人口"),
    formula="sum over zones of the scope of population_n",
    source="model.md 7: workers living in the zone times people per worker, "
    "scaled to the side's control total",
    grade_tables=PEOPLE,
)
def population(path: Path, context: Context) -> Any:
    """People living in the scope, persons (T,)."""
    return path.population @ context.mask


@indicator(
    "households",
    family="people",
    unit="households",
    name=("Households", "住戶", "住户"),
    formula="sum over zones of the scope of households_n",
    source="model.md 7",
    grade_tables=PEOPLE,
)
def households(path: Path, context: Context) -> Any:
    """Households living in the scope (T,)."""
    return path.households @ context.mask


@indicator(
    "household_size",
    family="people",
    unit="persons per household",
    name=("People per household", "住戶平均人數", "户均人数"),
    formula="population / households",
    source="census convention",
    grade_tables=PEOPLE,
)
def household_size(path: Path, context: Context) -> Any:
    """People per household (T,)."""
    return ratio(population(path, context), households(path, context))


@indicator(
    "working_residents",
    family="people",
    unit="persons",
    name=("Working residents", "就業居民", "就业居民"),
    formula="sum over groups g and zones n of the scope of residents_gn",
    source="model.md 7: base-year workers times the side's control total of employed people",
    grade_tables=("residents", "controls"),
)
def working_residents(path: Path, context: Context) -> Any:
    """Employed people living in the scope, those without a fixed workplace included, persons (T,)."""
    return path.residents.sum(axis=1) @ context.mask


@indicator(
    "group_residents",
    family="people",
    unit="persons",
    name=("Working residents of a group", "某類就業居民", "某类就业居民"),
    formula="sum over zones n of the scope of residents_gn",
    source="model.md 2",
    grade_tables=("residents", "controls"),
    of="group",
)
def group_residents(path: Path, context: Context) -> Any:
    """Employed people of one group living in the scope, persons (T,)."""
    return path.residents[:, context.label, :] @ context.mask


@indicator(
    "population_share",
    family="people",
    unit="share",
    name=("Share of the region's population", "佔區域人口比例", "占区域人口比例"),
    formula="population of the scope / population of the region",
    source="own definition",
    grade_tables=PEOPLE,
)
def population_share(path: Path, context: Context) -> Any:
    """Scope's share of the region's population (T,)."""
    return ratio(population(path, context), path.population.sum(axis=1))


@indicator(
    "new_population",
    family="people",
    unit="persons",
    name=("Population added since the base year", "基準年以來新增人口", "基准年以来新增人口"),
    formula="population_t - population_0",
    source="own definition",
    grade_tables=PEOPLE,
)
def new_population(path: Path, context: Context) -> Any:
    """Change of population since the base year, persons (T,)."""
    people = population(path, context)
    return people - people[0]
