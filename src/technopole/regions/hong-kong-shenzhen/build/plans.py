"""The plans: pipeline, baseline, the northern programme in parts, and their combinations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import costs
import innovation_plans
from cell_plans import split
from openings import border_measures, committed_lines, northern_lines, spur_to_port
from plan_files import Measure, write_plan
from programme import BASELINE_PROJECTS, Release, northern, pipeline
from sources import fact
from words import Name, beside, joined, name

if TYPE_CHECKING:
    from costs import Cost

ZONE_PROJECTS = ("San Tin Technopole stage 1", "San Tin Technopole remaining", "HSITP phase 2")
TWO_ZONES = "KTN/FLN"  # projects in two zones name the zone


def _release(release: Release, title: Name, cost: list[Cost], note: str = "") -> Measure:
    amount = {"flats": release.flats} if release.flats else {"floor": release.floor}
    return {
        "kind": "land_release",
        "id": release.id,
        "name": title,
        "zone": release.zone,
        "market": release.market,
        **amount,
        "year_from": release.year_from,
        "year_to": release.year_to,
        "public_share": release.public_share,
        "grade": release.grade,
        "source": release.source,
        "note": note,
        **({"truncate": True} if release.within_run < 1 else {}),
        "cost": cost,
    }


def _gross(release: Release, project: str) -> float:
    """Floor as published, before it is counted at the base year's m2 a job."""
    if release.market != "innovation":
        return release.square_metres
    return float(fact("program").set_index(["project", "zone"]).innovation_m2[project, release.zone])


def _project(project: str) -> list[Measure]:
    """Measures of one development project: homes, business and innovation floor."""
    rows = []
    for release in northern()[project]:
        title = joined(name("project", project), name("market", release.market))
        if TWO_ZONES in project:
            title = beside(title, name("zone", release.zone))
        gross = _gross(release, project)
        counted = gross != release.square_metres
        note = (
            f"{gross:,.0f} m2 gross as published, counted at the base year's 28 m2 a job" if counted else ""
        )
        building = costs.loop_building if release.zone == "LOOP" else costs.public_building
        rows.append(_release(release, title, costs.site_formation(release) + building(release, gross), note))
    return rows


def _elsewhere() -> list[Measure]:
    """Measures of the pipeline."""
    return [
        _release(
            release,
            joined(name("zone", release.zone), name("market", release.market)),
            costs.public_building(release, release.square_metres),
        )
        for release in pipeline()
    ]


def _write(plan: str, head: Measure, measures: list[Measure]) -> None:
    write_plan(plan, head, split(measures))


def write_plans() -> None:
    """Write every plan of the region."""
    first = [measure for project in BASELINE_PROJECTS for measure in _project(project)]
    apart = (*BASELINE_PROJECTS, *ZONE_PROJECTS)
    later = [m for project in northern() if project not in apart for m in _project(project)]
    assumed_rates = {"grade": "assumed", "source": "rates of assumptions.csv: pipeline_*"}
    zone_part = [m for project in ZONE_PROJECTS for m in _project(project)]
    _write("pipeline", assumed_rates, _elsewhere())
    _write("committed-innovation", {}, innovation_plans.committed())
    _write("baseline", {"includes": ["pipeline", "committed-innovation"]}, first + committed_lines())
    _write("san-tin-loop", {}, zone_part)
    _write("northern-building", {"includes": ["san-tin-loop"]}, later)
    _write("loop-innovation", {}, innovation_plans.loop())
    _write("northern-innovation", {"includes": ["loop-innovation"]}, innovation_plans.industry_park())
    _write("northern-transport", {}, northern_lines())
    _write("border-opening", {}, border_measures())
    against = {"baseline": "baseline"}
    inner = ["baseline", "northern-building", "northern-transport", "northern-innovation"]
    _write("northern-metropolis", {**against, "includes": [*inner, "border-opening"]}, spur_to_port())
    _write("northern-metropolis-closed", {**against, "includes": inner}, [])
    _write("integration-only", {**against, "includes": ["baseline", "border-opening"]}, [])
    parts = ["baseline", "san-tin-loop", "loop-innovation"]
    _write("cooperation-zone", {**against, "includes": parts}, innovation_plans.zone())
