"""The page's content: the scorecard's own numbers, fixed scales, places in the drawing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from technopole.base import InputError
from technopole.indicators import scorecard
from technopole.report import write_report
from technopole.report.data import report_data
from technopole.report.layers import zone_layers
from technopole.report.score import FAR_LEFT, FAR_RIGHT, _goal_line
from technopole.report.sentences import targets_words
from technopole.report.words import strings
from technopole.store import read_run, write_run
from technopole.store.manifest import plain

if TYPE_CHECKING:
    from pathlib import Path

    from synthetic_run import FakeRun


@pytest.fixture(scope="module")
def data(run: FakeRun, base: FakeRun) -> dict:
    return report_data(run, base)


def test_the_scorecard_is_the_indicators_own(data: dict, run: FakeRun, base: FakeRun) -> None:
    card = scorecard(run, base)
    for row, record in zip(data["scorecard"], card.to_dict("records"), strict=True):
        for key in ("first", "last", "baseline_last", "change"):
            assert row[key] == pytest.approx(record[key], rel=1e-12), (row["indicator"], key)


def test_jobs_by_zone_add_up_to_the_run(data: dict, run: FakeRun, base: FakeRun) -> None:
    for told, one in ((data["section"]["b"], run), (data["section"]["a"], base)):
        np.testing.assert_allclose(
            np.sum(told, axis=1), np.asarray(one.path.jobs).sum(axis=(1, 2)), rtol=1e-7
        )


def test_a_stored_run_gives_the_same_page_as_a_fresh_one(run: FakeRun, base: FakeRun, tmp_path: Path) -> None:
    stored = read_run(write_run(run, tmp_path / "b", base=base))
    stored_base = read_run(write_run(base, tmp_path / "a"))
    fresh, again = plain(report_data(run, base)), plain(report_data(stored, stored_base))
    for key in ("scorecard", "layers", "charts", "floor", "section", "map", "events", "headline", "changes"):
        assert again[key] == fresh[key], key


def test_goals_stand_between_the_ends_and_right_of_the_target_if_met(data: dict) -> None:
    judged = [row for row in data["scorecard"] if row["line"]]
    assert judged
    for row in judged:
        at = row["line"]["b"]["at"]
        assert FAR_LEFT <= at <= FAR_RIGHT
        assert (at >= 1.0 - 1e-4) == (row["meets"] == "yes")


def test_a_near_miss_stands_on_the_target_and_a_late_one_has_its_year() -> None:
    years = list(range(2021, 2025))
    series = np.array([0.0, 50.0, 99.95, 120.0])
    row = {"first": 0.0, "target": 100.0, "target_year": 2023.0, "better": "higher"}
    near = _goal_line(row | {"meets": "yes", "value_at_target_year": 99.95}, series, None, years)
    late = _goal_line(
        row | {"meets": "too late", "value_at_target_year": 50.0, "target_year": 2022.0}, series, None, years
    )
    assert near is not None
    assert near["b"]["at"] == 1.0
    assert late is not None
    assert late["reached"] == 2023


def test_targets_are_counted_apart_from_published_ones(data: dict) -> None:
    words = strings()
    goals = [row for row in data["scorecard"] if row["line"]]
    assumed = [{**goals[0], "target_grade": "assumed"}, *goals[1:]]
    assert targets_words(goals, words) == "published targets"
    assert targets_words(assumed, words) == f"targets ({len(goals) - 1} published)"
    assert targets_words(assumed[:1], words) == "targets (none published)"


def test_what_is_nothing_in_both_runs_is_left_out(run: FakeRun, base: FakeRun) -> None:
    def idle(one: FakeRun) -> FakeRun:
        income = one.path.land_income.copy()
        income[:, 0] = 0.0
        return replace(one, path=replace(one.path, land_income=income))

    name = f"land_income_of_payer.{run.region.payers[0]}"
    for others, listed in ((base, True), (idle(base), False), (None, False)):
        rows = report_data(idle(run), others)["scorecard"]
        assert any(row["indicator"] == name for row in rows) == listed


def test_rows_without_a_target_have_no_line_and_no_verdict(data: dict) -> None:
    for row in data["scorecard"]:
        if row["target"] is None:
            assert row["line"] is None
            assert row["meets"] == ""


def test_layers_have_every_zone_and_year_on_fixed_limits(data: dict, run: FakeRun) -> None:
    shape = (len(run.years), len(run.region.zones))
    for layer in data["layers"]:
        assert np.shape(layer["b"]) == np.shape(layer["a"]) == shape, layer["id"]
        assert layer["limits"]
        assert layer["differenceLimits"] == sorted(layer["differenceLimits"])


def test_layers_keep_four_digits_of_the_path(data: dict, run: FakeRun) -> None:
    layer = next(layer for layer in data["layers"] if layer["id"] == "people")
    np.testing.assert_allclose(layer["b"], run.path.population, rtol=6e-4)


def test_floor_that_does_not_exist_is_no_data_not_zero(run: FakeRun) -> None:
    floor = run.path.floor.copy()
    floor[:, 0, 0] = 0.0
    bare = replace(run, path=replace(run.path, floor=floor))
    values = {layer.id: layer.values for layer in zone_layers(bare)}
    assert np.isnan(values["rent_home"][:, 0]).all()
    assert np.isnan(values["empty_home"][:, 0]).all()
    assert np.isfinite(values["rent_home"][:, 1]).all()


def test_outlines_lie_in_the_drawing(data: dict) -> None:
    drawing = data["map"]
    for zone in drawing["zones"]:
        assert 0 <= zone["x"] <= drawing["width"]
        assert 0 <= zone["y"] <= drawing["height"]
        assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", zone["path"]), zone["id"]


def test_what_the_plan_opens_is_open_in_b_alone(data: dict) -> None:
    bridge = next(one for one in data["map"]["crossings"] if one["id"] == "new_bridge")
    assert bridge["b"][2031 - 2021] == 1
    assert bridge["b"][2030 - 2021] == 0
    assert not any(bridge["a"])
    assert any(line["a"] is None and line["b"] is not None for line in data["map"]["lines"])


def test_events_say_in_which_plan_they_stand(data: dict) -> None:
    by_id = {event["measure"]: event for event in data["events"]}
    assert by_id["hills-homes"]["plans"] == "AB"
    assert by_id["new-bridge"]["plans"] == "B"
    assert by_id["new-bridge"]["flag"]


def test_sentences_use_the_same_numbers(data: dict) -> None:
    said = "".join(span["text"] for span in data["headline"])
    judged = [row for row in data["scorecard"] if row["line"]]
    met = sum(row["meets"] == "yes" for row in judged)
    assert (f"{met} of {len(judged)}" in said) or f"all {len(judged)} published targets" in said
    assert 4 <= len(data["changes"]) <= 9
    assert all(change["text"].endswith(".") for change in data["changes"])


def test_without_a_baseline_changes_are_since_the_first_year(run: FakeRun) -> None:
    alone = report_data(run)
    assert alone["about"]["a"] is None
    assert all(layer["a"] is None for layer in alone["layers"])
    said = "".join(span["text"] for span in alone["headline"])
    assert "than in 2021" in said
    assert "plan A" not in said


def test_all_of_it_is_json(data: dict) -> None:
    json.dumps(plain(data), allow_nan=False)


def test_an_incomplete_run_says_so_first(run: FakeRun, base: FakeRun) -> None:
    failure = "Year 2030 did not converge: the largest residual is in the home floor market of zone 'meadow'."
    short = replace(run, converged=False)
    object.__setattr__(short, "failure", failure)
    found = report_data(short, base)
    assert failure in found["banners"][0]
    assert not found["status"]["converged"]


def test_open_books_and_extrapolation_raise_a_banner(run: FakeRun) -> None:
    loose = replace(
        run, certificate={"conservation": {"people": 1e-3}}, warnings=["Clearance is extrapolated."]
    )
    banners = report_data(loose)["banners"]
    assert any("people by 1e-3" in banner for banner in banners)
    assert any("Clearance is extrapolated." in banner for banner in banners)


def test_two_regions_are_refused(run: FakeRun, base: FakeRun, tmp_path: Path) -> None:
    settings = base.region.settings.model_copy(update={"id": "elsewhere"})
    other = replace(base, region=replace(base.region, settings=settings))
    with pytest.raises(InputError, match="elsewhere"):
        write_report(run, other, tmp_path / "report.html")
    assert not list(tmp_path.iterdir())
