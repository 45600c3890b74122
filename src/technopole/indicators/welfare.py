"""Who gains: workers, landlords."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.indicators.base import indicator
from technopole.indicators.housing import net_wages
from technopole.indicators.numerics import library, ratio

if TYPE_CHECKING:
    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context

PERCENT = 100.0


def _log_gain(path: Path) -> Any:
    """Change of ln utility since the base year (T, G)."""
    xp = library(path.utility)
    logs = xp.log(path.utility)
    return logs - logs[0]


@indicator(
    "group_welfare",
    family="welfare",
    unit="% of wages",
    better="higher",
    name=("Welfare of a group since the base year", "某類居民福祉變化", "某类居民福祉变化"),
    formula="100 (U_gt / U_g0 - 1), U_g = Gamma((eps - 1) / eps) Phi_g^(1/eps)",
    source="model.md 2; Ahlfeldt et al. (2015): U is proportional to wages, so this is the wage rise that "
    "would be worth as much; for those who choose home and work afresh",
    grade_tables=("residents", "wages", "rents", "links"),
    parameters=("epsilon", "nu", "home_share"),
    of="group",
    scopes="region",
)
def group_welfare(path: Path, context: Context) -> Any:
    """Wage-equivalent welfare of one group against the base year, % (T,)."""
    return PERCENT * library(path.utility).expm1(_log_gain(path)[:, context.label])


@indicator(
    "welfare",
    family="welfare",
    unit="% of wages",
    better="higher",
    name=("Workers' welfare since the base year", "就業者福祉變化", "就业者福祉变化"),
    formula="100 (exp(sum_g h_g ln(U_gt / U_g0)) - 1), h_g the group's share of base-year working residents",
    source="model.md 2; mean of the groups' wage-equivalent gains in logs, weights of the base year",
    grade_tables=("residents", "wages", "rents", "links"),
    parameters=("epsilon", "nu", "home_share"),
)
def welfare(path: Path, context: Context) -> Any:
    """Wage-equivalent welfare, mean over the groups as they lived in the scope in the base year, % (T,)."""
    people = path.residents[0] @ context.mask
    gain = ratio((_log_gain(path) * people).sum(axis=1), people.sum())
    return PERCENT * library(path.utility).expm1(gain)


@indicator(
    "worker_income",
    family="welfare",
    unit="{money} a year",
    better="higher",
    name=("Net wages of residents", "居民淨工資總額", "居民净工资总额"),
    formula="sum over g, n of (residents_gn + (follower_pay - 1) followers_gn) mean net wage_gn",
    source="model.md 2, 4",
    grade_tables=("residents", "wages"),
    parameters=("follower_pay",),
)
def worker_income(path: Path, context: Context) -> Any:
    """Net wages of the scope's working residents, money a year (T,)."""
    return net_wages(path, context)


@indicator(
    "mean_income",
    family="welfare",
    unit="{money} a year",
    better="higher",
    name=("Mean net wage of residents", "居民平均淨工資", "居民平均净工资"),
    formula="worker_income / working residents",
    source="model.md 2, 4",
    grade_tables=("residents", "wages"),
    parameters=("follower_pay",),
)
def mean_income(path: Path, context: Context) -> Any:
    """Mean net wage of the scope's working residents, money a year (T,)."""
    return ratio(net_wages(path, context), path.residents.sum(axis=1) @ context.mask)


@indicator(
    "landlord_income",
    family="welfare",
    unit="{money} a year",
    name=("Rents paid to landlords", "業主租金收入", "业主租金收入"),
    formula="sum over zones n of the scope and markets m of rent_nm x floor used_nm",
    source="model.md 4-5; gross of upkeep; owners' own homes and public housing included",
    grade_tables=("rents", "floor"),
)
def landlord_income(path: Path, context: Context) -> Any:
    """Rents of all floor in use in the scope, money a year (T,)."""
    return (path.rent * path.floor_used).sum(axis=2) @ context.mask
