"""What a unit of money gains at each stage, and which stage binds (docs/innovation.md 12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.innovation import FUNDER_KINDS, PERFORMERS, STAGES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.decide.ecosystem.goals import Bench
    from technopole.future.timeline_arrays import Timeline

    Reals = NDArray[np.float64]

STEP = 1e-3  # of a stage's own money: small enough for a derivative, large enough for ten digits
FIRST, LAST = 1, 11  # years of the run in which the money is paid: the second to the eleventh
HORIZONS = (5, 10, 15)


@dataclass(frozen=True)
class Gains:
    """Discounted worth of productivity gained per discounted unit of money.

    By side of the money, stage, and side that gains: (S, 5, S).
    """

    by_goal: Reals

    def own(self, side: int) -> Reals:
        """What a side's money gains for the side itself at every stage (5,)."""
        return self.by_goal[side, :, side]

    def everywhere(self, side: int) -> Reals:
        """What it gains for the region (5,)."""
        return self.by_goal[side].sum(axis=1)


def stage_gains(held: Bench) -> Gains:
    """Equation (I23): the goal's derivative by money at each stage of each side, by differences.

    The money is a thousandth of what the stage has, for ten years, where and by whom the stage's work is
    done; it is paid by a funder whose money draws no other, so that the stage alone is judged.
    """
    before = held.productivity_worth(held.records)
    sides = held.side.shape[0]
    gains = np.zeros((sides, len(STAGES), sides))
    for side in range(sides):
        for stage in range(len(STAGES)):
            amount = stage_money(held, side, stage)
            paid = float(held.discount[FIRST:LAST].sum() * amount.sum())
            if paid > 0:
                after = held.productivity_worth(
                    held.varied(lambda levers, s=stage, a=amount: funded(held, levers, s, a))
                )
                gains[side, stage] = (after - before) / paid
    return Gains(gains)


def stage_money(held: Bench, side: int, stage: int) -> Reals:
    """A small amount a year by zone (N,), as the stage's base-year money lies on a side."""
    spent = np.asarray(held.records["research_spent"])[0, :, :, stage].sum(axis=0)
    return STEP * spent * held.side[side]


def funded(held: Bench, levers: Timeline, stage: int, amount: Reals, until: int = LAST) -> Timeline:
    """Levers with more money (N,) a year at a stage, from a funder whose money attracts no other."""
    plan = np.array(levers.research_money)
    performer = PERFORMERS.index("government" if stage <= STAGES.index("translate") else "venture")
    plan[FIRST:until, neutral_funder(held), performer, :, stage] += amount
    return replace(levers, research_money=plan)


def neutral_funder(held: Bench) -> int:
    """A funder that is no government: firms where there are any, else the first."""
    kind = np.asarray(held.coupling.ecosystem.kind)
    firms = np.flatnonzero(kind[FUNDER_KINDS.index("firms")])
    others = np.flatnonzero(kind[FUNDER_KINDS.index("government")] == 0)
    return int(firms[0] if len(firms) else others[0] if len(others) else 0)


def multipliers(held: Bench) -> list[dict[str, Any]]:
    """Sales of innovation gained 5, 10 and 15 years after public money for research began.

    Per unit paid until then, undiscounted; the money is paid by the side's governments, to universities,
    institutes and firms as in the base year.
    """
    system = held.coupling.ecosystem
    before = held.sales(held.records)
    rows: list[dict[str, Any]] = []
    for side, name in enumerate(held.city.region.sides):
        government = np.asarray(system.government) * np.asarray(system.funder_side)[:, side]
        base = np.asarray(system.sent) * government[:, None, None] * held.side[side]
        base[:, PERFORMERS.index("venture")] = 0.0
        if not base.sum() > 0:
            continue
        uses = np.einsum("rsk,sn->rnk", np.asarray(system.stage_map), held.side)
        amount = 10.0 * STEP * base[:, :, :, None] * uses

        def more(levers: Timeline, amount: Reals = amount) -> Timeline:
            plan = np.array(levers.research_money)
            plan[FIRST:] += amount
            return replace(levers, research_money=plan)

        gained = held.sales(held.varied(more)) - before
        for years in HORIZONS:
            if FIRST + years <= len(gained):
                window = gained[FIRST : FIRST + years].sum(axis=0)
                paid = years * amount.sum()
                rows.append(
                    {
                        "side": name,
                        "years": years,
                        "own": float(window[side] / paid),
                        "region": float(window.sum() / paid),
                    }
                )
    return rows


def stage_table(held: Bench, gains: Gains, year: int = -1) -> list[dict[str, Any]]:
    """Stocks, flows and conversion of every stage and side in a year, and what money gains there."""
    rows: list[dict[str, Any]] = []
    people = held.records["research_people"][year]
    for b, side in enumerate(held.city.region.sides):
        zones = held.side[b]
        for s, stage in enumerate(STAGES):
            row: dict[str, Any] = {
                "side": side,
                "stage": stage,
                "people": float(people[:, s] @ zones),
                "money": float(held.records["research_spent"][year, :, :, s].sum(axis=0) @ zones),
                "gain_per_hkd": float(gains.own(b)[s]),
                "gain_per_hkd_region": float(gains.everywhere(b)[s]),
            }
            if s == 0:
                row["flow"] = float(held.records["results"][year] @ zones)
            else:
                row |= waiting_row(held, zones, s - 1, year)
            rows.append(row)
    return rows


def waiting_row(held: Bench, zones: Reals, w: int, year: int) -> dict[str, float]:
    """What waits for a stage, what it can take up, and what becomes of it."""
    names = ("projects", "capacity", "taken", "succeeded", "failed", "abandoned", "entries")
    values = {name: float(held.records[f"stage_{name}"][year, :, w] @ zones) for name in names}
    waiting, leaving = values["projects"], values["taken"] + values["abandoned"]
    values["flow"] = values.pop("succeeded")
    values["conversion"] = values["taken"] / waiting if waiting > 0 else float("nan")
    values["years"] = waiting / leaving if leaving > 0 else float("nan")
    return values
