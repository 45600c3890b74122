"""A fund's study in a region's labels, money and border: sides, zones, years, payers, friction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.innovation import FLOWS, PERFORMERS, STAGES
from technopole.base.names import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from technopole.funds.problem import Problem
    from technopole.future.timeline_arrays import Timeline
    from technopole.region import Region

    Reals = NDArray[np.float64]

MILLION = 1e6
HOME_KIND = "government"


@dataclass(frozen=True, eq=False)
class Fitted:
    """A fund that spends in a region.

    Attributes:
        problem: the fund at the size asked for, losing at the border what the plan says.
        unit: units of the region's money in a unit of the fund's.
        funders: rows of funders.csv that send the fund's money, [funder of the fund].
        home: row of funders.csv of a side's own payer, [side of the fund].
        place: positions of the fund's zones among the region's, [zone].
        side: the fund's side of each of its zones, [zone].
        when: positions of the fund's years in the run, [year].
        uses: shares by stage of money spent at a zone, [zone, 5].
        performer: position among performers.
        arrives: share of money sent that arrives, [funder of the fund, zone, year].

    """

    problem: Problem
    unit: float
    funders: NDArray[np.intp]
    home: NDArray[np.intp]
    place: NDArray[np.intp]
    side: NDArray[np.intp]
    when: NDArray[np.intp]
    uses: Reals
    performer: int
    arrives: Reals

    def sent(self, delivered: Reals) -> Reals:
        """What has to be sent so that so much arrives, [funder, zone, year], in the region's money."""
        return delivered * self.unit / self.arrives

    def levers(self, timeline: Timeline, delivered: Reals) -> Timeline:
        """Levers with the fund's money added, delivered [funder, zone, year] in the fund's money."""
        money = np.array(timeline.research_money)
        sent = self.sent(delivered)
        for b, funder in enumerate(self.funders):
            for y, t in enumerate(self.when):
                np.add.at(money[t, funder, self.performer], self.place, sent[b, :, y, None] * self.uses)
        return replace(timeline, research_money=money)

    def by_side(self, slope: Reals) -> Reals:
        """Value of a unit of the fund's money that arrives, [side, zone, year].

        `slope` is a goal's derivative by levers' research money (T, F, R, N, 5), taken at the payer of the
        side where the money is spent, whose money crosses no border.
        """
        found = np.zeros((len(self.home), len(self.place), len(self.when)))
        for z, (side, place) in enumerate(zip(self.side, self.place, strict=True)):
            here = slope[self.when, self.home[side], self.performer, place]
            found[side, z] = self.unit * here @ self.uses[z]
        return found


def fit_to_region(
    problem: Problem,
    region: Region,
    timeline: Timeline,
    *,
    amount: float | None = None,
    payers: Mapping[str, str] | None = None,
    performer: str = "higher_education",
    stage: str | None = None,
) -> Fitted:
    """Return a study ready to spend in a region.

    Args:
        problem: the study; its sides, zones and years are the region's.
        region: where it spends.
        timeline: levers of the plan it is added to.
        amount: all budgets together in the region's money; costs of proposals grow with them. As they are
            if not given.
        payers: funder of the region that stands for a side of the fund; the side's first government if not
            given.
        performer: who spends the money.
        stage: stage it pays for; as the performer spends its other money if not given.

    Raises:
        InputError: with everything of the study that the region does not have.

    """
    faults = [*_places(problem, region), *_years(problem, region), *_words(performer, stage)]
    payer, more = _payers(problem, region, payers or {})
    unit = _unit(problem, region)
    if amount is not None and not amount > 0:
        faults.append(Finding(f"An amount of {amount:g} is no fund", remedy="Give more than 0"))
    faults += [*more, *([] if unit else [_wrong_money(problem, region)])]
    if faults:
        raise InputError(faults)
    table = list(region.tables["funders"]["funder"])
    side = _sides_of_zones(problem, region)
    when = np.array([region.years.index(year) for year in problem.years])
    row = PERFORMERS.index(performer)
    shares = region.array("stage_map", "share", ["performer", "side", "stage"])[row]
    of_region = [region.sides.index(problem.sides[k]) for k in side]
    uses = shares[of_region] if stage is None else np.tile(_only(stage), (len(side), 1))
    home = np.array([table.index(payer[name]) for name in problem.sides])
    funders = np.array([table.index(payer[_side_of(problem, b)]) for b in range(len(problem.funders))])
    lost = np.asarray(timeline.friction)[when, FLOWS.index("capital")]  # (years, Z, Z)
    from_side = _funder_sides(region, funders)
    arrives = 1.0 - lost[:, from_side][:, :, of_region].transpose(1, 2, 0)
    across = lost[:, :-1, :-1]
    tau = float(across[:, ~np.eye(across.shape[1], dtype=bool)].mean()) if len(region.sides) > 1 else 0.0
    larger = 1.0 if amount is None else amount / (problem.budget.sum() * unit)
    return Fitted(
        problem=_sized(problem, larger, tau),
        unit=unit,
        funders=funders,
        home=home,
        place=np.array([region.zones.index(zone) for zone in problem.zones]),
        side=side,
        when=when,
        uses=uses,
        performer=row,
        arrives=arrives,
    )


def _sized(problem: Problem, factor: float, tau: float) -> Problem:
    """The fund with money and needs so many times as large, and another loss at the border."""
    proposals = problem.proposals
    grown = replace(
        proposals,
        cost=proposals.cost * factor,
        researchers=proposals.researchers * factor,
        laboratory=proposals.laboratory * factor,
    )
    friction = problem.study.friction.model_copy(
        update={"value": tau, "source": "capital_friction of the region under the plan, mean of the years"}
    )
    return replace(
        problem,
        study=problem.study.model_copy(update={"friction": friction}),
        budget=problem.budget * factor,
        proposals=grown,
        free_researchers=problem.free_researchers * factor,
        free_laboratory=problem.free_laboratory * factor,
        own_pot=None,
    )


def _unit(problem: Problem, region: Region) -> float:
    """Units of the region's money in one of the fund's; 0 if the fund counts in another money."""
    return {f"{region.money} m": MILLION, region.money: 1.0}.get(problem.study.currency, 0.0)


def _wrong_money(problem: Problem, region: Region) -> Finding:
    what = f"The fund counts in '{problem.study.currency}', the region in {region.money}"
    return Finding(what, "fund.toml", remedy=f"Give amounts in '{region.money} m' or '{region.money}'")


def _places(problem: Problem, region: Region) -> list[Finding]:
    """Sides and zones that spend and are not the region's."""
    spends = problem.proposals.cost.sum(axis=(0, 3)) > 0  # [side, zone]
    faults = [
        Finding(f"Side '{side}' spends, and the region has none of that name{suggestion(side, region.sides)}",
                "fund.toml", remedy=f"Use {', '.join(region.sides)}")
        for k, side in enumerate(problem.sides)
        if side not in region.sides and spends[k].any()
    ]  # fmt: skip
    for z, zone in enumerate(problem.zones):
        if not spends[:, z].any():
            continue
        if zone not in region.zones:
            what = f"Zone '{zone}' is not in the region{suggestion(zone, region.zones)}"
            faults.append(Finding(what, "costs.csv", column="zone", remedy="Name zones of zones.csv"))
            continue
        own = region.sides[int(region.zone_side[region.zones.index(zone)])]
        faults += [
            Finding(f"Zone '{zone}' lies on side '{own}', and side '{side}' spends there", "costs.csv",
                    column="zone", remedy="Name a zone of the side that spends")
            for k, side in enumerate(problem.sides)
            if spends[k, z] and side in region.sides and side != own
        ]  # fmt: skip
    return faults


def _sides_of_zones(problem: Problem, region: Region) -> NDArray[np.intp]:
    """The fund's side of each of its zones."""
    names = [region.sides[int(region.zone_side[region.zones.index(zone)])] for zone in problem.zones]
    return np.array([problem.sides.index(name) for name in names])


def _years(problem: Problem, region: Region) -> list[Finding]:
    """Years of the fund that a plan cannot change."""
    first, last = region.base_year + 1, region.last_year
    wrong = [str(year) for year in problem.years if not first <= year <= last]
    if not wrong:
        return []
    what = f"The fund pays in {', '.join(wrong)}, and a plan can change {first} to {last}"
    return [Finding(what, "fund.toml", column="years", remedy="Move the fund's years into the run")]


def _words(performer: str, stage: str | None) -> list[Finding]:
    """Words that are no performer and no stage."""
    asked = ((performer, PERFORMERS, "performer"), (stage, STAGES, "stage"))
    return [
        Finding(f"There is no {what} '{word}'{suggestion(word, known)}", remedy=f"Use {', '.join(known)}")
        for word, known, what in asked
        if word is not None and word not in known
    ]


def _payers(
    problem: Problem, region: Region, given: Mapping[str, str]
) -> tuple[dict[str, str], list[Finding]]:
    """Funder of the region that stands for each side of the fund."""
    table = region.tables["funders"]
    known = [str(name) for name in table["funder"]]
    if not known:
        what = f"Region '{region.id}' has no innovation ecosystem"
        return {}, [Finding(what, remedy="Give it funders.csv and the four tables that go with it")]
    remedy = f"Give --payer SIDE=FUNDER with funders {', '.join(known)}"
    faults = [
        Finding(f"'{side}' is no side of the fund{suggestion(side, problem.sides)}", remedy=remedy)
        for side in given
        if side not in problem.sides
    ]
    found: dict[str, str] = {}
    for side in problem.sides:
        own = table[(table["side"] == side) & (table["kind"] == HOME_KIND)]["funder"]
        name = given.get(side) or (str(own.iloc[0]) if len(own) else "")
        if name in known:
            found[side] = name
            continue
        what = (
            f"There is no funder '{name}'{suggestion(name, known)}" if name else f"Nobody pays for '{side}'"
        )
        faults.append(Finding(what, remedy=remedy))
    return found, faults


def _side_of(problem: Problem, funder: int) -> str:
    """Side whose payer sends a funder's money; a common pot's largest part decides."""
    entry = problem.study.funders[funder]
    return entry.side or max(entry.filled_by, key=lambda side: entry.filled_by[side])


def _funder_sides(region: Region, funders: NDArray[np.intp]) -> NDArray[np.intp]:
    """Position of each funder's side; the world's where it has none."""
    sides = [str(side) for side in region.tables["funders"]["side"]]
    return np.array([region.sides.index(sides[f]) if sides[f] else len(region.sides) for f in funders])


def _only(stage: str) -> Reals:
    return np.array([float(name == stage) for name in STAGES])
