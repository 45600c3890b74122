"""What measures do to the levers: nothing is lost, nothing depends on order, nothing acts too early."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from technopole.future.timeline import build_timeline, subsidy_table
from technopole.plans import TimelineBuilder, list_plans, load_plan, make_plan, opened_projects

if TYPE_CHECKING:
    from technopole.region import Region

Build = "Callable[..., TimelineBuilder]"
MakePlan = "Callable[..., Plan]"
FIRST, LAST = 2022, 2046

spans = st.tuples(st.integers(FIRST, LAST), st.integers(FIRST, LAST)).map(sorted)
releases = st.builds(
    lambda zone, market, floor, years, share, pace: {
        "kind": "land_release",
        "zone": zone,
        "market": market,
        "floor": floor,
        "year_from": years[0],
        "year_to": years[1],
        "public_share": share,
        "pace": pace,
        "cost": [{"payer": "private", "year_from": years[0], "year_to": years[1], "amount": 3 * floor}],
    },
    st.sampled_from(["hills", "mills", "meadow", "foundry"]),
    st.sampled_from(["home", "business", "innovation"]),
    st.floats(1, 50_000),
    spans,
    st.floats(0, 1),
    st.floats(0.05, 1),
)
many_releases = st.lists(releases, min_size=1, max_size=6).map(
    lambda items: [{**item, "id": f"m{position}"} for position, item in enumerate(items)]
)
fixtures_are_constant = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@fixtures_are_constant
@given(measures=many_releases)
def test_floor_and_money_are_conserved(region: Region, measures: list[dict[str, Any]]) -> None:
    plan = make_plan(region, {"id": "x", "measures": measures})
    builder = TimelineBuilder.compiled(region, plan.measures)
    floor = sum(measure["floor"] for measure in measures)
    assert (builder.floor.released + builder.floor.public_floor).sum() == pytest.approx(floor)
    public = sum(measure["floor"] * measure["public_share"] for measure in measures)
    assert builder.floor.public_floor.sum() == pytest.approx(public)
    cost = builder.ledger.by_year(region, builder.years)
    assert cost[:, region.payers.index("private")].sum() == pytest.approx(3 * floor)
    assert builder.ledger.payments_table(builder.years)["amount"].sum() == pytest.approx(3 * floor)


@fixtures_are_constant
@given(measures=many_releases, shuffle=st.randoms())
def test_the_order_of_measures_does_not_matter(
    region: Region, measures: list[dict[str, Any]], shuffle: Any
) -> None:
    shuffled = list(measures)
    shuffle.shuffle(shuffled)
    one, other = (make_plan(region, {"id": "x", "measures": items}) for items in (measures, shuffled))
    assert one.fingerprint == other.fingerprint
    first, second = (TimelineBuilder.compiled(region, plan.measures) for plan in (one, other))
    assert np.array_equal(first.floor.released, second.floor.released)
    assert np.array_equal(first.floor.pace(), second.floor.pace())


@fixtures_are_constant
@given(measures=many_releases)
def test_pace_lies_between_the_paces_released(region: Region, measures: list[dict[str, Any]]) -> None:
    plan = make_plan(region, {"id": "x", "measures": measures})
    floor = TimelineBuilder.compiled(region, plan.measures).floor
    given_paces = [measure["pace"] for measure in measures]
    found = floor.pace()[np.cumsum(floor.released, axis=0) > 0]
    assert (found >= min(given_paces) - 1e-12).all()
    assert (found <= max(given_paces) + 1e-12).all()


def test_the_base_year_is_the_plain_calendar(region: Region) -> None:
    nothing, _ = build_timeline(region, make_plan(region, {"id": "nothing", "measures": []}))
    for name in list_plans(region):
        timeline, _ = build_timeline(region, load_plan(region, name))
        for field, value in vars(timeline).items():
            assert np.array_equal(value[0], getattr(nothing, field)[0]), (name, field)


def test_shapes_and_kinds_of_a_timeline(region: Region) -> None:
    timeline, costs = build_timeline(region, load_plan(region, "new-town"))
    years, zones, crossings = len(region.years), len(region.zones), len(region.crossings)
    assert timeline.minutes.shape == (years, zones, zones)
    assert timeline.leg_in.shape == (years, crossings, zones)
    assert timeline.openness.shape == (years, len(region.groups), crossings)
    assert timeline.income_tax.shape == (years, len(region.groups), len(region.sides))
    for field, value in vars(timeline).items():
        assert value.dtype == np.float64, field
        assert not np.isnan(value).any(), field
    assert list(costs.columns) == ["measure", "payer", "year", "amount", "grade", "source"]
    assert timeline.cost.sum() == pytest.approx(costs["amount"].sum())


def test_flats_become_floor_at_the_side_s_size_of_homes(region: Region, build: Build) -> None:
    builder = build(
        {
            "kind": "public_housing",
            "id": "a",
            "zone": "foundry",
            "flats": 100,
            "year_from": 2025,
            "year_to": 2029,
        }
    )
    size = region.parameters.by("m2_per_home", ["SOUTH"])[0]
    assert builder.floor.public_floor.sum() == pytest.approx(100 * size)
    assert (builder.floor.public_floor.sum(axis=(1, 2)) > 0).sum() == 5


def test_a_delay_moves_measure_and_cost(build: Build) -> None:
    measure = {
        "kind": "admissions", "id": "a", "group": "talent", "workers_a_year": 10,
        "year_from": 2025, "year_to": 2027,
        "cost": [{"payer": "private", "year_from": 2025, "year_to": 2025, "amount": 8}],
    }  # fmt: skip
    prompt, late = build(measure), build(measure | {"delay": 4})
    assert np.array_equal(prompt.admitted_a_year[:-4], late.admitted_a_year[4:])
    assert late.ledger.payments(late.years)[0].year == 2029
    assert late.admitted()[-1].sum() == pytest.approx(30)


def test_a_plan_s_delay_moves_its_own_measures(region: Region, plan_of: MakePlan) -> None:
    plan = plan_of({"kind": "road", "id": "a", "project": "valley_road", "year": 2030}, delay=3)
    assert opened_projects(region, plan) == {"valley_road": 2033}
    assert plan.describe(region) == [(2033, "a", "valley_road opens to traffic")]


def test_truncation_takes_the_part_within_the_run_and_says_so(region: Region, plan_of: MakePlan) -> None:
    plan = plan_of(
        {
            "kind": "land_release", "id": "a", "zone": "meadow", "market": "home", "floor": 1000,
            "year_from": 2042, "year_to": 2051, "truncate": True,
            "cost": [{"payer": "private", "year_from": 2037, "year_to": 2056, "amount": 20}],
        }
    )  # fmt: skip
    builder = TimelineBuilder.compiled(region, plan.measures)
    assert builder.floor.released.sum() == pytest.approx(500)
    assert builder.ledger.by_year(region, builder.years).sum() == pytest.approx(10)
    assert [finding.severity for finding in plan.warnings] == ["warning", "warning"]
    assert "50% of it is within the run" in plan.warnings[0].what


def test_a_higher_plot_ratio_makes_room(region: Region, plan_of: MakePlan) -> None:
    limit = 60 * 4 * 10_000  # mills: hectares, plot ratio, m2 per hectare
    release = {
        "kind": "land_release", "id": "a", "zone": "mills", "market": "home", "floor": limit * 1.2,
        "year_from": 2030, "year_to": 2030,
    }  # fmt: skip
    with pytest.raises(Exception, match=r"Zone 'mills' is given 2,880,000 m2.*limit of 2,400,000 m2"):
        plan_of(release)
    plan_of(release | {"plot_ratio": 5})
    plan_of(release | {"floor": limit})


def test_amenity_tax_and_subsidy_act_on_their_years_groups_and_zones(region: Region, build: Build) -> None:
    years = {"year_from": 2030, "year_to": 2031}
    builder = build(
        {"kind": "amenity", "id": "a", "scope": "NORTH", "percent": 10, "groups": "talent", **years},
        {"kind": "amenity", "id": "b", "zones": "mills", "percent": 10, "groups": "talent", **years},
        {"kind": "income_tax", "id": "c", "groups": "talent", "side": "SOUTH", "rate": 0.5,
         "year_from": 2030},
        {
            "kind": "sector_subsidy", "id": "d", "zones": ["mills"], "sector": "local", "rate": 0.25,
            "payer": "private", **years,
        },
    )  # fmt: skip
    when, talent = builder.years.index(2030), region.groups.index("talent")
    shift = np.exp(builder.amenity[when, talent])
    assert shift == pytest.approx([1.1, 1.1, 1.21, 1.1, 1, 1, 1])
    assert np.count_nonzero(builder.amenity) == 8
    tax = builder.income_tax()
    assert tax[when, talent, 1] == 0.5
    assert tax[when - 1, talent, 1] == region.parameters.by("tax", ["SOUTH"])[0]
    assert np.count_nonzero(builder.subsidy) == 2
    assert [row.year for row in builder.ledger.subsidies] == [2030, 2031]


def test_who_pays_a_subsidy_is_recorded(region: Region) -> None:
    table = subsidy_table(region, load_plan(region, "new-town"))
    assert set(table["payer"]) == {"north_government"}
    assert list(table["year"]) == list(range(2030, 2037))


def test_controls_are_linear_between_given_years(region: Region) -> None:
    table = region.tables["controls"].head(2).assign(
        side="NORTH", indicator="workers", year=[2021, 2031], value=[100.0, 200.0]
    )  # fmt: skip
    changed = replace(region, tables={**region.tables, "controls": table})
    timeline, _ = build_timeline(changed, make_plan(changed, {"id": "x", "measures": []}))
    assert timeline.workers[[0, 5, 10, 25], 0] == pytest.approx([100, 150, 200, 200])
    counted = region.array("residents", "workers", ["zone", "group"])[region.zone_side == 1].sum()
    assert timeline.workers[:, 1] == pytest.approx(counted)


def test_a_station_of_a_plan_shortens_trips(region: Region) -> None:
    measure = {
        "kind": "station", "id": "halt", "year": 2030, "stations": [{"id": "halt", "side": "NORTH"}],
        "links": [{"from": "harbour", "to": "halt", "minutes": 1},
                  {"from": "halt", "to": "meadow", "minutes": 1}],
    }  # fmt: skip
    timeline, _ = build_timeline(region, make_plan(region, {"id": "x", "measures": [measure]}))
    start, end = region.zones.index("harbour"), region.zones.index("meadow")
    there, back = timeline.minutes[:, start, end], timeline.minutes[:, end, start]
    assert there[9] < there[8] - 5
    assert back[9] < back[8] - 5
