"""Innovation: research money, stages, knowledge and what crosses the border (docs/innovation.md 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.innovation import PERFORMERS
from technopole.indicators.base import indicator
from technopole.indicators.numerics import library, ratio

if TYPE_CHECKING:
    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context

TABLES = ("funders", "research_money", "stage_map", "research_places", "innovation_flows")
VENTURE = PERFORMERS.index("venture")
GESTATION = 3.0  # years from a result to a project


def _in_scope(values: Any, context: Context) -> Any:
    """Sum over the scope's zones of (T, N, ...) arrays."""
    return library(values).einsum("ti...,i->t...", values, context.mask)


@indicator(
    "research_spending",
    family="innovation",
    unit="{money} a year",
    better="higher",
    name=("Research and development (GERD)", "研發開支", "研发开支"),
    formula="sum over zones of the scope of money spent by business, higher education and government",
    source="Frascati Manual (OECD 2015): gross domestic expenditure on research and development by performer",
    grade_tables=TABLES,
)
def research_spending(path: Path, context: Context) -> Any:
    """Research and development performed in the scope (T,)."""
    return library(path.research_spent).einsum("trik,i->t", path.research_spent[:, :VENTURE], context.mask)


@indicator(
    "research_by_performer",
    family="innovation",
    unit="{money} a year",
    name=(
        "Research and venture money by performer",
        "按執行機構的研發及創投開支",
        "按执行机构的研发及创投开支",
    ),
    formula="the same for one performer; ventures' money is not GERD",
    source="docs/innovation.md 7",
    grade_tables=TABLES,
    of="performer",
)
def research_by_performer(path: Path, context: Context) -> Any:
    """Money spent by one performer in the scope (T,)."""
    return _in_scope(path.research_spent[:, context.label].sum(axis=2), context)


@indicator(
    "research_by_source",
    family="innovation",
    unit="{money} a year",
    name=("Research and development by kind of funder", "按資金來源的研發開支", "按资金来源的研发开支"),
    formula="money for research that arrives on the sides the scope touches, by kind of funder",
    source="docs/innovation.md 7",
    grade_tables=TABLES,
    of="source",
)
def research_by_source(path: Path, context: Context) -> Any:
    """Money for research from one kind of funder on the scope's sides (T,)."""
    touched = (context.side @ context.mask > 0).astype(float)
    return path.research_paid[:, context.label] @ touched


@indicator(
    "research_intensity",
    family="innovation",
    unit="% of GDP",
    better="higher",
    name=("Research and development over GDP", "研發開支佔本地生產總值", "研发开支占本地生产总值"),
    formula="GERD of the scope's sides / (published GDP of the base year x sales of all sectors since then)",
    source="GDP: statistics.csv (gdp_current of the base year), the model's sales where none is published",
    grade_tables=(*TABLES, "statistics"),
)
def research_intensity(path: Path, context: Context) -> Any:
    """GERD over GDP of the sides the scope touches, per cent (T,)."""
    xp = library(path.output)
    touched = (context.side @ context.mask > 0).astype(float)
    spent = path.research_spent[:, :VENTURE].sum(axis=(1, 3)) @ context.side.T
    sales = path.output.sum(axis=2) @ context.side.T
    gdp = xp.where(np.isfinite(context.gdp), context.gdp * sales / sales[0], sales)
    return 100.0 * ratio(spent @ touched, gdp @ touched)


@indicator(
    "innovation_productivity",
    family="innovation",
    unit="% over the base year",
    better="higher",
    name=(
        "Productivity gained from marketed products",
        "創新產品帶來的生產力增幅",
        "创新产品带来的生产力增幅",
    ),
    formula="100 (exp(mean gain) - 1), weighted by innovation jobs of the scope",
    source="docs/innovation.md 9",
    grade_tables=TABLES,
    parameters=("knowledge_productivity",),
)
def innovation_productivity(path: Path, context: Context) -> Any:
    """Mean gain of productivity of the scope's innovation firms, per cent (T,)."""
    xp = library(path.jobs)
    jobs = (path.jobs @ context.innovation_sectors) * context.mask
    mean = ratio((path.innovation_gain * jobs).sum(axis=1), jobs.sum(axis=1))
    return 100.0 * xp.expm1(mean)


@indicator(
    "research_people",
    family="innovation",
    unit="persons",
    better="higher",
    name=("People paid by research and venture money", "研發及創投資金聘用人員", "研发及创投资金聘用人员"),
    formula="people's part of the money spent in the scope over the pay of an innovation worker",
    source="docs/innovation.md 3",
    grade_tables=(*TABLES, "wages"),
)
def research_people(path: Path, context: Context) -> Any:
    """Full-time workers of all stages in the scope (T,)."""
    return _in_scope(path.research_people.sum(axis=2), context)


@indicator(
    "stage_stock",
    family="innovation",
    unit="projects",
    name=("Projects waiting for a stage", "等待進入階段的項目", "等待进入阶段的项目"),
    formula="projects of the scope that wait for the stage when the year begins",
    source="docs/innovation.md 6",
    grade_tables=TABLES,
    of="waiting_stage",
)
def stage_stock(path: Path, context: Context) -> Any:
    """Projects that wait for one stage in the scope (T,)."""
    return _in_scope(path.stage_projects[:, :, context.label], context)


@indicator(
    "stage_flow",
    family="innovation",
    unit="projects a year",
    better="higher",
    name=("Projects that pass a stage", "通過階段的項目", "通过阶段的项目"),
    formula="projects that pass the stage in the scope in the year",
    source="docs/innovation.md 6",
    grade_tables=TABLES,
    of="waiting_stage",
)
def stage_flow(path: Path, context: Context) -> Any:
    """Projects that pass one stage in the scope (T,)."""
    return _in_scope(path.stage_succeeded[:, :, context.label], context)


@indicator(
    "stage_conversion",
    family="innovation",
    unit="share a year",
    better="higher",
    name=("Share of waiting projects taken up", "等待項目獲承接比例", "等待项目获承接比例"),
    formula="projects taken up / projects waiting, of the scope",
    source="docs/innovation.md 5",
    grade_tables=TABLES,
    of="waiting_stage",
)
def stage_conversion(path: Path, context: Context) -> Any:
    """Share of the scope's waiting projects that a stage takes up in a year (T,)."""
    taken = _in_scope(path.stage_taken[:, :, context.label], context)
    return ratio(taken, _in_scope(path.stage_projects[:, :, context.label], context))


@indicator(
    "years_to_market",
    family="innovation",
    unit="years",
    better="lower",
    name=("Years from a result to the market", "由成果到市場所需年數", "由成果到市场所需年数"),
    formula="3 years of gestation + sum over stages of projects waiting / projects leaving the wait",
    source="Little (1961): time in a queue is its length over its throughput",
    grade_tables=TABLES,
)
def years_to_market(path: Path, context: Context) -> Any:
    """Mean years a project of the scope spends on the way, at the year's speed (T,)."""
    waiting = _in_scope(path.stage_projects, context)
    leaving = _in_scope(path.stage_taken + path.stage_abandoned, context)
    return GESTATION + ratio(waiting, leaving).sum(axis=1)


@indicator(
    "capital_across",
    family="innovation",
    unit="{money} a year",
    name=("Research and venture money from other sides", "跨境研發及創投資金", "跨境研发及创投资金"),
    formula="money that arrives on the scope's sides from the region's other sides",
    source="docs/innovation.md 7",
    grade_tables=TABLES,
)
def capital_across(path: Path, context: Context) -> Any:
    """Money from the other sides to the sides the scope touches (T,)."""
    touched = (context.side @ context.mask > 0).astype(float)
    sides = touched.shape[0]
    across = path.research_crossing[:, :sides]
    own = library(across).einsum("tss->ts", across)
    return (across.sum(axis=1) - own) @ touched


@indicator(
    "technology_across",
    family="innovation",
    unit="projects a year",
    name=("Projects taken up across the border", "跨境承接的項目", "跨境承接的项目"),
    formula="projects of the region that capacity of another side takes up, all stages",
    source="docs/innovation.md 5; tauT is not identified",
    grade_tables=TABLES,
    parameters=("technology_friction",),
    scopes="region",
)
def technology_across(path: Path, context: Context) -> Any:
    """Projects that change sides in a year (T,)."""
    del context
    matched = path.stage_matched.sum(axis=1)
    own = library(matched).einsum("tss->ts", matched).sum(axis=1)
    return matched.sum(axis=(1, 2)) - own


@indicator(
    "knowledge_from_across",
    family="innovation",
    unit="share",
    name=("Knowledge within reach from other sides", "來自另一方的可及知識", "来自另一方的可及知识"),
    formula="knowledge within reach of the scope's sides from the region's other sides / all within reach",
    source="docs/innovation.md 2",
    grade_tables=TABLES,
    parameters=("information_friction",),
)
def knowledge_from_across(path: Path, context: Context) -> Any:
    """Share of knowledge within reach of the scope's sides that lies on another side (T,)."""
    touched = (context.side @ context.mask > 0).astype(float)
    sides = touched.shape[0]
    across = path.knowledge_reach[:, :sides]
    own = library(across).einsum("tss->ts", across)
    return ratio((across.sum(axis=1) - own) @ touched, path.knowledge_reach.sum(axis=1) @ touched)
