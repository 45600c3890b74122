"""Border crossings by year: the calendar, projects, and what measures change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from technopole.future.timeline import build_timeline, timeline_warnings
from technopole.plans import TimelineBuilder, make_plan

if TYPE_CHECKING:
    from technopole.region import Region

Build = "Callable[..., TimelineBuilder]"
MakePlan = "Callable[..., Plan]"


def crossing(**fields: Any) -> dict[str, Any]:
    return {"kind": "crossing", "id": f"c-{fields['crossing']}-{fields['year']}", **fields}


def open_years(builder: TimelineBuilder, name: str) -> list[int]:
    exists = builder.crossings.existence(builder.network.opened())
    return [
        year
        for year, is_open in zip(builder.years, exists[:, builder.region.crossings.index(name)], strict=True)
        if is_open
    ]


def test_a_crossing_opens_with_its_own_measure_and_opens_its_project(build: Build) -> None:
    builder = build(crossing(crossing="new_bridge", year=2031))
    assert open_years(builder, "new_bridge") == list(range(2031, 2047))
    assert builder.network.opened() == {"new_bridge": 2031}


def test_a_crossing_opens_with_its_project(build: Build) -> None:
    builder = build({"kind": "road", "id": "r", "project": "new_bridge", "year": 2029})
    assert open_years(builder, "new_bridge") == list(range(2029, 2047))


def test_a_crossing_s_own_year_wins_over_that_of_its_project(build: Build) -> None:
    builder = build(
        {"kind": "road", "id": "r", "project": "new_bridge", "year": 2029},
        crossing(crossing="new_bridge", year=2033, open=True),
    )
    assert open_years(builder, "new_bridge")[0] == 2033
    assert builder.network.opened() == {"new_bridge": 2029}


def test_a_crossing_closes_and_opens_again(build: Build) -> None:
    builder = build(
        crossing(crossing="ferry", year=2030, close=True), crossing(crossing="ferry", year=2035, open=True)
    )
    assert open_years(builder, "ferry") == [*range(2021, 2030), *range(2035, 2047)]


def test_a_crossing_closes_with_the_project_that_replaces_it(region: Region) -> None:
    table = region.tables["crossings"].assign(closes_with=["", "new_bridge", ""])
    changed = replace(region, tables={**region.tables, "crossings": table})
    measures = [crossing(crossing="new_bridge", year=2031)]
    plan = make_plan(changed, {"id": "x", "measures": measures})
    builder = TimelineBuilder.compiled(changed, plan.measures)
    assert open_years(builder, "ferry") == list(range(2021, 2031))


def test_features_of_a_crossing_hold_from_their_year_until_the_next(region: Region, build: Build) -> None:
    builder = build(
        crossing(crossing="bridge", year=2030, clearance=9, groups=["talent"], hours_open=12),
        crossing(crossing="bridge", year=2040, clearance=6, groups="all"),
    )
    place = region.crossings.index("bridge")
    clearance = dict(zip(builder.years, builder.crossings.numbers("clearance")[:, place], strict=True))
    assert [clearance[year] for year in (2029, 2030, 2039, 2040, 2046)] == [18, 9, 9, 6, 6]
    openness = builder.crossings.openness({})[:, :, place]
    assert openness[builder.years.index(2029)] == pytest.approx([1, 1, 1])
    assert openness[builder.years.index(2030)] == pytest.approx([0, 0, 0.5])
    assert openness[builder.years.index(2040)] == pytest.approx([0.5, 0.5, 0.5])


def test_a_crossing_without_observed_trips_has_a_capacity(region: Region) -> None:
    table = region.tables["crossings"].copy()
    table.loc[table["crossing"] == "new_bridge", "capacity"] = np.inf
    changed = replace(region, tables={**region.tables, "crossings": table})
    capacity = TimelineBuilder(changed).crossings.numbers("capacity")
    assert capacity[0, 2] == capacity[0, 0]
    assert np.isfinite(capacity).all()


def test_a_change_to_a_closed_crossing_is_warned_of(plan_of: MakePlan) -> None:
    plan = plan_of(crossing(crossing="new_bridge", year=2031, clearance=5))
    assert ["when it is not open" in finding.what for finding in plan.warnings] == [True]


def test_an_open_crossing_nobody_can_reach_is_warned_of(region: Region) -> None:
    links = region.tables["links"]
    kept = links[~links["from"].str.startswith("ferry") & ~links["to"].str.startswith("ferry")]
    changed = replace(region, tables={**region.tables, "links": kept.reset_index(drop=True)})
    plan = make_plan(changed, {"id": "x", "measures": []})
    timeline, _ = build_timeline(changed, plan)
    found = [finding.what for finding in timeline_warnings(changed, plan, timeline)]
    assert len(found) == 2
    assert all("Crossing 'ferry' is open in 2021, but no zone of side" in what for what in found)
