"""The plans: pipeline, baseline, the northern programme in parts, and their combinations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import costs
import innovation_plans
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


def write_plans() -> None:
    """Write every plan of the region."""
    first = [measure for project in BASELINE_PROJECTS for measure in _project(project)]
    apart = (*BASELINE_PROJECTS, *ZONE_PROJECTS)
    later = [m for project in northern() if project not in apart for m in _project(project)]
    assumed_rates = {"grade": "assumed", "source": "rates of assumptions.csv: pipeline_*"}
    zone_part = [m for project in ZONE_PROJECTS for m in _project(project)]
    write_plan("pipeline", assumed_rates, _elsewhere())
    write_plan("committed-innovation", {}, innovation_plans.committed())
    write_plan("baseline", {"includes": ["pipeline", "committed-innovation"]}, first + committed_lines())
    write_plan("san-tin-loop", {}, zone_part)
    write_plan("northern-building", {"includes": ["san-tin-loop"]}, later)
    write_plan("loop-innovation", {}, innovation_plans.loop())
    write_plan("northern-innovation", {"includes": ["loop-innovation"]}, innovation_plans.industry_park())
    write_plan("northern-transport", {}, northern_lines())
    write_plan("border-opening", {}, border_measures())
    against = {"baseline": "baseline"}
    inner = ["baseline", "northern-building", "northern-transport", "northern-innovation"]
    write_plan("northern-metropolis", {**against, "includes": [*inner, "border-opening"]}, spur_to_port())
    write_plan("northern-metropolis-closed", {**against, "includes": inner}, [])
    write_plan("integration-only", {**against, "includes": ["baseline", "border-opening"]}, [])
    parts = ["baseline", "san-tin-loop", "loop-innovation"]
    write_plan("cooperation-zone", {**against, "includes": parts}, innovation_plans.zone())
