"""The border: who works across it, and how much it still separates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.indicators.balance import zone_jobs
from technopole.indicators.base import indicator
from technopole.indicators.numerics import finite_or_zero, library, ratio, rows, total

if TYPE_CHECKING:
    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context

FIT_REACH = 20.0  # km: near pairs weigh more in the line of minutes on distance
NEAR_BORDER = 10.0  # km: pairs of zones across the border weigh exp(-distance / 10 km)
CROSSING_TABLES = ("crossings", "cross_border")


def _across(pairs: Any, context: Context) -> Any:
    """Sum of pairs whose work lies on another side than their home, by home zone (..., N)."""
    return (pairs @ context.side.T * (1.0 - context.side.T)).sum(axis=-1)


@indicator(
    "commuters_out",
    family="integration",
    unit="persons",
    name=("Residents who work across the border", "跨境工作居民", "跨境工作居民"),
    formula="sum of commuters_ni, n in the scope, i on another side",
    source="model.md 2-3",
    grade_tables=CROSSING_TABLES,
    parameters=("nu",),
)
def commuters_out(path: Path, context: Context) -> Any:
    """Residents of the scope with a workplace on another side (T,)."""
    return _across(path.commuters, context) @ context.mask


@indicator(
    "commuters_in",
    family="integration",
    unit="persons",
    name=("Workers who come across the border", "跨境入內工作者", "跨境入内工作者"),
    formula="sum of commuters_ni, i in the scope, n on another side",
    source="model.md 2-3",
    grade_tables=CROSSING_TABLES,
    parameters=("nu",),
)
def commuters_in(path: Path, context: Context) -> Any:
    """Workers in the scope with a home on another side (T,)."""
    return _across(path.commuters.swapaxes(1, 2), context) @ context.mask


@indicator(
    "cross_border_commuters",
    family="integration",
    unit="persons",
    better="higher",
    name=("Cross-border commuters", "跨境通勤者", "跨境通勤者"),
    formula="sum of commuters_ni across sides with home or work in the scope, each counted once",
    source="model.md 2-3",
    grade_tables=CROSSING_TABLES,
    parameters=("nu",),
)
def cross_border_commuters(path: Path, context: Context) -> Any:
    """Commuters across the border who live or work in the scope (T,)."""
    both = path.commuters * (context.mask[:, None] * context.mask)
    inside = _across(both, context).sum(axis=1)
    return commuters_out(path, context) + commuters_in(path, context) - inside


@indicator(
    "cross_border_share",
    family="integration",
    unit="share",
    better="higher",
    name=("Share of residents who work across the border", "跨境工作居民比例", "跨境工作居民比例"),
    formula="commuters_out / commuters with home in the scope",
    source="own definition",
    grade_tables=CROSSING_TABLES,
    parameters=("nu",),
)
def cross_border_share(path: Path, context: Context) -> Any:
    """Share of the scope's residents with a fixed workplace who work on another side (T,)."""
    return ratio(commuters_out(path, context), total(path.commuters) @ context.mask)


def _borderless_minutes(path: Path, context: Context) -> Any:
    """Minutes of the base year expected of the distance alone (N, N).

    Each side has a line of minutes on crow-fly km: it starts at the mean minutes inside a zone and rises
    as pairs of zones on that side do by least squares, near pairs weighing more. A pair across takes
    the mean of its two sides' lines. Held at the base year, so that a change of the indicator is never
    one of its yardstick; a side of one zone takes the region's slope.
    """
    distance, minutes = context.distance, path.minutes_now[0]
    xp = library(minutes)
    inside = context.side @ xp.diagonal(minutes) / context.side.sum(axis=1)
    pairs = context.same_side * (distance > 0) * xp.exp(-distance / FIT_REACH)
    weight = xp.where(xp.isfinite(minutes), pairs * distance, 0.0)
    rise = finite_or_zero(minutes) - (inside @ context.side)[:, None]
    top = context.side @ (weight * rise).sum(axis=1)
    bottom = context.side @ (weight * distance).sum(axis=1)
    slope = xp.where(bottom > 0, top / xp.where(bottom > 0, bottom, 1.0), ratio(top.sum(), bottom.sum()))
    start, speed = inside @ context.side, slope @ context.side
    return (start[:, None] + start[None, :]) / 2 + (speed[:, None] + speed[None, :]) / 2 * distance


@indicator(
    "border_minutes",
    family="integration",
    unit="minutes",
    better="lower",
    name=("Minutes the border adds to a trip", "邊境增加的分鐘", "边境增加的分钟"),
    formula="sum_ni q_ni (c_ni - f(d_ni)) / sum_ni q_ni over pairs across the border, n in the scope; "
    "q_ni = base-year residents_n jobs_i exp(-d_ni / 10 km); f the base-year line of minutes on distance "
    "within sides, each from the mean minutes inside a zone",
    source="own definition: travel and clearance time against pairs as far apart on one side in "
    "the base year",
    grade_tables=("crossings", "links", "zones"),
    parameters=("door_to_door", "nu"),
)
def border_minutes(path: Path, context: Context) -> Any:
    """Extra door-to-door minutes of pairs across the border against equal distances within sides (T,)."""
    xp = library(path.minutes_now)
    near = (1.0 - context.same_side) * np.exp(-context.distance / NEAR_BORDER)
    potential = path.residents[0].sum(axis=0)[:, None] * zone_jobs(path)[0][None, :] * near
    minutes = rows(path.minutes_now, context.zones)
    weight = xp.where(xp.isfinite(minutes), rows(potential, context.zones), 0.0)
    extra = finite_or_zero(minutes) - rows(_borderless_minutes(path, context), context.zones)
    return ratio((weight * extra).sum(axis=(1, 2)), weight.sum(axis=(1, 2)))


def _borderless_share(path: Path, context: Context) -> Any:
    """Share of the scope's commuters who would work on another side if distance alone counted (T,)."""
    xp = library(path.commuters)
    nearness = xp.exp(-context.nu * _borderless_minutes(path, context))
    jobs = zone_jobs(path)
    across = ratio(jobs @ (nearness * (1.0 - context.same_side)).T, jobs @ nearness.T)
    homes = total(path.commuters) * context.mask
    return ratio((homes * finite_or_zero(across)).sum(axis=1), homes.sum(axis=1))


@indicator(
    "integration_index",
    family="integration",
    unit="index, 1 = as if there were no border",
    better="higher",
    name=("Integration of the labour market", "勞動市場融合指數", "劳动市场融合指数"),
    formula="cross_border_share / share expected if each resident chose jobs_i exp(-nu f(d_ni)), "
    "f the base-year line of minutes on distance within sides",
    source="own definition, in the spirit of border effects: McCallum (1995), AER 85(3); Head and Ries "
    "(2001), AER 91(4). Crossing time and permission both count as border",
    grade_tables=("crossings", "cross_border", "links", "zones"),
    parameters=("nu", "door_to_door"),
)
def integration_index(path: Path, context: Context) -> Any:
    """Observed over borderless share of residents who work across the border: 0 closed, 1 none (T,)."""
    return ratio(cross_border_share(path, context), _borderless_share(path, context))


@indicator(
    "border_equivalent_minutes",
    family="integration",
    unit="minutes",
    better="lower",
    name=("Border-equivalent minutes", "邊境等值分鐘", "边境等值分钟"),
    formula="(ln odds of the borderless share - ln odds of cross_border_share) / nu",
    source="own definition, as the tariff equivalent of Anderson and van Wincoop (2003), AER 93(1): the "
    "minutes that, put on every trip across, would turn borderless commuting into the one observed "
    "(exact for one home zone); time, permission and habit together",
    grade_tables=("crossings", "cross_border", "links", "zones"),
    parameters=("nu", "door_to_door"),
)
def border_equivalent_minutes(path: Path, context: Context) -> Any:
    """All that the border does to commuting, told in minutes; blank where nobody crosses (T,)."""
    xp = library(path.commuters)
    observed, expected = cross_border_share(path, context), _borderless_share(path, context)
    odds = ratio(ratio(observed, 1.0 - observed), ratio(expected, 1.0 - expected))
    crossed = odds > 0
    return xp.where(crossed, -xp.log(xp.where(crossed, odds, 1.0)) / context.nu, xp.nan)
