"""The problem as arrays: proposals in, what they cost where and when, and who could pay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.funds.settings import Rules, Study

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Proposals:
    """P proposals. Money in the study's currency; researchers in full-time equivalents, floor in m2.

    `score` is NaN where a side gave none, `industrialisation` is -1 where the proposal names no side.
    """

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    lead: NDArray[np.intp]  # [proposal] index of the side of the lead
    institution: tuple[str, ...]  # [proposal] the lead's
    field: tuple[str, ...]
    team: Flags  # [proposal, side]
    score: Numbers  # [proposal, side] 0 to 100
    additionality: Numbers  # [proposal]
    own_share: Numbers  # [proposal] of the whole cost, paid by applicants or industry
    months: Numbers  # [proposal]
    early_career: Flags  # [proposal]
    national: Flags  # [proposal]
    industrialisation: NDArray[np.intp]  # [proposal] index of a side
    cost: Numbers  # [proposal, side, zone, year] asked from the fund
    researchers: Numbers  # [proposal, side, year]
    laboratory: Numbers  # [proposal, side, year]

    @property
    def spending(self) -> Numbers:
        """Cost by [proposal, side, year]."""
        return self.cost.sum(axis=2)

    @property
    def total(self) -> Numbers:
        """Cost by [proposal]."""
        return self.cost.sum(axis=(1, 2, 3))

    @property
    def single(self) -> Flags:
        """Proposals whose team comes from one side."""
        return self.team.sum(axis=1) == 1


@dataclass(frozen=True, eq=False)
class Problem:
    """A fund: who pays and manages, what is asked, and what an award is worth.

    `value` is what the objective counts; `value_by_side` [proposal, side] is what each side sees in it and
    sums to `value`.
    """

    study: Study
    zones: tuple[str, ...]
    budget: Numbers  # [funder, year]
    proposals: Proposals
    value: Numbers  # [proposal]
    value_by_side: Numbers  # [proposal, side]
    free_researchers: Numbers  # [side, year] infinite where there is no limit
    free_laboratory: Numbers  # [side, year]
    own_pot: Numbers | None = None  # [side] value of each side's own pot, once computed

    @property
    def rules(self) -> Rules:
        """Rules of the fund."""
        return self.study.rules

    @property
    def sides(self) -> tuple[str, ...]:
        """Identifiers of the sides."""
        return tuple(side.id for side in self.study.sides)

    @property
    def funders(self) -> tuple[str, ...]:
        """Identifiers of the funders."""
        return tuple(funder.id for funder in self.study.funders)

    @property
    def years(self) -> tuple[int, ...]:
        """Years of payment."""
        return self.study.years

    def with_rules(self, **rules: object) -> Problem:
        """Return the same problem under other rules: `with_rules(return_band=None)`."""
        changed = self.rules.model_copy(update=rules)
        return replace(self, study=self.study.model_copy(update={"rules": changed}), own_pot=None)

    def with_value(self, value: Numbers) -> Problem:
        """Return the same problem with other values; sides see them in the proportions of before."""
        share = self.value_by_side / np.where(self.value == 0, 1.0, self.value)[:, None]
        return replace(self, value=value, value_by_side=value[:, None] * share, own_pot=None)


def attribution(problem: Problem) -> Numbers:
    """Share of a funder's money that counts as a side's contribution, [funder, side]; rows sum to 1."""
    shares = np.zeros((len(problem.funders), len(problem.sides)))
    for row, funder in enumerate(problem.study.funders):
        for side, share in (funder.filled_by or {funder.side: 1.0}).items():
            shares[row, problem.sides.index(side)] = share
    return shares


def surcharge(problem: Problem) -> Numbers:
    """Equation (F3): what a unit delivered costs its funder beyond the unit, [funder, side].

    A unit that leaves its territory costs tauK / (1 - tauK) on top; of a common pot only the part that was
    filled elsewhere leaves.
    """
    territory = [side.territory or side.id for side in problem.study.sides]
    abroad = np.array([[one != other for other in territory] for one in territory], dtype=float)
    tau = problem.study.friction.value
    return attribution(problem) @ abroad * tau / (1.0 - tau)


def administration(problem: Problem) -> Numbers:
    """Cost of administration by unit of money paid, [funder]."""
    return np.array([funder.administration for funder in problem.study.funders])


def available(problem: Problem) -> Numbers:
    """Most a funder could pay in a year had it paid nothing before, [funder, year]."""
    carry = np.array([funder.carry_over for funder in problem.study.funders])
    most = np.zeros_like(problem.budget)
    for year in range(len(problem.years)):
        before = most[:, year - 1] * carry if year else 0.0
        most[:, year] = problem.budget[:, year] + before
    return most


def merit(study: Study, score: Numbers) -> tuple[Numbers, Numbers]:
    """Equation (F1): weighted mean score [proposal], and each side's part of it [proposal, side].

    Where a side gave no score the others' weights count in full.
    """
    weight = np.where(np.isnan(score), 0.0, [side.weight * side.manages for side in study.sides])
    total = weight.sum(axis=1, keepdims=True)
    part = np.divide(weight * np.nan_to_num(score), total, out=np.zeros_like(weight), where=total > 0)
    return part.sum(axis=1), part
