"""Homes and floor: how much there is, what it costs, how much stands empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.indicators.base import indicator
from technopole.indicators.numerics import library, ratio

if TYPE_CHECKING:
    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context


def since_base(flow: Any) -> Any:
    """Cumulate a yearly flow from the year after the base year on (T,)."""
    xp = library(flow)
    return xp.cumsum(flow, axis=0) - flow[0]


@indicator(
    "homes",
    family="housing",
    unit="homes",
    better="higher",
    name=("Homes", "住宅單位", "住宅单位"),
    formula="sum over zones n of the scope of home floor_n / m2_per_home of the side",
    source="own definition; floor is what the model knows, flats are its translation",
    grade_tables=("floor",),
    parameters=("m2_per_home",),
)
def homes(path: Path, context: Context) -> Any:
    """Homes standing in the scope, counted at the side's floor of a new home (T,)."""
    return (path.floor[:, :, context.home_market] / context.m2_per_home) @ context.mask


@indicator(
    "new_homes",
    family="housing",
    unit="homes",
    better="higher",
    name=("Homes completed since the base year", "基準年以來落成單位", "基准年以来落成单位"),
    formula="sum over years after the base year of home completions_n / m2_per_home",
    source="own definition; gross of demolition, public and private",
    grade_tables=("floor",),
    parameters=("m2_per_home",),
)
def new_homes(path: Path, context: Context) -> Any:
    """Homes completed in the scope after the base year, cumulative (T,)."""
    return since_base((path.completions[:, :, context.home_market] / context.m2_per_home) @ context.mask)


@indicator(
    "home_floor_per_person",
    family="housing",
    unit="m2 per person",
    better="higher",
    name=("Home floor per person", "人均居住面積", "人均居住面积"),
    formula="home floor in use / population",
    source="census convention",
    grade_tables=("floor", "people"),
)
def home_floor_per_person(path: Path, context: Context) -> Any:
    """Home floor in use per person (T,)."""
    return ratio(path.floor_used[:, :, context.home_market] @ context.mask, path.population @ context.mask)


@indicator(
    "home_rent",
    family="housing",
    unit="{money} per m2 a year",
    better="lower",
    name=("Mean home rent", "平均住宅租金", "平均住宅租金"),
    formula="sum of rent_n x home floor used_n / sum of home floor used_n",
    source="model.md 5: the rent that clears the home market, on the basis of effective rents",
    grade_tables=("rents", "floor"),
    parameters=("home_share",),
)
def home_rent(path: Path, context: Context) -> Any:
    """Mean rent of home floor in use, money per m2 a year (T,)."""
    used = path.floor_used[:, :, context.home_market] * context.mask
    return ratio((path.rent[:, :, context.home_market] * used).sum(axis=1), used.sum(axis=1))


@indicator(
    "home_cost_share",
    family="housing",
    unit="share of net wages",
    better="lower",
    name=(
        "Affordability: home rents over net wages",
        "租金負擔：住宅租金佔淨工資",
        "租金负担：住宅租金占净工资",
    ),
    formula="sum of rent_n x home floor used_n / sum over g, n of net earnings_gn",
    source="rent-to-income ratio, as in housing statistics; imputed rents of owners included",
    grade_tables=("rents", "floor", "wages", "residents"),
    parameters=("home_share", "follower_pay"),
)
def home_cost_share(path: Path, context: Context) -> Any:
    """Home rents of the scope over the net wages of its residents (T,)."""
    bill = (path.rent * path.floor_used)[:, :, context.home_market] @ context.mask
    return ratio(bill, net_wages(path, context))


def net_wages(path: Path, context: Context) -> Any:
    """Net wages of residents a year (T,); followers earn `follower_pay` times their neighbours' mean."""
    paid = path.residents + path.followers * (context.follower_pay - 1.0)
    return (paid * path.income).sum(axis=1) @ context.mask


@indicator(
    "innovation_floor",
    family="housing",
    unit="m2",
    better="higher",
    name=("Innovation floor", "創科樓面", "创科楼面"),
    formula="sum over zones n of the scope of innovation floor_n",
    source="model.md 5",
    grade_tables=("floor",),
)
def innovation_floor(path: Path, context: Context) -> Any:
    """Existing innovation floor, m2; 0 in a region without that market (T,)."""
    if context.innovation_market is None:
        return 0.0 * path.floor.sum(axis=(1, 2))
    return path.floor[:, :, context.innovation_market] @ context.mask


@indicator(
    "floor_in_market",
    family="housing",
    unit="m2",
    name=("Floor of a market", "某類樓面", "某类楼面"),
    formula="sum over zones n of the scope of floor_nm",
    source="model.md 5",
    grade_tables=("floor",),
    of="market",
)
def floor_in_market(path: Path, context: Context) -> Any:
    """Existing floor of one market, m2 (T,)."""
    return path.floor[:, :, context.label] @ context.mask


@indicator(
    "rent_in_market",
    family="housing",
    unit="{money} per m2 a year",
    name=("Mean rent of a market", "某類樓面平均租金", "某类楼面平均租金"),
    formula="sum of rent_nm x floor used_nm / sum of floor used_nm",
    source="model.md 5",
    grade_tables=("rents", "floor"),
    of="market",
)
def rent_in_market(path: Path, context: Context) -> Any:
    """Mean rent of the floor in use of one market, money per m2 a year (T,)."""
    used = path.floor_used[:, :, context.label] * context.mask
    return ratio((path.rent[:, :, context.label] * used).sum(axis=1), used.sum(axis=1))


@indicator(
    "vacancy_in_market",
    family="housing",
    unit="share",
    better="lower",
    name=("Floor not in use, of a market", "某類樓面空置率", "某类楼面空置率"),
    formula="1 - sum of floor used_nm / sum of floor_nm",
    source="model.md 5: floor on its occupation ramp or below the reservation rent; "
    "negative where floor is used beyond the stock, within the permitted floor",
    grade_tables=("floor", "rents"),
    parameters=("occupation_ramp", "reservation_rent", "floor_elasticity"),
    of="market",
)
def vacancy_in_market(path: Path, context: Context) -> Any:
    """Share of existing floor of one market that is not in use (T,)."""
    used = path.floor_used[:, :, context.label] @ context.mask
    return 1.0 - ratio(used, path.floor[:, :, context.label] @ context.mask)
