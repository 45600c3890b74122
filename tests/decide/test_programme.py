"""Programmes: small ones agree with brute force; what is known of money and order holds."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import technopole as tp
from technopole.cli.programme import overrun_line
from technopole.decide.programme import best_programme, read_programme
from technopole.decide.programme import improve as improving
from technopole.decide.programme.choose import Effects, choose, effects_of, prices
from technopole.decide.programme.front import Point, not_dominated
from technopole.decide.programme.overrun import beyond, overrun
from technopole.decide.programme.portfolio import Model
from technopole.decide.programme.robust import Robustness
from technopole.indicators.rows import Row

CANDIDATES = ["meadow-homes", "meadow-business", "meadow-park", "new-bridge"]
ASKED = {
    "plan": "new-town",
    "candidates": [{"id": name} for name in CANDIDATES],
    "budget": [{"payer": "north_government", "year_from": 2022, "year_to": 2046, "amount": 1.2e9}],
    "goals": [
        {"indicator": "population", "scope": "meadow"},
        {"indicator": "jobs", "scope": "meadow", "weight": 2},
    ],
}


@pytest.fixture(scope="module")
def model(city):
    return Model(city, read_programme(city.region, ASKED | {"delays": [0, 6]}))


def best_by_hand(model, effects):
    """Every portfolio, one by one."""
    allowed = [one for one in model.every() if model.allowed(one)]
    return max(effects.estimate(one) for one in allowed)


@settings(max_examples=15, deadline=None)
@given(data=st.data())
@pytest.mark.slow
def test_the_choice_agrees_with_brute_force(model, data):
    number = st.floats(-10, 10).map(lambda value: round(value, 3))
    main = {option: data.draw(number) for option in model.costs}
    synergy = {(a, b): data.draw(number) for a in range(4) for b in range(a + 1, 4)}
    effects = Effects(main, synergy)
    choice = choose(model, effects)
    assert model.allowed(choice.portfolio)
    assert choice.estimate == pytest.approx(best_by_hand(model, effects), abs=1e-5)


def test_precedence_and_exclusivity_agree_with_brute_force(city):
    more = {
        "delays": [0, 6],
        "precedence": [{"first": "new-bridge", "then": "meadow-homes"}],
        "exclusive": [["meadow-business", "meadow-park"]],
        "budget": [{"year_from": 2022, "year_to": 2046, "amount": 3e9}],
    }
    model = Model(city, read_programme(city.region, ASKED | more))
    generator = np.random.default_rng(0)
    for _ in range(5):
        main = {option: float(generator.uniform(0, 10)) for option in model.costs}
        synergy = {(a, b): float(generator.uniform(-3, 3)) for a in range(4) for b in range(a + 1, 4)}
        effects = Effects(main, synergy)
        choice = choose(model, effects)
        assert model.allowed(choice.portfolio)
        assert choice.estimate == pytest.approx(best_by_hand(model, effects), abs=1e-5)
    early = (2, 0, 0, 1)  # homes six years late, bridge at once
    assert model.allowed(early)
    assert not model.allowed((1, 0, 0, 2))  # homes before the bridge
    assert not model.allowed((1, 0, 0, 0))  # homes without it
    assert not model.allowed((0, 1, 1, 0))  # both of the two


@pytest.mark.slow
def test_a_small_programme_is_the_best_of_all_runs(city, monkeypatch):
    asked = read_programme(city.region, ASKED)
    exact = best_programme(city, asked, draws=4, seed=1)
    assert exact.was_exact
    model = exact.model
    by_hand = max((one for one in product((0, 1), repeat=4) if model.allowed(one)), key=model.worth)
    assert exact.portfolio == by_hand
    told = exact.plain()
    assert told["worth"] == pytest.approx(model.worth(by_hand))
    assert told["front"][-1]["worth"] == pytest.approx(told["worth"])
    assert [row["worth"] for row in told["front"]] == sorted(row["worth"] for row in told["front"])
    assert told["robustness"]["draws"] == 4
    assert sum(sum(row["by_year"]) for row in told["spending"]) == pytest.approx(told["cost"])
    assert [row["candidate"] for row in told["spending"]] == [row["candidate"] for row in told["chosen"]]
    assert [one["id"] for one in told["candidates"]] == CANDIDATES
    assert told["candidates"][3]["names"]["en"] == "New Bridge"
    assert told["base_cost"] == pytest.approx(tp.simulate(city, asked.base).path.cost.sum())
    assert told["scenario"] is None  # the base is not the rest of the plan
    assert all(len(row["by_year"]) == len(city.region.years) for row in told["spending"])
    monkeypatch.setattr(improving, "SMALL", 1)
    monkeypatch.setattr("technopole.decide.programme.solve.small", lambda _: False)
    searched = best_programme(city, asked)
    assert not searched.was_exact
    assert searched.portfolio == exact.portfolio


def test_synergy_is_what_a_pair_adds(city):
    model = Model(city, read_programme(city.region, ASKED))
    from technopole.decide.programme.choose import effects_of

    effects = effects_of(model)
    both = model.worth((1, 1, 0, 0))
    alone = model.worth((1, 0, 0, 0)) + model.worth((0, 1, 0, 0))
    assert effects.synergy[0, 1] == pytest.approx(both - alone)
    assert effects.estimate((1, 1, 0, 0)) == pytest.approx(both)


def test_only_binding_budgets_have_a_price(model):
    effects = Effects(dict.fromkeys(model.costs, 1.0), {(0, 1): 0.0})
    priced = prices(model, effects)
    assert (priced >= 0).all()
    loose = Model(model.city, read_programme(model.city.region, ASKED | {
        "budget": [{"year_from": 2022, "year_to": 2046, "amount": 1e12}]}))  # fmt: skip
    assert not prices(loose, effects_of_ones(loose)).any()


def effects_of_ones(model):
    return Effects(dict.fromkeys(model.costs, 1.0), {})


def test_costs_move_with_delays(model):
    at_once, late = model.costs[0, 1], model.costs[0, 2]
    assert np.allclose(at_once[:-6], late[6:])


def test_dominated_points_are_left_out():
    points = [
        Point((i,), cost, worth, ())
        for i, (cost, worth) in enumerate([(0, 0), (5, 3), (4, 4), (9, 4), (9, 7)])
    ]
    assert [(point.cost, point.worth) for point in not_dominated(points)] == [(0, 0), (4, 4), (9, 7)]


def test_worth_of_knowing_a_planted_switch():
    """Portfolio 1 is right when the first assumption is high, 0 when it is low; the second is noise."""
    cube = np.random.default_rng(0).random((400, 2))
    high = cube[:, 0] > np.median(cube[:, 0])
    robust = Robustness(
        ((0,), (1,)), np.stack([np.where(high, 0.0, 10.0), np.where(high, 10.0, 0.0)], 1), ("a", "b"), cube
    )
    told = robust.information()
    assert told[0]["assumption"] == "a"
    assert told[0]["worth_of_knowing"] == pytest.approx(robust.perfect_information(), rel=0.1)
    assert told[1]["worth_of_knowing"] < 1
    assert (robust.regret >= 0).all()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"plan": "new-twon"}, "nearest: 'new-town'"),
        ({"candidates": [{"id": "meadow-hoems"}]}, "nearest: 'meadow-homes'"),
        ({"candidates": [{"id": "hills-homes"}]}, "happens anyway"),
        ({"candidates": [{"id": "a", "measures": ["north-line"]}, {"id": "north-line"}]}, "two candidates"),
        ({"budget": [{"year_from": 2022, "year_to": 2030, "amount": 0}]}, "zero in every year"),
        ({"budget": [{"payer": "north_goverment", "year_from": 2022, "year_to": 2030, "amount": 1}]},
         "nearest: 'north_government'"),
        ({"budget": [{"year_from": 2022, "year_to": 2090, "amount": 1}]}, "2021 to 2046"),
        ({"budget": [{"year_from": 2032, "year_to": 2022, "amount": 1}]}, "from 2032 to 2022"),
        ({"precedence": [{"first": "new-bridge", "then": "meadow-homes"},
                         {"first": "meadow-homes", "then": "new-bridge"}]},
         "new-bridge before meadow-homes before new-bridge"),
        ({"exclusive": [["meadow-homes", "bridge"]]}, "nearest: 'new-bridge'"),
        ({"goals": [{"indicator": "jbos"}]}, "nearest: 'jobs'"),
        ({"plan": "baseline", "candidates": []}, "nothing to choose"),
        ({"bugdet": []}, "nearest: 'budget'"),
    ],
)  # fmt: skip
def test_bad_programmes_are_told_clearly(towns, change, words):
    with pytest.raises(tp.InputError, match=words):
        read_programme(towns, ASKED | change)


OWN = {
    "plan": "new-town",
    "base": "new-town",
    "candidates": [
        {
            "id": "homes",
            "measures": ["meadow-homes"],
            "name": {"en": "Homes", "zh-Hant": "住宅", "zh-Hans": "住房"},
            "off": {"meadow": 0},
        },
        {"id": "bridge", "measures": ["new-bridge"], "off": {"bridge": 2047}},
        {"id": "meadow-park"},
    ],
    "delays": [0, 5],
    "budget": ASKED["budget"],
    "goals": ASKED["goals"],
}


def test_the_plan_as_its_own_base_is_the_rest_of_it(city):
    asked = read_programme(city.region, OWN)
    whole = {measure.id for measure in asked.plan.measures}
    assert {measure.id for measure in asked.base.measures} == whole - {
        "meadow-homes",
        "new-bridge",
        "meadow-park",
    }


def test_a_portfolio_is_a_scenario_where_levers_can_say_it(city):
    model = Model(city, read_programme(city.region, OWN))
    assert model.scenario((1, 1, 1)) == "new-town"
    assert model.scenario((0, 0, 1)) == "new-town~meadow:0,bridge:2047"
    assert model.scenario((1, 1, 0)) is None  # the park has no lever
    assert model.scenario((2, 1, 1)) is None  # what is put off has none either
    assert model.candidates()[0]["names"] == {"en": "Homes", "zh-Hant": "住宅", "zh-Hans": "住房"}


class TestOverrun:
    """What it takes to meet the goals that the choice misses."""

    @staticmethod
    def asked(city, target, amount, monkeypatch):
        """A programme of four works whose goal has a planted target, under a budget."""
        row = Row("population", "meadow", target, 2046, "persons")
        monkeypatch.setattr("technopole.decide.programme.overrun.target_rows", lambda _: [row])
        budget = [ASKED["budget"][0] | {"amount": amount}]
        goals = [{"indicator": "population", "scope": "meadow"}]
        return Model(city, read_programme(city.region, ASKED | {"budget": budget, "goals": goals}))

    @pytest.mark.slow
    def test_the_least_money_found_agrees_with_brute_force(self, city, monkeypatch):
        model = self.asked(city, 0.0, 1.0, monkeypatch)
        effects = effects_of(model)
        assert overrun(model, effects, model.empty) is None  # a target of nothing is met by nothing
        everyone = list(product((0, 1), repeat=4))
        values = sorted({float(model.goals(one)[0]) for one in everyone})
        for target in (values[2], values[-1]):
            model = self.asked(city, target / (1.0 - 1e-4), 1.0, monkeypatch)
            found = overrun(model, effects, model.empty)
            assert found.missed == ()
            assert found.money == pytest.approx(beyond(model, found.point.portfolio))
            assert found.point.goals[0] >= target * (1 - 1e-9)
            least = min(beyond(model, one) for one in everyone if model.goals(one)[0] >= target * (1 - 1e-9))
            assert least <= found.money * (1 + 1e-9)
            if target == values[-1]:
                assert found.money == pytest.approx(least)

    def test_what_no_money_reaches_is_said(self, city, monkeypatch):
        model = self.asked(city, 1e9, 1.0, monkeypatch)
        found = overrun(model, effects_of(model), model.empty)
        assert found.money is None
        assert found.missed == ("population@meadow",)
        assert "whatever it costs" in overrun_line({"money": None, "missed": list(found.missed)}, "MU")

    def test_money_beyond_budgets_adds_up_over_years(self, city, monkeypatch):
        model = self.asked(city, 0.0, 1e6, monkeypatch)
        everything = (1, 1, 1, 1)
        by_year = [sum(model.spent(c, 1, payer, year) for c in range(4)) for payer, year, _ in model.limits]
        assert beyond(model, everything) == pytest.approx(sum(max(spent - 1e6, 0.0) for spent in by_year))
        assert beyond(model, model.empty) == 0.0
