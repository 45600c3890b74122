"""Jobs, followers, floor and research of a zone split among its cells."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import cells
import numpy as np
from balance import whole
from floors import effective_rents, floor, m2_per_job, rents
from people import SKILLS, followers, workers
from research import PERFORMERS, institution_places, paid_by_public, places, universities
from sources import side_of
from work import jobs

SHARES = {"manufacturing": "manufacturing", "business": "business", "local": "local"}
ROUNDS = 500
ROOM = 1.15  # innovation jobs of a campus over its people at the side's mean pay: pay is lower where jobs are few
PARK = "Cyberport"  # the one park in a divided zone where public institutes are


@cache
def cell_workers() -> dict[tuple[str, str], float]:
    """Employed residents by cell and group."""
    groups = {f"{side}_{skill}": skill for side in ("hk", "sz") for skill in SKILLS}
    return cells.spread_columns(workers(), groups)


@cache
def cell_followers() -> dict[tuple[str, str], float]:
    """Workers at home or at no fixed place by cell and group.

    The census gives them by small area, not by skill: skills and fixed workplaces are balanced with the
    zone's followers by skill, so that no cell has more followers of a skill than workers.
    """
    result: dict[tuple[str, str], float] = dict(followers())
    table = cells.census()
    roaming = table["plw_hm"] + table["plw_nofix"]
    for zone in (zone for zone in cells.members() if cells.divided(zone)):
        inside = cells.members()[zone]
        have = np.array([[cell_workers()[cell, f"hk_{skill}"] for cell in inside] for skill in SKILLS])
        total = np.array([followers()[zone, f"hk_{skill}"] for skill in SKILLS], float)
        here = roaming[list(inside)].to_numpy(float)
        exact = _within(have, total, here * total.sum() / here.sum())
        for row, skill in enumerate(SKILLS):
            del result[zone, f"hk_{skill}"], result[zone, f"sz_{skill}"]
            parts = whole(dict(zip(inside, exact[row], strict=True)), total[row])
            result.update({(cell, f"hk_{skill}"): number for cell, number in parts.items()})
            result.update({(cell, f"sz_{skill}"): 0 for cell in inside})
    return result


def _within(have: np.ndarray, by_skill: np.ndarray, by_cell: np.ndarray) -> np.ndarray:
    """A part of `have` (skill, cell) with the given sums of both kinds: both it and the rest are balanced."""
    odds = np.zeros_like(have)
    for _ in range(ROUNDS):
        part = have / (1 + np.exp(-odds))
        for axis, wanted in ((1, by_skill), (0, by_cell)):
            found, all_ = part.sum(axis=axis), have.sum(axis=axis)
            ratio = wanted * (all_ - found) / (found * (all_ - wanted))
            odds = odds + np.expand_dims(np.log(ratio), axis)
            part = have / (1 + np.exp(-odds))
    if np.abs(part.sum(axis=0) - by_cell).max() > 1.0:
        message = "followers by cell cannot be met"
        raise ValueError(message)
    return part


@cache
def cell_jobs() -> dict[tuple[str, str], float]:
    """Fixed workplaces by cell and sector; innovation where its universities and institutes are, then as business."""
    result = cells.spread_columns(jobs(), SHARES)
    innovation = {zone: number for (zone, sector), number in jobs().items() if sector == "innovation"}
    parts = cells.split_by(innovation, _innovation_share())
    return result | {(cell, "innovation"): number for cell, number in parts.items()}


@cache
def _public_people() -> dict[str, float]:
    """People paid by universities and institutes, by cell."""
    weights = _public_places()
    result: dict[str, float] = defaultdict(float)
    for (zone, performer), people in paid_by_public().items():
        inside = cells.members()[zone]
        total = sum(weights.get((cell, performer), 0.0) for cell in inside)
        for cell in inside:
            result[cell] += people * weights.get((cell, performer), 0.0) / total
    return result


@cache
def _innovation_share() -> dict[str, float]:
    """Share of each cell in its zone's innovation jobs."""
    result = {}
    for zone, inside in cells.members().items():
        number, public = jobs()[zone, "innovation"], sum(_public_people()[cell] for cell in inside)
        room = min(ROOM, number / public) if public else 1.0
        for cell in inside:
            rest = (number - room * public) * cells.shares("business")[cell]
            people = room * _public_people()[cell] + rest
            result[cell] = people / number if number else cells.shares("business")[cell]
    return result


@cache
def _public_places() -> dict[tuple[str, str], float]:
    """Weights of universities by campus and of public institutes."""
    result: dict[tuple[str, str], float] = defaultdict(float)
    for university, millions in universities().items():
        result[institution_places()[university], "higher_education"] += round(millions, 1)
    for (zone, performer), weight in places().items():
        if performer == "government":
            result.update(_institutes(zone, weight))
    return dict(result)


@cache
def cell_places() -> dict[tuple[str, str], float]:
    """Weight of each cell for each performer of research: firms and ventures where innovation jobs are free."""
    result = dict(_public_places())
    for (zone, performer), weight in places().items():
        if performer in {"business", "venture"} and cells.divided(zone):
            inside = cells.members()[zone]
            free = {
                cell: max(cell_jobs()[cell, "innovation"] - _public_people()[cell], 0.0) for cell in inside
            }
            result.update(
                {(cell, performer): round(weight * n / sum(free.values())) for cell, n in free.items()}
            )
        elif performer in {"business", "venture"}:
            result[zone, performer] = weight
    return {
        (cell, p): result[cell, p] for p in PERFORMERS for cell in cells.written() if result.get((cell, p))
    }


def _institutes(zone: str, weight: float) -> dict[tuple[str, str], float]:
    """Weight of public institutes: at the zone's park where it has one, else as business."""
    inside = cells.members()[zone]
    park = institution_places()[PARK]
    if park in inside:
        return {(park, "government"): weight}
    return {(cell, "government"): round(weight * cells.shares("business")[cell], 4) for cell in inside}


@cache
def cell_floor() -> dict[tuple[str, str], float]:
    """Floor by cell and market: homes as the census has them, other floor by jobs x m2 a job."""
    result = cells.spread_columns(floor(), {"home": "homes"})
    for market in ("business", "innovation"):
        needed = {cell: _floor_needed(cell, market) for cell in cells.written()}
        zones = {zone: number for (zone, name), number in floor().items() if name == market}
        result.update({(cell, market): part for cell, part in cells.split_by(zones, needed).items()})
    return result


def _floor_needed(cell: str, market: str) -> float:
    if market == "innovation":
        return cell_jobs()[cell, "innovation"]
    return sum(cell_jobs()[cell, sector] * m2 for sector, m2 in m2_per_job(cells.zone_of()[cell]).items())


@cache
def cell_effective_rents() -> dict[str, float]:
    """Home rent actually paid in Hong Kong by cell: less by the share of public rental, the mean over homes kept."""
    table = cells.census()
    quarters = table["oq_pub"] + table["oq_s"] + table["oq_pri"]
    public = table["oq_pub"] / quarters
    result = dict(effective_rents())
    for zone in (zone for zone in cells.members() if cells.divided(zone)):
        inside = list(cells.members()[zone])
        market, mean = rents()[zone, "home"], result.pop(zone)
        subsidised = table["oq_pub"][inside].sum() / quarters[inside].sum()
        saving = (market - mean) / subsidised if subsidised else 0.0
        result.update({cell: round(float(market - saving * public[cell]), 1) for cell in inside})
    return result


def hong_kong(cell: str) -> bool:
    """Whether a cell lies in Hong Kong."""
    return side_of()[cells.zone_of()[cell]] == "HK"
