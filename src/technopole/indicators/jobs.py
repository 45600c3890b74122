"""Jobs where they are done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.indicators.base import indicator
from technopole.indicators.numerics import ratio, total

if TYPE_CHECKING:
    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context


@indicator(
    "jobs",
    family="jobs",
    unit="jobs",
    better="higher",
    name=("Jobs at fixed workplaces", "固定工作地點職位", "固定工作地点职位"),
    formula="sum over zones i of the scope and sectors k of jobs_ik",
    source="model.md 2; people who work at home or at no fixed place are not counted",
    grade_tables=("jobs", "controls"),
)
def jobs(path: Path, context: Context) -> Any:
    """People at fixed workplaces in the scope (T,)."""
    return total(path.jobs) @ context.mask


@indicator(
    "all_jobs",
    family="jobs",
    unit="jobs",
    better="higher",
    name=("Jobs of every kind", "全部職位", "全部职位"),
    formula="jobs + sum of followers_gn of the scope",
    source="census practice: those who work at home or at no fixed place are counted where they live",
    grade_tables=("jobs", "residents", "controls"),
)
def all_jobs(path: Path, context: Context) -> Any:
    """Jobs at fixed workplaces and of those who work at home or at no fixed place (T,)."""
    return jobs(path, context) + path.followers.sum(axis=1) @ context.mask


@indicator(
    "innovation_jobs",
    family="jobs",
    unit="jobs",
    better="higher",
    name=("Innovation and technology jobs", "創科職位", "创科职位"),
    formula="sum over zones i of the scope of jobs_ik, sectors k that use innovation floor",
    source="model.md 2; the sectors are declared in region.toml",
    grade_tables=("jobs", "floor", "controls"),
)
def innovation_jobs(path: Path, context: Context) -> Any:
    """People at workplaces of the sectors that use innovation floor (T,)."""
    return (path.jobs @ context.innovation_sectors) @ context.mask


@indicator(
    "jobs_in_sector",
    family="jobs",
    unit="jobs",
    name=("Jobs in a sector", "某行業職位", "某行业职位"),
    formula="sum over zones i of the scope of jobs_ik",
    source="model.md 2",
    grade_tables=("jobs", "controls"),
    of="sector",
)
def jobs_in_sector(path: Path, context: Context) -> Any:
    """People at fixed workplaces of one sector (T,)."""
    return path.jobs[:, :, context.label] @ context.mask


@indicator(
    "jobs_share",
    family="jobs",
    unit="share",
    name=("Share of the region's jobs", "佔區域職位比例", "占区域职位比例"),
    formula="jobs of the scope / jobs of the region",
    source="own definition",
    grade_tables=("jobs", "controls"),
)
def jobs_share(path: Path, context: Context) -> Any:
    """Scope's share of the region's fixed workplaces (T,)."""
    return ratio(jobs(path, context), path.jobs.sum(axis=(1, 2)))


@indicator(
    "new_jobs",
    family="jobs",
    unit="jobs",
    better="higher",
    name=("Jobs added since the base year", "基準年以來新增職位", "基准年以来新增职位"),
    formula="jobs_t - jobs_0",
    source="own definition",
    grade_tables=("jobs", "controls"),
)
def new_jobs(path: Path, context: Context) -> Any:
    """Change of fixed workplaces since the base year (T,)."""
    here = jobs(path, context)
    return here - here[0]


@indicator(
    "job_density",
    family="jobs",
    unit="jobs per km2",
    name=("Jobs per built km2", "每平方公里建成區職位", "每平方公里建成区职位"),
    formula="jobs / built-up area of the scope",
    source="model.md 4 (densities use built-up land)",
    grade_tables=("jobs", "zones"),
)
def job_density(path: Path, context: Context) -> Any:
    """Jobs at fixed workplaces per km2 of the base year's built-up land (T,)."""
    return jobs(path, context) / (context.built_area @ context.mask)


@indicator(
    "output",
    family="jobs",
    unit="{money} a year",
    better="higher",
    name=("Revenue of firms", "企業收入", "企业收入"),
    formula="sum over zones i of the scope and sectors k of revenue_ik",
    source="model.md 4: wage bill / (1 - floor share of cost)",
    grade_tables=("jobs", "wages", "rents"),
    parameters=("beta",),
)
def output(path: Path, context: Context) -> Any:
    """Revenue of the firms of the scope, money a year at base-year prices (T,)."""
    return path.output.sum(axis=2) @ context.mask
