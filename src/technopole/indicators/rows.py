"""Which indicators of which scopes stand on a region's scorecard."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from technopole.indicators.base import FAMILIES, INDICATORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from technopole.region import Region

HEADLINES_OF_PARTS = (
    "population",
    "households",
    "jobs",
    "innovation_jobs",
    "new_homes",
    "new_jobs",
    "working_residents",
    "jobs_homes_balance",
    "self_containment",
    "mean_minutes",
    "jobs_in_45_minutes",
    "home_rent",
    "home_cost_share",
    "home_floor_per_person",
    "sector_diversity",
    "innovation_floor",
    "land_take",
)
HEADLINES_OF_PARTS_OF_A_SIDE = ("population_share_of_side", "jobs_share_of_side")
HEADLINES_OF_SPLIT_SIDES = (
    "theil",
    "theil_between",
    "theil_within",
    "jobs_centre_north",
)
HEADLINES_OF_SIDES = (
    "population",
    "jobs",
    "innovation_jobs",
    "excess_commute",
    "access_to_jobs",
    "transport_carbon",
    "welfare",
    "mean_income",
    "landlord_income",
)
HEADLINES_OF_BORDER_SIDES = (
    "commuters_out",
    "border_minutes",
    "border_equivalent_minutes",
    "integration_index",
)
HEADLINES_OF_BORDER = (
    "cross_border_commuters",
    "crossing_trips",
    "mean_clearance",
    "peak_crossing_load",
)
HEADLINES_OF_REGION = (
    "theil",
    "transport_carbon",
    "welfare",
    "plan_cost",
    "plan_cost_present_value",
    "land_income",
    "public_account",
)
HEADLINES_OF_ECOSYSTEM = (
    "research_spending",
    "research_intensity",
    "research_people",
    "innovation_productivity",
    "years_to_market",
    "capital_across",
    "knowledge_from_across",
)
HEADLINES_BY_LABEL = (
    ("trips_at_crossing", "crossings"),
    ("group_welfare", "groups"),
    ("cost_to_payer", "payers"),
    ("land_income_of_payer", "payers"),
)


class Row(NamedTuple):
    """One line of a scorecard; target figures are NaN or empty where there is no target."""

    indicator: str
    scope: str
    target: float = np.nan
    target_year: float = np.nan
    target_unit: str = ""
    published_indicator: str = ""
    published_year: float = np.nan
    target_grade: str = ""


def scorecard_rows(region: Region) -> list[Row]:
    """Return the rows: scored targets first, then the region's own list (table `scorecard`) or a default.

    A pair of indicator and scope that has a target is not listed again without it.
    """
    targets = list(target_rows(region))
    known = {(row.indicator, row.scope) for row in targets}
    chosen = region.tables.get("scorecard")
    if chosen is not None and len(chosen):
        ordered = chosen.sort_values("order", kind="stable")
        listed = list(zip(ordered["indicator"], ordered["scope"], strict=True))
    else:
        listed = list(default_pairs(region))
    rest = [Row(*pair) for pair in dict.fromkeys(listed) if pair not in known]
    return [*targets, *rest]


_TARGETS: WeakKeyDictionary[Region, tuple[Row, ...]] = WeakKeyDictionary()
"""Targets by region: its tables do not change while it is in use."""


def target_rows(region: Region) -> Iterator[Row]:
    """Yield the targets that name an indicator; the others are published facts, not scored."""
    if region not in _TARGETS:
        _TARGETS[region] = tuple(_target_rows(region))
    yield from _TARGETS[region]


def _target_rows(region: Region) -> Iterator[Row]:
    table = region.tables.get("targets")
    if table is None:
        return
    for record in table.to_dict("records"):
        if not record["indicator"]:
            continue
        yield Row(
            indicator=str(record["indicator"]),
            scope=str(record["scope"]),
            target=float(record["value"]),
            target_year=_year(record["target_year"]),
            target_unit=str(record["unit"]),
            published_indicator=str(record["published_indicator"]),
            published_year=_year(record["published_year"]),
            target_grade=str(record["grade"]),
        )


def default_pairs(region: Region) -> Iterator[tuple[str, str]]:
    """Yield (indicator, scope) of the default scorecard of any region."""
    yield from product_of(region.parts, HEADLINES_OF_PARTS)
    for side in region.sides:
        parts = [part.id for part in region.settings.parts if part.side == side]
        if len(parts) > 1:
            yield from product_of(parts, HEADLINES_OF_PARTS_OF_A_SIDE)
            yield from product_of([side], HEADLINES_OF_SPLIT_SIDES)
    yield from product_of(region.sides, HEADLINES_OF_SIDES)
    if region.crossings:
        yield from product_of(region.sides, HEADLINES_OF_BORDER_SIDES)
        yield from product_of(["region"], HEADLINES_OF_BORDER)
    if not region.tables["funders"].empty:
        yield from product_of(region.sides, HEADLINES_OF_ECOSYSTEM)
        yield from product_of(["region"], ["technology_across"])
    yield from product_of(["region"], HEADLINES_OF_REGION)
    for indicator, labels in HEADLINES_BY_LABEL:
        yield from product_of(["region"], [f"{indicator}.{label}" for label in getattr(region, labels)])


def product_of(scopes: Iterable[str], indicators: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield every indicator for every scope, scope by scope."""
    for scope, indicator in product(scopes, indicators):
        yield indicator, scope


def indicator_catalogue() -> pd.DataFrame:
    """Return every registered indicator with its family, unit, direction, formula and source."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "indicator": item.id if item.of is None else f"{item.id}.<{item.of}>",
                "family": item.family,
                "name": item.named(),
                "unit": item.unit,
                "better": item.better or "",
                "scopes": item.scopes,
                "formula": item.formula,
                "source": item.source,
            }
            for _, item in sorted(INDICATORS.items(), key=lambda pair: FAMILIES.index(pair[1].family))
        ]
    )


def _year(value: object) -> float:
    """Return a year as a number, NaN where none is given."""
    number = np.nan if value is None or value == "" else float(str(value))
    return float(number)
