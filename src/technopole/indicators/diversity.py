"""Mix of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.indicators.base import indicator
from technopole.indicators.numerics import entropy_term, library, ratio, total

if TYPE_CHECKING:
    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context


def _sector_shares(jobs: Any) -> Any:
    """Shares of sectors, last axis."""
    return ratio(jobs, jobs.sum(axis=-1)[..., None])


@indicator(
    "sector_diversity",
    family="diversity",
    unit="equally large sectors",
    better="higher",
    name=("Diversity of jobs", "行業多樣性", "行业多样性"),
    formula="exp(-sum_k s_k ln s_k), s_k the sector's share of the scope's jobs",
    source="Shannon entropy as an effective number: Hill (1973); Jost (2006), Oikos 113(2)",
    grade_tables=("jobs",),
)
def sector_diversity(path: Path, context: Context) -> Any:
    """Effective number of sectors of the scope: 1 if one has all jobs, K if all K are equal (T,)."""
    xp = library(path.jobs)
    shares = _sector_shares(xp.einsum("tik,i->tk", path.jobs, context.mask))
    return xp.exp(-entropy_term(shares).sum(axis=1))


@indicator(
    "zone_diversity",
    family="diversity",
    unit="equally large sectors",
    better="higher",
    name=("Diversity of jobs inside zones", "分區內行業多樣性", "分区内行业多样性"),
    formula="exp(-sum_i (jobs_i / jobs) sum_k s_ik ln s_ik), s_ik shares inside zone i",
    source="Jost (2006): alpha diversity, the mix a job meets in its own zone",
    grade_tables=("jobs",),
)
def zone_diversity(path: Path, context: Context) -> Any:
    """Effective number of sectors inside the zones of the scope, weighted by jobs (T,)."""
    xp = library(path.jobs)
    totals = total(path.jobs) * context.mask
    entropy = -entropy_term(xp.nan_to_num(_sector_shares(path.jobs))).sum(axis=2)
    return xp.exp(ratio((totals * entropy).sum(axis=1), totals.sum(axis=1)))


@indicator(
    "specialisation",
    family="diversity",
    unit="index, 0 to 1",
    name=("Specialisation against the region", "相對區域的專業化", "相对区域的专业化"),
    formula="1/2 sum_k |s_k of the scope - s_k of the region|",
    source="Krugman (1991), Geography and Trade (halved, so that 1 is the most)",
    grade_tables=("jobs",),
)
def specialisation(path: Path, context: Context) -> Any:
    """Share of the scope's jobs that would change sector to match the region's mix (T,)."""
    xp = library(path.jobs)
    here = _sector_shares(xp.einsum("tik,i->tk", path.jobs, context.mask))
    return 0.5 * xp.abs(here - _sector_shares(path.jobs.sum(axis=1))).sum(axis=1)
