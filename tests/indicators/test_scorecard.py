"""Targets, verdicts, rows and grades."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from synthetic_run import fake_run

from technopole.base import InputError
from technopole.indicators import compute, judge, scorecard, scorecard_rows, wording
from technopole.indicators.base import indicator
from technopole.indicators.targets import met, same_unit, year_met

if TYPE_CHECKING:
    from synthetic_run import FakeRun

    from technopole.region import Region

YEARS = [2021, 2022, 2023, 2024]
RISING = np.array([10.0, 20.0, 30.0, 40.0])


@pytest.mark.parametrize(
    ("target", "year", "better", "meets", "miss"),
    [
        (20, 2022, "higher", "yes", 0),
        (25, 2022, "higher", "too late", 5),
        (45, 2023, "higher", "no", 15),
        (25, 2022, None, "too late", 5),
        (25, 2022, "lower", "yes", 0),
        (25, 2024, "lower", "no", 15),
        (40, 2030, "higher", "yes", 0),
        (25, 2022.5, "higher", "yes", 0),
        (40.03, 2024, "higher", "yes", 0),
        (40.05, 2024, "higher", "no", 0.05),
        (39.97, 2024, "lower", "yes", 0),
        (40.03, 2023, "higher", "too late", 10.03),
        (0, 2024, "lower", "no", 40),
    ],
)
def test_judging(target: float, year: float, better: str | None, meets: str, miss: float) -> None:
    verdict = judge(RISING, YEARS, target, year, better)  # type: ignore[arg-type]
    assert (verdict.meets, verdict.miss) == (meets, pytest.approx(miss))


@pytest.mark.parametrize("better", ["higher", "lower", None])
@pytest.mark.parametrize("year", [2019, 2021, 2022.25, 2023.5, 2024, 2050, np.nan])
def test_many_paths_are_judged_as_each_is(year: float, better: str | None) -> None:
    paths = np.random.default_rng(3).normal(25, 8, (200, 4))
    found = met(paths, YEARS, 25, year, better)  # type: ignore[arg-type]
    one_by_one = [judge(path, YEARS, 25, year, better).meets == "yes" for path in paths]  # type: ignore[arg-type]
    assert 0 < found.sum() < len(paths)
    np.testing.assert_array_equal(found, one_by_one)


def test_the_first_year_that_meets_a_target() -> None:
    assert year_met(RISING, YEARS, 25, 2021, "higher") == 2023
    assert year_met(RISING, YEARS, 30.02, 2021, "higher") == 2023
    assert year_met(RISING, YEARS, 25, 2024, "higher") == 2024
    assert year_met(RISING, YEARS, 15, 2021, "lower") == 2021
    assert year_met(RISING, YEARS, 50, 2021, "higher") is None


def test_a_target_after_the_run_says_so() -> None:
    assert "after the run" in judge(RISING, YEARS, 40, 2050, "higher").note
    assert "no target year" in judge(RISING, YEARS, 40, np.nan, "higher").note


def test_a_value_that_does_not_exist_is_not_judged() -> None:
    verdict = judge(RISING * np.nan, YEARS, 40, 2022, "higher")
    assert verdict.meets == ""


def test_wording() -> None:
    assert wording("yes", 0.0) == "meets"
    assert wording("no", 12_345.6, "jobs") == "misses by 12,346 jobs"
    assert wording("too late", 0.25, "share") == "reached too late, short by 0.250 share in its year"
    assert wording("", np.nan) == ""


def test_counts_compare_with_each_other() -> None:
    assert same_unit("flats", "homes")
    assert not same_unit("ha", "km2")


def test_every_scored_target_has_a_row_and_no_other_row_has_one(run: FakeRun, region: Region) -> None:
    card = scorecard(run)
    targets = region.tables["targets"]
    scored = targets[targets["indicator"] != ""]
    held = card[card["target"].notna()]
    assert set(zip(held["indicator"], held["scope"], strict=True)) == set(
        zip(scored["indicator"], scored["scope"], strict=True)
    )
    assert (card.loc[card["target"].isna(), "meets"] == "").all()
    assert held["meets"].isin(["yes", "no", "too late"]).all()
    assert not card.duplicated(["indicator", "scope", "target", "target_year"]).any()


def test_change_is_against_the_baseline_if_there_is_one(run: FakeRun, region: Region) -> None:
    base = fake_run(region, seed=9)
    alone, beside = scorecard(run), scorecard(run, base)
    np.testing.assert_allclose(alone["change"], alone["last"] - alone["first"])
    np.testing.assert_allclose(beside["change"], beside["last"] - beside["baseline_last"])
    assert alone["baseline_last"].isna().all()


def test_a_target_in_another_unit_is_not_judged(run: FakeRun, region: Region) -> None:
    targets = region.tables["targets"].copy()
    targets.loc[0, "unit"] = "ha"
    changed = replace(region, tables={**region.tables, "targets": targets})
    card = scorecard(replace(run, region=changed))
    row = card[(card["indicator"] == "population") & (card["scope"] == "meadow")].iloc[0]
    assert row["meets"] == ""
    assert "not judged" in row["note"]


def test_a_region_may_choose_its_rows(region: Region) -> None:
    chosen = pd.DataFrame({"indicator": ["jobs", "theil"], "scope": ["SOUTH", "NORTH"], "order": [2, 1]})
    targets = region.tables["targets"].iloc[:0]
    changed = replace(region, tables={**region.tables, "scorecard": chosen, "targets": targets})
    assert [(row.indicator, row.scope) for row in scorecard_rows(changed)] == [
        ("theil", "NORTH"),
        ("jobs", "SOUTH"),
    ]


def test_grade_is_the_weakest_of_its_inputs(run: FakeRun) -> None:
    card = scorecard(run).set_index(["indicator", "scope"])
    assert card.loc[("population", "upper_north"), "grade"] == "assumed"
    assert card.loc[("plan_cost", "region"), "grade"] == "plan"


def test_names_in_chinese(run: FakeRun) -> None:
    card = scorecard(run, language="zh-Hant")
    assert "人口" in set(card["name"])


def test_labels_are_named_not_identified(run: FakeRun, region: Region) -> None:
    english = scorecard(run).set_index("indicator")["name"]
    for crossing, name in zip(region.crossings, region.tables["crossings"]["name_en"], strict=True):
        assert english[f"trips_at_crossing.{crossing}"].endswith(f": {name}")
    for language, colon in (("en", ": "), ("zh-Hant", "："), ("zh-Hans", "：")):
        names = scorecard(run, language=language).set_index("indicator")["name"]
        for payer in region.settings.payers:
            assert names[f"land_income_of_payer.{payer.id}"].endswith(f"{colon}{payer.name.text(language)}")
        for group in region.settings.groups:
            assert names[f"group_welfare.{group.id}"].endswith(f"{colon}{group.name.text(language)}")


def test_a_crossing_without_a_chinese_name_keeps_its_english_one(run: FakeRun, region: Region) -> None:
    crossings = region.tables["crossings"].assign(name_zh_hant="")
    changed = replace(region, tables={**region.tables, "crossings": crossings})
    card = scorecard(replace(run, region=changed), language="zh-Hant").set_index("indicator")
    for crossing, name in zip(region.crossings, crossings["name_en"], strict=True):
        assert card.loc[f"trips_at_crossing.{crossing}", "name"].endswith(f"：{name}")


@pytest.mark.parametrize(
    ("name", "scope", "message"),
    [
        ("populaton", "region", "nearest: 'population'"),
        ("jobs_in_sector", "region", "needs a sector"),
        ("jobs_in_sector.locl", "region", "nearest: 'local'"),
        ("jobs.local", "region", "takes no label"),
        ("jobs", "uper_north", "nearest: 'upper_north'"),
        ("plan_cost", "NORTH", "whole region only"),
    ],
)
def test_bad_requests_name_the_remedy(run: FakeRun, name: str, scope: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        compute(run, name, scope)


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(ValueError, match="nearest: 'people'"):
        indicator(
            "x",
            family="peple",
            unit="1",
            name=("x", "x", "x"),
            formula="x",
            source="x",
            grade_tables=("zones",),
        )
