"""Balance between parts of the region and between homes and jobs within them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.indicators.base import indicator
from technopole.indicators.numerics import (
    decay,
    entropy_term,
    finite_or_zero,
    library,
    ratio,
    repeat,
    rows,
    sum_by_home,
    total,
)

if TYPE_CHECKING:
    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context

KM_PER_DEGREE = 111.2  # of latitude
SMALLEST_SHARE = 1e-9  # a zone with jobs and no residents keeps a finite Theil term
MATCHING_SHARPNESS = 0.3  # per minute; the higher, the closer to the least minutes possible
MATCHING_ROUNDS = 60
RELAXATION = 1.5  # above 1; from about 1.8 the factors of a city start to swing


def fixed_residents(path: Path) -> Any:
    """Residents with a fixed workplace by zone (T, N)."""
    return (path.residents - path.followers).sum(axis=1)


def zone_jobs(path: Path) -> Any:
    """Jobs at fixed workplaces by zone (T, N)."""
    return total(path.jobs)


@indicator(
    "population_share_of_side",
    family="balance",
    unit="share",
    name=("Share of its side's population", "佔所屬一方人口比例", "占所属一方人口比例"),
    formula="population of the scope / population of the sides it lies on",
    source="own definition; for a part: the balance between the parts of one jurisdiction",
    grade_tables=("people", "controls"),
)
def population_share_of_side(path: Path, context: Context) -> Any:
    """Scope's share of the population of its side (T,)."""
    return ratio(path.population @ context.mask, path.population @ context.own_sides)


@indicator(
    "jobs_share_of_side",
    family="balance",
    unit="share",
    name=("Share of its side's jobs", "佔所屬一方職位比例", "占所属一方职位比例"),
    formula="jobs of the scope / jobs of the sides it lies on",
    source="own definition; for a part: the balance between the parts of one jurisdiction",
    grade_tables=("jobs", "controls"),
)
def jobs_share_of_side(path: Path, context: Context) -> Any:
    """Scope's share of the fixed workplaces of its side (T,)."""
    jobs = zone_jobs(path)
    return ratio(jobs @ context.mask, jobs @ context.own_sides)


def _centre_north(weights: Any, context: Context) -> Any:
    """Kilometres by which the weighted centre lies north of the centre of the built-up land (T,)."""
    land = context.built_area * context.mask
    reference = (land @ context.latitude) / land.sum()
    here = weights * context.mask
    return ratio(here @ (context.latitude - reference), here.sum(axis=1)) * KM_PER_DEGREE


@indicator(
    "jobs_centre_north",
    family="balance",
    unit="km",
    name=("Centre of gravity of jobs, km north of the centre of built land", "職位重心北移", "职位重心北移"),
    formula="111.2 (sum jobs_i latitude_i / sum jobs_i - sum area_i latitude_i / sum area_i)",
    source="centre of gravity as in centrography (Bachi 1962); latitude only",
    grade_tables=("jobs", "zones"),
)
def jobs_centre_north(path: Path, context: Context) -> Any:
    """Kilometres by which the scope's jobs lie north of the centre of its built-up land (T,)."""
    return _centre_north(zone_jobs(path), context)


@indicator(
    "population_centre_north",
    family="balance",
    unit="km",
    name=(
        "Centre of gravity of people, km north of the centre of built land",
        "人口重心北移",
        "人口重心北移",
    ),
    formula="111.2 (sum population_i latitude_i / sum population_i - sum area_i latitude_i / sum area_i)",
    source="centre of gravity as in centrography (Bachi 1962); latitude only",
    grade_tables=("people", "zones"),
)
def population_centre_north(path: Path, context: Context) -> Any:
    """Kilometres by which the scope's people live north of the centre of its built-up land (T,)."""
    return _centre_north(path.population, context)


def _shares(path: Path, context: Context) -> tuple[Any, Any]:
    """Shares of the scope's jobs and of its fixed-workplace residents by zone (T, N) each."""
    jobs, residents = zone_jobs(path) * context.mask, fixed_residents(path) * context.mask
    return ratio(jobs, jobs.sum(axis=1)[:, None]), ratio(residents, residents.sum(axis=1)[:, None])


def _theil(jobs_share: Any, residents_share: Any) -> Any:
    xp = library(jobs_share)
    return entropy_term(jobs_share, xp.maximum(residents_share, SMALLEST_SHARE)).sum(axis=1)


@indicator(
    "theil",
    family="balance",
    unit="index",
    better="lower",
    name=("Inequality of jobs per working resident (Theil)", "職住比泰爾指數", "职住比泰尔指数"),
    formula="sum_i s_i ln(s_i / p_i), s jobs shares, p shares of residents with a fixed workplace",
    source="Theil (1967), Economics and Information Theory, ch. 4",
    grade_tables=("jobs", "residents"),
)
def theil(path: Path, context: Context) -> Any:
    """Theil T of jobs per resident with a fixed workplace over the zones of the scope (T,)."""
    return _theil(*_shares(path, context))


@indicator(
    "theil_between",
    family="balance",
    unit="index",
    better="lower",
    name=("Theil between parts", "泰爾指數：區間", "泰尔指数：区间"),
    formula="sum_q S_q ln(S_q / P_q), S and P the sums of s and p over the zones of part q",
    source="Theil (1967), decomposition between groups",
    grade_tables=("jobs", "residents"),
)
def theil_between(path: Path, context: Context) -> Any:
    """Theil T between the region's parts, over the scope (T,)."""
    jobs_share, residents_share = _shares(path, context)
    return _theil(jobs_share @ context.part.T, residents_share @ context.part.T)


@indicator(
    "theil_within",
    family="balance",
    unit="index",
    better="lower",
    name=("Theil within parts", "泰爾指數：區內", "泰尔指数：区内"),
    formula="Theil T - Theil between parts",
    source="Theil (1967), decomposition within groups",
    grade_tables=("jobs", "residents"),
)
def theil_within(path: Path, context: Context) -> Any:
    """Theil T within the region's parts (T,)."""
    return theil(path, context) - theil_between(path, context)


@indicator(
    "jobs_per_resident",
    family="balance",
    unit="jobs per working resident",
    name=("Jobs per working resident", "每名就業居民職位數", "每名就业居民职位数"),
    formula="jobs / residents with a fixed workplace",
    source="Cervero (1989), Jobs-housing balance and regional mobility, JAPA 55(2)",
    grade_tables=("jobs", "residents"),
)
def jobs_per_resident(path: Path, context: Context) -> Any:
    """Jobs at fixed workplaces per resident who has one (T,)."""
    return ratio(zone_jobs(path) @ context.mask, fixed_residents(path) @ context.mask)


@indicator(
    "jobs_homes_balance",
    family="balance",
    unit="index, 0 to 1",
    better="higher",
    name=("Jobs-homes balance of zones", "職住平衡指數", "职住平衡指数"),
    formula="1 - sum_i |jobs_i - residents_i| / sum_i (jobs_i + residents_i)",
    source="after the job-population balance of Ewing et al. (2015), Urban Studies 52(13), "
    "on residents with a fixed workplace",
    grade_tables=("jobs", "residents"),
)
def jobs_homes_balance(path: Path, context: Context) -> Any:
    """1 when every zone has as many jobs as working residents, 0 when homes and jobs never meet (T,)."""
    xp = library(path.jobs)
    jobs, residents = zone_jobs(path), fixed_residents(path)
    return 1.0 - ratio(xp.abs(jobs - residents) @ context.mask, (jobs + residents) @ context.mask)


@indicator(
    "self_containment",
    family="balance",
    unit="share",
    better="higher",
    name=(
        "Self-containment: residents who work inside",
        "就業自足：居民在本區工作比例",
        "就业自足：居民在本区工作比例",
    ),
    formula="commuters with home and work in the scope / commuters with home in the scope",
    source="Thomas (1969), London's New Towns; Cervero (1995), Urban Studies 32(7)",
    grade_tables=("residents", "jobs", "commute_areas"),
    parameters=("nu", "own_zone_bonus"),
)
def self_containment(path: Path, context: Context) -> Any:
    """Share of the scope's residents with a fixed workplace who work in the scope (T,)."""
    inside = (path.commuters @ context.mask) @ context.mask
    return ratio(inside, total(path.commuters) @ context.mask)


@indicator(
    "jobs_held_by_residents",
    family="balance",
    unit="share",
    name=("Jobs held by residents", "職位由本區居民擔任比例", "职位由本区居民担任比例"),
    formula="commuters with home and work in the scope / commuters with work in the scope",
    source="Cervero (1995), Urban Studies 32(7) (self-sufficiency)",
    grade_tables=("residents", "jobs", "commute_areas"),
    parameters=("nu", "own_zone_bonus"),
)
def jobs_held_by_residents(path: Path, context: Context) -> Any:
    """Share of the scope's fixed workplaces held by people who live in the scope (T,)."""
    inside = (path.commuters @ context.mask) @ context.mask
    return ratio(inside, path.commuters.sum(axis=1) @ context.mask)


@indicator(
    "excess_commute",
    family="balance",
    unit="share of minutes",
    better="lower",
    name=("Excess commute", "過剩通勤", "过剩通勤"),
    formula="1 - least minutes / observed minutes; the least is sum x_ni c_ni of the flows "
    "x_ni = u_n exp(-0.3 c_ni) v_i with the same workers by home and by workplace, "
    "by 60 over-relaxed rounds of proportional fitting",
    source="Hamilton (1982), JPE 90(5); White (1988), JPE 96(5); entropy-smoothed transport: Cuturi (2013); "
    "over-relaxation: Thibault et al. (2021), Algorithms 14(5)",
    grade_tables=("residents", "jobs", "links"),
    parameters=("nu", "door_to_door"),
)
def excess_commute(path: Path, context: Context) -> Any:
    """Share of commuting minutes that swapping jobs inside the scope could save, homes and jobs given (T,).

    Pairs on two sides are left out: a border is not a swap between neighbours. The least is approached
    from above: one to five percent more than the linear programme finds, so that a city without any
    excess shows a little less than 0.
    """

    def within(pairs: Any) -> Any:  # the rounds of other zones would be of zeros
        return library(pairs).take(rows(pairs, context.zones), context.zones, axis=-1)

    side, between = within(np.asarray(context.same_side)), within(path.minutes_now)
    flows, minutes = within(path.commuters) * side, finite_or_zero(between)
    kernel = decay(MATCHING_SHARPNESS, between) * side
    matched = _matched(flows.sum(axis=2), flows.sum(axis=1), kernel)
    least = (matched * minutes).sum(axis=(1, 2))
    return 1.0 - ratio(least, (flows * minutes).sum(axis=(1, 2)))


def _matched(homes: Any, works: Any, kernel: Any) -> Any:
    """Flows u_n K_ni v_i with the given workers by home and by workplace, (T, N, N).

    Proportional fitting, over-relaxed: each factor moves RELAXATION times as far, in logs, as would fill its
    own total (Thibault et al. 2021). Zones without workers are set apart, so that no factor is ever 0.
    """
    xp = library(homes, kernel)
    some_homes = (homes > 0) & (kernel.sum(axis=2) > 0)
    some_works = (works > 0) & (kernel.sum(axis=1) > 0)
    kernel = kernel * (some_homes[:, :, None] & some_works[:, None, :])
    homes, works = xp.where(some_homes, homes, 1.0), xp.where(some_works, works, 1.0)
    no_homes, no_works = 1.0 - some_homes, 1.0 - some_works

    def homes_filled(v: Any) -> Any:
        return homes / (sum_by_home(kernel, v) + no_homes)

    def works_filled(u: Any) -> Any:
        return works / ((u[:, None, :] @ kernel)[:, 0] + no_works)

    def relaxed(factor: Any, filled: Any) -> Any:
        return filled * (filled / factor) ** (RELAXATION - 1.0)

    def step(factors: Any) -> Any:
        u = relaxed(factors[0], homes_filled(factors[1]))
        return u, relaxed(factors[1], works_filled(u))

    u = homes_filled(xp.ones_like(works))
    v = repeat(step, (u, works_filled(u)), MATCHING_ROUNDS)[1]
    return homes_filled(v)[:, :, None] * kernel * v[:, None, :]
