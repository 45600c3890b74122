"""Innovation measures: what they do to the levers, whose money it is, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from technopole.base import InputError
from technopole.base.innovation import FLOWS, PERFORMERS, STAGES
from technopole.future.timeline import base_friction, build_timeline
from technopole.plans import TimelineBuilder, make_plan

if TYPE_CHECKING:
    from technopole.region import Region

Build = "Callable[..., TimelineBuilder]"
FIRST, LAST = 2022, 2046

GRANT = {
    "kind": "research_funding",
    "id": "grant",
    "scope": "NORTH",
    "funder": "north_government",
    "performer": "higher_education",
    "amount": 6e8,
    "year_from": 2030,
    "year_to": 2032,
}


def year(builder: TimelineBuilder, of: int) -> int:
    return builder.years.index(of)


def refused(region: Region, *measures: dict[str, Any]) -> str:
    with pytest.raises(InputError) as caught:
        make_plan(region, {"id": "x", "measures": list(measures)})
    return " | ".join(f"{finding.what} {finding.remedy}" for finding in caught.value.findings)


@pytest.fixture(scope="session")
def voted(region: Region) -> Region:
    """Return the region with one appropriation of 500 million of Northbank's Government."""
    row = {
        "appropriation": "vote-1",
        "name_en": "Vote 1",
        "payer": "north_government",
        "amount": 5e8,
        "unit": "NOR",
        "year": 2021,
        "grade": "assumed",
        "source": "invented",
    }
    return replace(region, tables={**region.tables, "appropriations": pd.DataFrame([row])})


# Money -------------------------------------------------------------------------------------------


def test_funding_goes_where_the_performer_works_and_to_its_stages(region: Region, build: Build) -> None:
    builder = build(GRANT)
    money = builder.innovation.research_money
    assert money.sum() == pytest.approx(6e8)
    of = money[
        year(builder, 2031),
        builder.innovation.funders.index("north_government"),
        PERFORMERS.index("higher_education"),
    ]
    harbour = of[region.zones.index("harbour")]
    assert of.sum() == pytest.approx(harbour.sum()) == pytest.approx(2e8)
    assert harbour == pytest.approx(2e8 * np.array([0.9, 0.08, 0.02, 0, 0]))
    assert not money[year(builder, 2029)].any()
    assert not money[year(builder, 2033)].any()


def test_a_stage_takes_all_and_a_place_without_the_performer_shares_equally(build: Build) -> None:
    there = {**GRANT, "zones": ["meadow", "hills"], "stage": "translate"}
    del there["scope"]
    builder = build(there)
    money = builder.innovation.research_money.sum(axis=(0, 1, 2))
    assert money[:, STAGES.index("translate")].sum() == pytest.approx(6e8)
    zones = builder.region.zones
    assert money[zones.index("meadow")].sum() == pytest.approx(money[zones.index("hills")].sum())


def test_funding_is_booked_once_in_the_funders_account(region: Region, build: Build) -> None:
    builder = build({**GRANT, "cost": [
        {"payer": "north_government", "year_from": 2030, "year_to": 2032, "amount": 1e6}]})  # fmt: skip
    booked = builder.ledger.by_year(region, builder.years)
    assert booked.sum() == pytest.approx(6e8 + 1e6)
    assert booked[:, region.payers.index("north_government")].sum() == pytest.approx(booked.sum())


def test_money_of_the_world_is_in_nobodys_account(region: Region, build: Build) -> None:
    builder = build({**GRANT, "funder": "world", "performer": "business"})
    assert builder.innovation.research_money.sum() == pytest.approx(6e8)
    assert not builder.ledger.bookings


spending = st.builds(
    lambda funder, performer, zones, amount, years: {
        **{key: GRANT[key] for key in ("kind",)},
        "funder": funder,
        "performer": performer,
        "zones": zones,
        "amount": amount,
        "year_from": years[0],
        "year_to": years[1],
    },
    st.sampled_from(["north_government", "south_firms", "world"]),
    st.sampled_from(PERFORMERS),
    st.sampled_from([["harbour"], ["hills", "mills"], ["meadow"], ["market", "foundry"]]),
    st.floats(1, 1e9),
    st.tuples(st.integers(FIRST, LAST), st.integers(FIRST, LAST)).map(sorted),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(measures=st.lists(spending, min_size=1, max_size=5))
def test_money_is_conserved_and_order_is_nothing(region: Region, measures: list[dict[str, Any]]) -> None:
    named = [{**measure, "id": f"m{position}"} for position, measure in enumerate(measures)]
    one = TimelineBuilder.compiled(region, make_plan(region, {"id": "x", "measures": named}).measures)
    other = TimelineBuilder.compiled(region, make_plan(region, {"id": "x", "measures": named[::-1]}).measures)
    money = one.innovation.research_money
    assert money.sum() == pytest.approx(sum(measure["amount"] for measure in measures))
    assert np.array_equal(money, other.innovation.research_money)
    own = sum(measure["amount"] for measure in measures if measure["funder"] != "world")
    assert one.ledger.by_year(region, one.years).sum() == pytest.approx(own)


def test_proof_of_concept_pays_grants_and_what_matches_them(build: Build) -> None:
    builder = build(
        {"kind": "proof_of_concept", "id": "p", "scope": "NORTH", "funder": "north_government", "grant": 4e6,
         "projects_a_year": 10, "match": 0.5, "matched_by": "north_firms", "year_from": 2025,
         "year_to": 2028}
    )  # fmt: skip
    money = builder.innovation.research_money.sum(axis=(0, 2, 3))
    funders = builder.innovation.funders
    assert money[funders.index("north_government"), STAGES.index("translate")] == pytest.approx(1.6e8)
    assert money[funders.index("north_firms"), STAGES.index("translate")] == pytest.approx(0.8e8)


def test_co_investment_goes_to_ventures(build: Build) -> None:
    builder = build(
        {"kind": "venture_co_investment", "id": "v", "scope": "NORTH", "funder": "north_government",
         "amount": 1e8, "stage": "scale_up", "year_from": 2025, "year_to": 2026}
    )  # fmt: skip
    money = builder.innovation.research_money.sum(axis=(0, 1))
    assert money[PERFORMERS.index("venture"), :, STAGES.index("scale_up")].sum() == pytest.approx(1e8)
    zones = builder.region.zones
    assert money[PERFORMERS.index("venture"), zones.index("mills")].sum() == pytest.approx(1e8 * 3 / 5.5)


def test_posts_are_paid_every_year(build: Build) -> None:
    builder = build(
        {"kind": "innovation_hiring", "id": "h", "zones": "mills", "funder": "north_government",
         "posts": 100, "pay_a_year": 5e5, "year_from": 2030, "year_to": 2033}
    )  # fmt: skip
    assert builder.innovation.research_money[year(builder, 2031)].sum() == pytest.approx(5e7)


# Other levers --------------------------------------------------------------------------------------


def test_orientation_platform_and_laboratory(region: Region, build: Build) -> None:
    builder = build(
        {"kind": "university_orientation", "id": "o", "zones": ["harbour"], "shift": 0.2, "year_from": 2030},
        {"kind": "translational_platform", "id": "p", "zone": "mills", "services_a_year": 1e7,
         "year_from": 2028, "year_to": 2035},
        {"kind": "research_infrastructure", "id": "l", "zone": "meadow", "floor": 20000, "year": 2032,
         "cost": [{"payer": "north_government", "year_from": 2030, "year_to": 2032, "amount": 1e9}]},
    )  # fmt: skip
    levers, zones = builder.innovation, region.zones
    assert levers.research_shift[year(builder, 2029)].sum() == 0
    assert levers.research_shift[-1, zones.index("harbour")] == 0.2
    offered = levers.platform[:, zones.index("mills"), STAGES.index("translate")]
    assert offered.sum() == pytest.approx(8 * 1e7)
    floor = levers.laboratory[:, zones.index("meadow"), STAGES.index("research")]
    assert floor.tolist() == [20000.0 if of >= 2032 else 0.0 for of in builder.years]


def test_a_laboratory_needs_land(region: Region) -> None:
    land = region.zone_values("developable_land")[region.zones.index("meadow")]
    big = {"kind": "research_infrastructure", "id": "l", "zone": "meadow", "floor": land * 1e6, "year": 2032,
           "cost": [{"payer": "private", "year_from": 2030, "year_to": 2032, "amount": 1}]}  # fmt: skip
    assert "above its limit" in refused(region, big)


def test_an_industrial_base_builds_and_pays(region: Region, build: Build) -> None:
    builder = build(
        {"kind": "industrial_base", "id": "b", "zone": "meadow", "sector": "industry", "floor": 30000,
         "rate": 0.1, "payer": "north_government", "year_from": 2028, "year_to": 2030}
    )  # fmt: skip
    place = (slice(None), region.zones.index("meadow"))
    assert builder.floor.public_floor[(*place, region.markets.index("business"))].sum() == pytest.approx(3e4)
    rates = builder.subsidy[(*place, region.sectors.index("industry"))]
    assert rates[[year(builder, of) for of in (2027, 2028, 2030, 2031)]].tolist() == [0, 0.1, 0.1, 0]


def test_homes_for_talent_bring_some_of_it(region: Region, build: Build) -> None:
    builder = build(
        {"kind": "talent_housing", "id": "t", "zone": "meadow", "flats": 500, "group": "talent",
         "take_up": 0.4, "year_from": 2028, "year_to": 2032,
         "cost": [{"payer": "north_government", "year_from": 2028, "year_to": 2032, "amount": 1e9}]}
    )  # fmt: skip
    assert builder.admitted()[-1, region.groups.index("talent")] == pytest.approx(200)
    homes = builder.floor.public_floor[:, region.zones.index("meadow"), region.markets.index("home")].sum()
    assert homes == pytest.approx(builder.floor_of_homes("meadow", 500))


def test_partners_abroad_bring_money_people_and_projects(region: Region, build: Build) -> None:
    builder = build(
        {"kind": "international_cooperation", "id": "i", "zones": ["mills", "hills"], "funder": "world",
         "amount": 2e8, "group": "talent", "workers_a_year": 10, "licences_a_year": 6, "stage": "market",
         "year_from": 2030, "year_to": 2034}
    )  # fmt: skip
    assert builder.innovation.research_money.sum() == pytest.approx(2e8)
    assert builder.admitted()[-1, region.groups.index("talent")] == pytest.approx(50)
    entries = builder.innovation.project_entries[:, :, STAGES.index("market")]
    assert entries.sum() == pytest.approx(30)
    assert entries[year(builder, 2030), region.zones.index("hills")] == pytest.approx(3)


@pytest.mark.parametrize(
    ("flow", "field", "value"),
    [("capital", "loss", 0.01), ("information", "barrier", 0.1), ("technology", "barrier", 2.0),
     ("talent", "barrier", 1.0)],
)  # fmt: skip
def test_rules_set_one_friction_from_their_year_on(
    region: Region, build: Build, flow: str, field: str, value: float
) -> None:
    rules = {"kind": f"{flow}_rules", "id": "r", "from_side": "NORTH", "to_side": "SOUTH", field: value,
             "both_ways": False, "year": 2030}  # fmt: skip
    builder = build(rules)
    friction, base = builder.innovation.friction(), base_friction(region)
    assert np.array_equal(friction[: year(builder, 2030)], np.broadcast_to(base, friction[:9].shape))
    north, south = (region.sides.index(side) for side in ("NORTH", "SOUTH"))
    expected = base.copy()
    expected[FLOWS.index(flow), north, south] = value
    assert np.array_equal(friction[-1], expected)
    both = build({**rules, "both_ways": True}).innovation.friction()[-1, FLOWS.index(flow)]
    assert both[south, north] == both[north, south] == value
    eased = build({**rules, field: None, "eased": 0.25}).innovation.friction()[-1, FLOWS.index(flow)]
    assert eased[north, south] == pytest.approx(0.75 * eased[south, north])


def test_the_world_is_a_partner_of_rules(region: Region, build: Build) -> None:
    builder = build({"kind": "information_rules", "id": "r", "from_side": "world", "to_side": "NORTH",
                     "barrier": 0.0, "year": 2030})  # fmt: skip
    friction = builder.innovation.friction()[-1, FLOWS.index("information")]
    assert friction[-1, region.sides.index("NORTH")] == friction[region.sides.index("NORTH"), -1] == 0
    assert friction[-1, region.sides.index("SOUTH")] == region.parameters.get("information_friction")


def test_levers_reach_the_timeline(region: Region) -> None:
    plan = make_plan(region, {"id": "x", "measures": [GRANT]})
    timeline, payments = build_timeline(region, plan)
    assert np.asarray(timeline.research_money).sum() == pytest.approx(6e8)
    assert payments["amount"].sum() == pytest.approx(6e8)
    nothing, _ = build_timeline(region, make_plan(region, {"id": "y", "measures": []}))
    assert not np.asarray(nothing.research_money).any()
    assert np.array_equal(np.asarray(nothing.friction)[3], base_friction(region))


# What is refused -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"funder": "north_goverment"}, "which is not in funders.csv (nearest: 'north_government')"),
        ({"performer": "higher_educaton"}, "(nearest: 'higher_education')"),
        ({"stage": "scaleup"}, "(nearest: 'scale_up')"),
        ({"amount": -5.0}, "should be greater than 0"),
        ({"amount": 0}, "should be greater than 0"),
        ({"scope": "region"}, "spends in zones of two sides"),
        ({"appropriation": "vote-9"}, "which is not in appropriations.csv"),
        ({"year_to": 2029}, "ends in 2029, before it begins in 2030"),
        ({"cost": [{"payer": "north_government", "year_from": 2030, "year_to": 2032, "amount": 6e8}]},
         "the money is spent twice"),
    ],
)  # fmt: skip
def test_faults_of_funding_are_told(region: Region, change: dict[str, Any], words: str) -> None:
    assert words in refused(region, {**GRANT, **change})


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ({"kind": "capital_rules", "from_side": "NORTH", "to_side": "NORTH", "loss": 0.1, "year": 2030},
         "goes from 'NORTH' to itself"),
        ({"kind": "capital_rules", "from_side": "NORTH", "to_side": "SOTH", "loss": 0.1, "year": 2030},
         "(nearest: 'SOUTH')"),
        ({"kind": "capital_rules", "from_side": "NORTH", "to_side": "world", "loss": 1.0, "year": 2030},
         "should be less than 1"),
        ({"kind": "capital_rules", "from_side": "NORTH", "to_side": "SOUTH", "year": 2030},
         "both given or both missing"),
        ({"kind": "talent_rules", "from_side": "NORTH", "to_side": "SOUTH", "barrier": 2, "eased": 0.1,
          "year": 2030}, "both given or both missing"),
        ({"kind": "industrial_base", "zone": "mills", "sector": "industry", "year_from": 2030,
          "year_to": 2031}, "builds nothing and pays nothing"),
        ({"kind": "industrial_base", "zone": "mills", "sector": "industry", "rate": 0.1, "year_from": 2030,
          "year_to": 2031}, "needs both `rate` and `payer`"),
        ({"kind": "proof_of_concept", "zones": "mills", "funder": "north_government", "grant": 1,
          "projects_a_year": 1, "match": 1, "year_from": 2030, "year_to": 2031},
         "needs both `match` and `matched_by`"),
        ({"kind": "international_cooperation", "zones": "mills", "funder": "world", "year_from": 2030,
          "year_to": 2031}, "brings nothing"),
        ({"kind": "research_infrastructure", "zone": "moon", "floor": 10, "year": 2030},
         "names 'moon' in `zone`, which is not in zones.csv"),
    ],
)  # fmt: skip
def test_other_faults_are_told(region: Region, measure: dict[str, Any], words: str) -> None:
    assert words in refused(region, {"id": "m", **measure})


def test_an_appropriation_cannot_be_spent_twice(voted: Region) -> None:
    half = {**GRANT, "amount": 3e8, "appropriation": "vote-1"}
    plan = {"id": "x", "measures": [half]}
    assert make_plan(voted, plan).measures
    told = refused(voted, half, {**half, "id": "again"})
    assert "Money is spent twice: 'again', 'grant' take 600,000,000 NOR" in told
    assert "which holds 500,000,000" in told
    cost = {"payer": "north_government", "year_from": 2030, "year_to": 2031, "amount": 3e8,
            "appropriation": "vote-1"}  # fmt: skip
    lab = {"kind": "research_infrastructure", "id": "lab", "zone": "meadow", "floor": 10, "year": 2031}
    assert "'grant', 'lab' take 600,000,000" in refused(voted, half, {**lab, "cost": [cost]})


def test_an_appropriation_is_spent_by_its_owner(voted: Region) -> None:
    other = {
        **GRANT,
        "funder": "south_government",
        "scope": "SOUTH",
        "amount": 1e6,
        "appropriation": "vote-1",
    }
    assert "which is 'north_government' money" in refused(voted, other)


def test_rules_of_one_year_must_agree(region: Region) -> None:
    rules = {"kind": "capital_rules", "id": "r", "from_side": "NORTH", "to_side": "SOUTH", "loss": 0.1,
             "year": 2030}  # fmt: skip
    assert "in the same year as measure 'q'" in refused(region, rules, {**rules, "id": "q", "loss": 0.2})


def test_universities_cannot_turn_further_than_wholly(region: Region) -> None:
    turn = {"kind": "university_orientation", "zones": ["harbour"], "shift": 0.7, "year_from": 2030}
    told = refused(region, {**turn, "id": "a"}, {**turn, "id": "b"})
    assert "add up to 140% of their research in 2030" in told


def test_a_laboratory_without_a_cost_is_warned_of(region: Region) -> None:
    lab = {"kind": "research_infrastructure", "id": "lab", "zone": "meadow", "floor": 10, "year": 2031}
    plan = make_plan(region, {"id": "x", "measures": [lab]})
    assert any("'lab' has no cost" in warning.what for warning in plan.warnings)


def test_without_an_ecosystem_rules_change_nothing_and_say_so(region: Region) -> None:
    names = ("funders", "research_money", "stage_map", "research_places", "innovation_flows")
    bare = replace(region, tables=region.tables | {name: region.tables[name].iloc[:0] for name in names})
    rules = {"kind": "information_rules", "id": "r", "from_side": "NORTH", "to_side": "SOUTH", "barrier": 0.0,
             "year": 2030}  # fmt: skip
    plan = make_plan(bare, {"id": "x", "measures": [rules]})
    assert any("no innovation ecosystem" in warning.what for warning in plan.warnings)
    assert "not in funders.csv" in refused(bare, GRANT)
