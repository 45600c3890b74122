"""Levers: data with a schema, a pure function from plan to plan, values that can be read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from technopole.base.errors import InputError
from technopole.plans import lever_values, load_levers, load_plan, with_levers
from technopole.plans.levers import extrapolated, moved, said
from technopole.plans.levers_read import read_levers
from technopole.plans.levers_scenario import parse_scenario
from technopole.region import load_region

if TYPE_CHECKING:
    from technopole.region import Region

SHIPPED = ("two-towns", "hong-kong-shenzhen")
LAND = {"how": "scale", "plan": "new-town-closed", "kinds": ["land_release"], "zones": ["meadow"]}


def lever(**changes: Any) -> dict[str, Any]:
    base = {"id": "m", "group": "land", "name": "Floor", "unit": "%", "low": 0, "high": 150, "act": LAND}
    return {**base, **changes}


@pytest.fixture(scope="module", params=SHIPPED)
def shipped(request: pytest.FixtureRequest) -> Region:
    return load_region(request.param)


def test_shipped_levers_are_sound_and_named_in_three_languages(shipped: Region) -> None:
    levers = load_levers(shipped).levers
    assert len(levers) >= 6
    for one in levers:
        assert one.name.zh_hant
        assert one.name.zh_hans
        assert one.source or one.note
        assert one.tested_range[0] >= one.low


def test_where_levers_stand_changes_nothing(shipped: Region) -> None:
    plan = load_plan(shipped, shipped.settings.default_plan)
    assert with_levers(shipped, plan, lever_values(shipped, plan)) is plan
    assert with_levers(shipped, plan, {}) is plan


def test_every_lever_is_read_back_where_it_was_set(shipped: Region) -> None:
    plan = load_plan(shipped, shipped.settings.default_plan)
    before = lever_values(shipped, plan)
    for one in load_levers(shipped).levers:
        between = one.low + round((one.high - one.low) * 0.4 / one.step) * one.step
        for value in [option.id for option in one.choices] or (one.low, between, one.high):
            changed = with_levers(shipped, plan, {one.id: value})
            after = lever_values(shipped, changed)
            assert after[one.id] == (value if one.choices else pytest.approx(value)), one.id
            others = {name for name in before if name != one.id}
            assert {name: after[name] for name in others} == {name: before[name] for name in others}, one.id


def test_a_plan_is_never_changed(region: Region) -> None:
    plan = load_plan(region, "new-town")
    measures, mark = plan.measures, plan.fingerprint
    changed = with_levers(region, plan, {"clear": 20, "meadow": 130, "bridge": 2035})
    assert plan.measures is measures
    assert plan.fingerprint == mark != changed.fingerprint
    again = with_levers(region, plan, {"bridge": 2035, "meadow": 130, "clear": 20})
    assert again.fingerprint == changed.fingerprint


def test_amounts_take_their_costs_along(region: Region) -> None:
    plan = load_plan(region, "new-town")
    changed = with_levers(region, plan, {"meadow": 150})
    one, other = plan.measure("meadow-homes"), changed.measure("meadow-homes")
    assert other.flats == pytest.approx(1.5 * one.flats)
    assert [cost.amount for cost in other.cost] == pytest.approx([1.5 * cost.amount for cost in one.cost])
    assert changed.measure("hills-homes") is plan.measure("hills-homes")


def test_nothing_is_no_measure(region: Region) -> None:
    changed = with_levers(region, load_plan(region, "new-town"), {"meadow": 0, "line": 2047})
    assert not {"meadow-homes", "meadow-park", "north-line"} & {one.id for one in changed.measures}


def test_a_plan_without_the_measures_takes_them_over_as_published(region: Region) -> None:
    changed = with_levers(region, load_plan(region, "baseline"), {"meadow": 50, "bridge": 2033})
    published = load_plan(region, "new-town-closed").measure("meadow-business")
    assert changed.measure("meadow-business").floor == pytest.approx(published.floor / 2)
    assert changed.measure("new-bridge").year == 2033


def test_an_earlier_opening_is_paid_earlier_but_never_in_the_past(region: Region) -> None:
    plan = load_plan(region, "new-town")
    changed = with_levers(region, plan, {"line": 2026})
    cost, before = changed.measure("north-line").cost[0], plan.measure("north-line").cost[0]
    assert (cost.year_from, cost.year_to) == (max(before.year_from - 3, region.base_year + 1), 2026)
    assert cost.amount == before.amount


def test_slower_than_today_costs_nothing(region: Region) -> None:
    plan = load_plan(region, "baseline")
    slower = with_levers(region, plan, {"clear": 30}).measure("old-bridge-joint-controls")
    quicker = with_levers(region, plan, {"clear": 9}).measure("old-bridge-joint-controls")
    assert (slower.clearance, slower.cost) == (30, ())
    assert (quicker.clearance, len(quicker.cost)) == (9, 1)


def test_money_beyond_what_was_voted_is_new_money(region: Region) -> None:
    plan = load_plan(region, "river-park")
    more = with_levers(region, plan, {"research": 900}).measure("north-research")
    less = with_levers(region, plan, {"research": 300}).measure("north-research")
    assert (more.amount, more.appropriation) == (pytest.approx(9e8), None)
    assert (less.amount, less.appropriation) == (pytest.approx(3e8), "river-fund")


def test_names_say_what_is_moved(region: Region) -> None:
    changed = with_levers(region, load_plan(region, "new-town"), {"clear": 20, "bridge": 2047})
    assert changed.id == "new-town_clear-20_bridge-2047"
    assert changed.name.en.endswith("Clearance at the Old Bridge 20 minutes, New Bridge opens not by 2046")
    assert changed.name.text("zh-Hant").endswith("舊橋過關時間 20 分鐘，新橋通車 2046年前不通車")


def test_chinese_tells_billions_and_millions_in_hundred_millions(region: Region) -> None:
    towns, city = load_levers(region), load_levers(load_region("hong-kong-shenzhen"))
    assert said(towns.lever("research"), 600.0, "zh-Hans") == "6 亿 NOR"
    assert said(city.lever("research"), 0.5, "zh-Hant") == "5 億港元"
    assert said(city.lever("venture"), 32.5, "zh-Hans") == "325 亿港元"
    assert said(city.lever("platforms"), 150.0, "zh-Hant") == "1.5 億港元／年"
    assert said(city.lever("venture"), 32.5) == "32.5 HK$ bn"


def test_long_names_stay_names_of_folders() -> None:
    found = load_region("hong-kong-shenzhen")
    plan = load_plan(found, "northern-metropolis")
    levers = [one for one in load_levers(found).levers if not one.choices]
    everything = {one.id: one.low + one.step for one in levers}
    assert len(with_levers(found, plan, everything).id) <= 120


def test_refusals_name_every_fault_with_the_nearest(region: Region) -> None:
    plan = load_plan(region, "new-town")
    with pytest.raises(InputError) as caught:
        with_levers(region, plan, {"cleer": 20, "meadow": 400, "line": "soon", "talent": float("nan")})
    text = str(caught.value)
    assert "no lever 'cleer' (nearest: 'clear')" in text
    assert "cannot stand at 400: it goes from 0 to 150 %. Use 150" in text
    assert "'soon', which is no number" in text
    assert "'nan', which is no number" in text


def test_beyond_takes_the_nearest_bound_and_says_so(region: Region) -> None:
    plan = load_plan(region, "new-town")
    assert lever_values(region, with_levers(region, plan, {"meadow": 400}, beyond=True))["meadow"] == 150
    assert [one.sentence() for one in extrapolated(region, {"meadow": 400.0, "clear": 20.0})] == [
        "Floor in Meadow at 400 % is outside the tested range, 0 to 130. The run uses 150."
    ]


def test_what_comes_out_is_checked_as_every_plan(region: Region) -> None:
    levers = read_levers(region, {"levers": [lever(high=100_000)]})
    assert levers.levers[0].high == 100_000
    from technopole.plans.levers import _applied
    from technopole.plans.levers_act import Acting

    plan = load_plan(region, "new-town")
    acting = Acting(region, levers.levers[0], levers.templates["m"])
    measures = acting.moved(plan.measures, 90_000.0)
    with pytest.raises(InputError, match="land"):
        _applied(region, plan, measures, {"meadow-homes", "meadow-business", "meadow-park"})


def test_moved_measures_come_applied(region: Region) -> None:
    from technopole.future.timeline import build_timeline, timeline_of

    made = moved(region, load_plan(region, "new-town"), {"clear": 20, "meadow": 120})
    assert made.builder is not None
    fresh, _ = build_timeline(region, made.plan)
    held = timeline_of(made.builder)
    for name in ("released", "clearance", "cost", "openness", "admitted"):
        assert (getattr(fresh, name) == getattr(held, name)).all(), name


FAULTS = {
    "an unknown field": (lever(steep=1), "has no field 'steep' (nearest: 'step')"),
    "a group there is not": (lever(group="lands"), "says 'lands' for `group` (nearest: 'land')"),
    "bounds the wrong way": (lever(low=5, high=1), "goes from 5 to 1"),
    "tested outside": (lever(tested=[0, 200]), "was tested outside its bounds"),
    "a plan there is not": (lever(act={**LAND, "plan": "new-twon"}), "names 'new-twon' in `act.plan`"),
    "nothing found": (lever(act={**LAND, "zones": ["nowhere"]}), "finds no measure in its plan"),
    "no amount": (
        lever(act={"how": "scale", "plan": "new-town", "measures": ["north-line"]}),
        "scales measure 'north-line' (rail_line), which has no amount",
    ),
    "a measure there is not": (
        lever(
            kind="year", act={"how": "year", "plan": "new-town", "measures": ["north-lane"], "never": 2047}
        ),
        "names the measure 'north-lane'",
    ),
    "a crossing there is not": (
        lever(act={"how": "clearance", "plan": "integration-only", "crossings": ["brige"]}),
        "names 'brige' in `act.crossings`, which the region does not have (nearest: 'bridge')",
    ),
    "a side there is not": (
        lever(
            act={"how": "openness", "plan": "river-park", "flows": ["talent"], "from_side": "NORT",
                 "to_side": "SOUTH"}
        ),
        "names 'NORT' in `act.from_side`",
    ),
    "a choice without answers": (lever(kind="choice"), "is a choice without two answers"),
    "no list": ("nonsense", "is no mapping"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_of_the_file(region: Region, fault: str) -> None:
    given, words = FAULTS[fault]
    with pytest.raises(InputError) as caught:
        read_levers(region, {"levers": [given]})
    assert words in str(caught.value)


def test_all_faults_of_the_file_at_once(region: Region) -> None:
    given = [lever(group="x"), lever(id="m"), lever(id="m"), lever(id="n", act={**LAND, "plan": "?"})]
    with pytest.raises(InputError) as caught:
        read_levers(region, {"levers": given, "gaols": []})
    text = str(caught.value)
    for words in (
        "'x' for `group`",
        "has the id of another lever",
        "names '?'",
        "'gaols' (nearest: 'goals')",
    ):
        assert words in text


def test_a_choice_sets_a_field(region: Region) -> None:
    choice = lever(
        id="hours", kind="choice",
        choices=[
            {"id": "day", "name": "By day", "value": 18},
            {"id": "always", "name": "Always", "value": 24},
        ],
        act={"how": "set", "field": "hours_open", "measures": ["ferry-longer-hours"]},
    )  # fmt: skip
    levers = read_levers(region, {"levers": [choice]})
    from technopole.plans.levers_act import Acting

    acting = Acting(region, levers.levers[0], levers.templates["hours"])
    measures = load_plan(region, "new-town").measures
    assert acting.value(measures) == "day"
    changed = acting.moved(measures, "always")
    assert acting.value(changed) == "always"
    assert said(levers.levers[0], "always") == "Always"


SCENARIOS = {
    "new-town": ("new-town", ()),
    "new-town~clear:20,meadow:130": ("new-town", (("clear", "20"), ("meadow", "130"))),
    "new-town~": ("new-town", ()),
}


@pytest.mark.parametrize("text", SCENARIOS)
def test_scenarios_are_read(text: str) -> None:
    found = parse_scenario(text)
    assert (found.plan, found.settings) == SCENARIOS[text]


@pytest.mark.parametrize(
    "text",
    ["", "../../etc/passwd", "a/b", "a~clear", "a~clear:", "a~:3", "a~clear:1,clear:2", "<b>", "x" * 2000],
)
def test_what_is_no_scenario_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_scenario(text)


def test_a_scenario_is_a_plan_wherever_plans_are_named(region: Region) -> None:
    plan = load_plan(region, "new-town~clear:20,bridge:2033")
    by_hand = with_levers(region, load_plan(region, "new-town"), {"clear": 20, "bridge": 2033})
    assert plan.fingerprint == by_hand.fingerprint
    with pytest.raises(InputError, match="nearest: 'clear'"):
        load_plan(region, "new-town~cleer:20")
