"""What the plan costs, who pays, what its land brings in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.indicators.base import indicator
from technopole.indicators.jobs import new_jobs
from technopole.indicators.numerics import library

if TYPE_CHECKING:
    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context

COST_SOURCE = "the plan's measures: each with its cost, payer and years; base-year prices"
LAND_SOURCE = (
    "model.md 7: the public's share (land_premium_share) of the residual value of land "
    "under private completions"
)
FEWEST_NEW_JOBS = 1.0


def _cumulative(flow: Any) -> Any:
    return library(flow).cumsum(flow, axis=0)


def _present_value(flow: Any, context: Context) -> Any:
    """Cumulative value of a yearly flow (T,), discounted to the base year."""
    years = np.arange(flow.shape[0])
    return _cumulative(flow / (1.0 + context.discount_rate) ** years)


@indicator(
    "plan_cost",
    family="money",
    unit="{money}",
    better="lower",
    name=("Cost of the plan, all payers", "計劃總成本", "计划总成本"),
    formula="sum over payers and over years up to this one of cost",
    source=COST_SOURCE,
    grade_tables=("plan",),
    scopes="region",
)
def plan_cost(path: Path, context: Context) -> Any:  # noqa: ARG001 - every indicator has one signature
    """Cumulative cost of the plan's measures, money (T,)."""
    return _cumulative(path.cost.sum(axis=1))


@indicator(
    "cost_to_payer",
    family="money",
    unit="{money}",
    better="lower",
    name=("Cost of the plan to a payer", "某出資方承擔成本", "某出资方承担成本"),
    formula="sum over years up to this one of cost_p",
    source=COST_SOURCE,
    grade_tables=("plan",),
    of="payer",
    scopes="region",
)
def cost_to_payer(path: Path, context: Context) -> Any:
    """Cumulative cost to one payer, money (T,)."""
    return _cumulative(path.cost[:, context.label])


@indicator(
    "plan_cost_present_value",
    family="money",
    unit="{money}, present value",
    better="lower",
    name=("Cost of the plan, present value", "計劃成本現值", "计划成本现值"),
    formula="sum over payers and over years s up to this one of cost_s / (1 + discount_rate)^s",
    source=COST_SOURCE + "; discounted to the base year",
    grade_tables=("plan",),
    parameters=("discount_rate",),
    scopes="region",
)
def plan_cost_present_value(path: Path, context: Context) -> Any:
    """Cumulative cost discounted to the base year, money (T,)."""
    return _present_value(path.cost.sum(axis=1), context)


@indicator(
    "cost_to_payer_present_value",
    family="money",
    unit="{money}, present value",
    better="lower",
    name=("Cost of the plan to a payer, present value", "某出資方成本現值", "某出资方成本现值"),
    formula="sum over years s up to this one of cost_ps / (1 + discount_rate)^s",
    source=COST_SOURCE + "; discounted to the base year",
    grade_tables=("plan",),
    parameters=("discount_rate",),
    of="payer",
    scopes="region",
)
def cost_to_payer_present_value(path: Path, context: Context) -> Any:
    """Cumulative cost to one payer discounted to the base year, money (T,)."""
    return _present_value(path.cost[:, context.label], context)


@indicator(
    "land_income",
    family="money",
    unit="{money}",
    better="higher",
    name=("Land income, all payers", "土地收入", "土地收入"),
    formula="sum over payers and over years up to this one of land income",
    source=LAND_SOURCE,
    grade_tables=("rents", "plan"),
    parameters=("land_premium_share",),
    scopes="region",
)
def land_income(path: Path, context: Context) -> Any:  # noqa: ARG001 - every indicator has one signature
    """Cumulative land income, money (T,)."""
    return _cumulative(path.land_income.sum(axis=1))


@indicator(
    "land_income_of_payer",
    family="money",
    unit="{money}",
    better="higher",
    name=("Land income of a payer", "某出資方土地收入", "某出资方土地收入"),
    formula="sum over years up to this one of land income_p",
    source=LAND_SOURCE,
    grade_tables=("rents", "plan"),
    parameters=("land_premium_share",),
    of="payer",
    scopes="region",
)
def land_income_of_payer(path: Path, context: Context) -> Any:
    """Cumulative land income of one payer, money (T,)."""
    return _cumulative(path.land_income[:, context.label])


@indicator(
    "public_account",
    family="money",
    unit="{money}",
    better="higher",
    name=(
        "Account of the plan: land income less cost",
        "計劃收支：土地收入減成本",
        "计划收支：土地收入减成本",
    ),
    formula="land_income - plan_cost, cumulative",
    source="own definition; taxes on wages and running costs are left out",
    grade_tables=("rents", "plan"),
    parameters=("land_premium_share",),
    scopes="region",
)
def public_account(path: Path, context: Context) -> Any:
    """Cumulative land income less cost, money (T,)."""
    return land_income(path, context) - plan_cost(path, context)


@indicator(
    "account_of_payer",
    family="money",
    unit="{money}",
    better="higher",
    name=("Account of a payer: land income less cost", "某出資方收支", "某出资方收支"),
    formula="land_income_of_payer - cost_to_payer, cumulative",
    source="own definition; taxes on wages and running costs are left out",
    grade_tables=("rents", "plan"),
    parameters=("land_premium_share",),
    of="payer",
    scopes="region",
)
def account_of_payer(path: Path, context: Context) -> Any:
    """Cumulative land income less cost of one payer, money (T,)."""
    return land_income_of_payer(path, context) - cost_to_payer(path, context)


@indicator(
    "cost_per_new_job",
    family="money",
    unit="{money} per job",
    better="lower",
    name=("Cost of the plan per new job in the scope", "每個新增職位的計劃成本", "每个新增职位的计划成本"),
    formula="plan_cost of the whole plan / new_jobs of the scope; blank while fewer than one job is added",
    source="own definition; all jobs added since the base year, not only those the plan causes: "
    "set it beside the baseline",
    grade_tables=("plan", "jobs", "controls"),
)
def cost_per_new_job(path: Path, context: Context) -> Any:
    """Cumulative cost of the plan per job added in the scope since the base year, money per job (T,)."""
    added = new_jobs(path, context)
    xp = library(added)
    enough = added >= FEWEST_NEW_JOBS
    cost = plan_cost(path, context)
    return xp.where(enough, cost / xp.where(enough, added, 1.0), xp.nan)
