"""What a report file carries: the lab's answers, in every language, from one computation."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from technopole.report.data import report_data
from technopole.report.retold import retold
from technopole.report.stored import differences, scenario_data, stored_data
from technopole.store.manifest import plain

if TYPE_CHECKING:
    from synthetic_run import FakeRun


@pytest.fixture(scope="module")
def stored(run: FakeRun, base: FakeRun) -> dict[str, Any]:
    return stored_data(run, base, answers={"claims": {"claims": [], "draws": 8}})


def applied(content: dict[str, Any], changes: list[tuple[list[Any], Any]]) -> dict[str, Any]:
    """Put another language's texts into the content, as the page does."""
    changed = deepcopy(content)
    for path, value in changes:
        place: Any = changed
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
    return changed


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_saying_it_again_is_what_computing_it_again_says(run: FakeRun, base: FakeRun, language: str) -> None:
    english = report_data(run, base)
    again = report_data(run, base, language=language)
    said = retold(english, run, base, language=language)
    assert plain(said) == plain(again | {"about": again["about"] | {"created": said["about"]["created"]}})


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_the_page_can_build_every_language(
    stored: dict[str, Any], run: FakeRun, base: FakeRun, language: str
) -> None:
    main = {key: stored[key] for key in ("region", "scenario")}
    built = applied(main, stored["languages"][language])
    report = report_data(run, base, language=language)
    report["about"]["created"] = stored["scenario"]["about"]["created"]
    assert built["scenario"] == plain(scenario_data(run, base, report, language))
    assert built["region"]["about"]["name"] == run.region.settings.name.text(language)


def test_other_languages_are_small(stored: dict[str, Any]) -> None:
    whole = len(json.dumps(stored["scenario"]))
    assert all(len(json.dumps(one)) < whole / 3 for one in stored["languages"].values())


def test_only_what_differs_is_carried() -> None:
    main = {"a": [1, {"name": "jobs", "value": 2}], "b": ["x"], "c": 1}
    other = {"a": [1, {"name": "職位", "value": 2}], "b": ["x", "y"], "c": 1}
    assert list(differences(main, other)) == [(["a", 1, "name"], "職位"), (["b"], ["x", "y"])]


def test_goals_levers_and_cost_stand_beside_the_report(
    stored: dict[str, Any], run: FakeRun, base: FakeRun
) -> None:
    scenario, region = stored["scenario"], stored["region"]
    assert scenario["scenario"] == {"a": base.plan.id, "b": run.plan.id}
    assert scenario["cost"]["b"] == pytest.approx(
        next(row["last"] for row in scenario["scorecard"] if row["indicator"] == "plan_cost")
    )
    for goal in scenario["goals"]:
        row = scenario["scorecard"][goal["row"]]
        assert (row["indicator"], row["scope"]) == (goal["indicator"], goal["scope"])
    assert [plan["id"] for plan in region["plans"]] == [base.plan.id, run.plan.id]
    assert {lever["id"] for lever in region["levers"]} == set(scenario["levers"]["b"])
    assert stored["jobs"] == {"claims": {"claims": [], "draws": 8}}


def test_without_a_baseline_there_is_no_plan_a(run: FakeRun) -> None:
    alone = stored_data(run)
    assert alone["scenario"]["levers"]["a"] is None
    assert alone["region"]["default"] == {"a": "", "b": run.plan.id}
    assert [plan["id"] for plan in alone["region"]["plans"]] == [run.plan.id]
    json.dumps(alone, allow_nan=False)
