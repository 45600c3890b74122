"""The few goals a page leads with: where they stand on the scorecard, and whether the plan meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.indicators import INDICATORS, parse_request
from technopole.indicators.rows import scorecard_rows, target_rows
from technopole.plans.levers_read import load_levers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from technopole.region import Region

MOST = 8
"""Goals of a region that lists none of its own: its first targets."""
LIKELY, UNLIKELY = 0.8, 0.2
"""Chances from which a goal is met, or missed; between them it is too close to say."""
COST = ("plan_cost", "region")


def headline_goals(region: Region, language: str = "en") -> list[dict[str, Any]]:
    """Return the goals of a region: name, measure, unit, direction, and the target if there is one."""
    levers = load_levers(region)
    named = {(goal.indicator, goal.scope): goal.name.text(language) for goal in levers.goals}
    targets = {(row.indicator, row.scope): row for row in target_rows(region)}
    wanted = list(named) or list(targets)[:MOST]
    return [_goal(region, pair, named.get(pair), targets.get(pair), language) for pair in wanted]


def _goal(
    region: Region, pair: tuple[str, str], name: str | None, target: Any, language: str
) -> dict[str, Any]:
    indicator, scope = pair
    found = parse_request(indicator).indicator
    measure = f"{found.named(language)}, {region.scope_name(scope, language)}"
    return {
        "indicator": indicator,
        "scope": scope,
        "name": name or found.named(language),
        "measure": measure,
        "unit": found.unit.replace("{money}", region.money),
        "better": found.better or "",
        "target": None if target is None else target.target,
        "target_year": None
        if target is None or target.target_year != target.target_year
        else int(target.target_year),
        "grade": "" if target is None else target.target_grade,
    }


def goal_pairs(region: Region) -> list[tuple[str, str]]:
    """Return (indicator, scope) of the goals, every scored target and the cost: rows a lever must show."""
    rows = scorecard_rows(region)
    goals = [(goal["indicator"], goal["scope"]) for goal in headline_goals(region)]
    targets = [(row.indicator, row.scope) for row in rows if row.target == row.target]
    return list(dict.fromkeys((*goals, *targets, COST)))


def judged(
    region: Region,
    rows: Sequence[dict[str, Any]],
    bands: Mapping[tuple[str, str], dict[str, Any]] | None,
    *,
    checking: bool = False,
    language: str = "en",
) -> list[dict[str, Any]]:
    """Return the goals of a scenario: the place of each among the rows, its band if one is known, a verdict.

    Without bands a goal is met or missed by the central run alone; while they are made it is being checked.
    """
    places = {(row["indicator"], row["scope"]): at for at, row in enumerate(rows)}
    found = []
    for goal in headline_goals(region, language):
        pair = goal["indicator"], goal["scope"]
        at = places.get(pair)
        band = None if bands is None else bands.get(pair)
        found.append(
            {
                **{name: goal[name] for name in ("indicator", "scope", "name", "measure")},
                "row": at,
                "band": band,
                "verdict": _verdict(None if at is None else rows[at], band, checking=checking),
            }
        )
    return found


def _verdict(row: Mapping[str, Any] | None, band: Mapping[str, Any] | None, *, checking: bool) -> str:
    if row is None or not row["meets"]:
        return "none"
    if band is not None and band["chance"] is not None:
        chance = band["chance"]
        return "meets" if chance >= LIKELY else "misses" if chance <= UNLIKELY else "close"
    if checking:
        return "checking"
    return "meets" if row["meets"] == "yes" else "misses"


def cost_of(region: Region, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what both plans cost over the run; the ceiling is none where nobody has published one."""
    row = next((one for one in rows if (one["indicator"], one["scope"]) == COST), None)
    unit = INDICATORS.get(COST[0]).unit.replace("{money}", region.money)
    if row is None:
        return {"a": None, "b": None, "ceiling": None, "unit": unit}
    target = row["target"] if row["target"] is not None else None
    return {"a": row["baseline_last"], "b": row["last"], "ceiling": target, "unit": row["unit"]}
