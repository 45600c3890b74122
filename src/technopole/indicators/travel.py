"""Minutes to work and the jobs within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.indicators.balance import zone_jobs
from technopole.indicators.base import indicator
from technopole.indicators.numerics import decay, library, ratio, rows, sum_by_home

if TYPE_CHECKING:
    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context

REACH = 45.0  # minutes
REACH_SOFTNESS = 5.0  # minutes over which the edge of the reach fades: keeps a gradient


@indicator(
    "mean_minutes",
    family="travel",
    unit="minutes",
    better="lower",
    name=("Mean minutes to work", "平均通勤時間", "平均通勤时间"),
    formula="sum over g, n of (residents_gn - followers_gn) minutes_gn / sum of the same residents",
    source="model.md 2-3; one way, door to door, fares counted at the value of time",
    grade_tables=("links", "residents", "jobs"),
    parameters=("nu", "door_to_door", "value_of_time"),
)
def mean_minutes(path: Path, context: Context) -> Any:
    """Mean one-way minutes of the scope's residents with a fixed workplace (T,)."""
    commuting = (path.residents - path.followers) * context.mask
    total = (commuting * path.group_minutes).sum(axis=(1, 2))
    return ratio(total, commuting.sum(axis=(1, 2)))


@indicator(
    "access_to_jobs",
    family="travel",
    unit="jobs, discounted by minutes",
    better="higher",
    name=("Access to jobs", "就業可達性", "就业可达性"),
    formula="sum_n population_n (sum_i jobs_i exp(-nu c_ni)) / sum_n population_n",
    source="Hansen (1959), How accessibility shapes land use; nu is the fitted fall of commuting",
    grade_tables=("links", "jobs", "people"),
    parameters=("nu", "door_to_door"),
)
def access_to_jobs(path: Path, context: Context) -> Any:
    """Jobs of the whole region within reach of the scope's people, whoever may hold them (T,)."""
    return _mean_over_people(path, context, _access(path, context))


@indicator(
    "border_share_of_access",
    family="travel",
    unit="share",
    name=(
        "Share of the access to jobs that lies across the border",
        "就業可達性中過境部分",
        "就业可达性中过境部分",
    ),
    formula="the part of access_to_jobs from jobs on another side / access_to_jobs",
    source="own definition after Hansen (1959)",
    grade_tables=("links", "crossings", "jobs", "people"),
    parameters=("nu", "door_to_door"),
)
def border_share_of_access(path: Path, context: Context) -> Any:
    """Share of the jobs within reach that needs a crossing (T,)."""
    across = _mean_over_people(path, context, _access(path, context, 1.0 - context.same_side))
    return ratio(across, access_to_jobs(path, context))


@indicator(
    "jobs_in_45_minutes",
    family="travel",
    unit="share of the side's jobs",
    better="higher",
    name=("Jobs within 45 minutes", "45分鐘內可達職位比例", "45分钟内可达职位比例"),
    formula="sum_n population_n (sum_i jobs_i / (1 + exp((c_ni - 45) / 5)) / jobs of the side) "
    "/ sum_n population_n",
    source="cumulative opportunities (Geurs and van Wee 2004), the edge softened over 5 minutes",
    grade_tables=("links", "jobs", "people"),
    parameters=("door_to_door",),
)
def jobs_in_45_minutes(path: Path, context: Context) -> Any:
    """Share of their own side's jobs that the scope's people reach in 45 minutes (T,)."""
    xp = library(path.jobs)
    same_side = rows(context.same_side, context.zones)
    minutes = xp.where(same_side > 0, rows(path.minutes_now, context.zones), xp.inf)
    reach = 0.5 * (1.0 + xp.tanh((REACH - minutes) / (2.0 * REACH_SOFTNESS)))
    jobs = zone_jobs(path)
    return _mean_over_people(path, context, ratio(sum_by_home(reach, jobs), jobs @ same_side.T))


def _access(path: Path, context: Context, pairs: Any = None) -> Any:
    """Jobs discounted by minutes, by home zone of the scope; `pairs` (N, N) selects pairs of zones."""
    weight = decay(context.nu, rows(path.minutes_now, context.zones))
    if pairs is not None:
        weight = weight * rows(pairs, context.zones)
    return sum_by_home(weight, zone_jobs(path))


def _mean_over_people(path: Path, context: Context, by_zone: Any) -> Any:
    """Mean (T,) of values by home zone of the scope."""
    people = library(path.population).take(path.population, context.zones, axis=1)
    return ratio((people * by_zone).sum(axis=1), people.sum(axis=1))
