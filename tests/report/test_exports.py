"""Downloads have the screen's numbers, units and bands, and say what they are."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from technopole.report.exports import about, csv_archive, mark_geopackage, scorecard_csv, years_csv
from technopole.report.stored import stored_data
from technopole.store import export

if TYPE_CHECKING:
    from pathlib import Path

    from synthetic_run import FakeRun

LINK = "http://127.0.0.1:8765/#B=new-town"


@pytest.fixture(scope="module")
def told(run: FakeRun, base: FakeRun) -> dict[str, Any]:
    scenario = stored_data(run, base)["scenario"]
    goal = scenario["goals"][0]
    goal["band"] = {"low": 1.0, "high": 2.0, "chance": 0.25, "draws": 40}
    return scenario


def rows_of(archive: bytes, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        return list(csv.DictReader(io.StringIO(held.read(name).decode("utf-8-sig"))))


def test_the_archive_says_what_it_is(told: dict[str, Any]) -> None:
    archive = csv_archive(told, link=LINK)
    said = {row["what"]: row["value"] for row in rows_of(archive, "about.csv")}
    assert said["link"] == LINK
    assert said["sentence"].startswith("By 2046")
    assert said["model"] == told["model"]
    assert said["grade"] == "assumed"
    assert "a warning" in said["warnings"]
    assert json.loads(said["scenario"]) == told["scenario"]
    assert (said["plan_b"], said["plan_a"]) == (about(told)["plan_b"], about(told)["plan_a"])
    assert said["plan_b"] == told["about"]["b"]["name"]


def test_the_scorecard_has_units_bands_and_the_screens_numbers(told: dict[str, Any]) -> None:
    rows = rows_of(csv_archive(told), "scorecard.csv")
    assert len(rows) == len(told["scorecard"])
    for row, shown in zip(rows, told["scorecard"], strict=True):
        assert row["unit"] == shown["unit"]
        assert (row["last"] == "") == (shown["last"] is None)
        assert row["last"] == "" or float(row["last"]) == shown["last"]
    banded = [row for row in rows if row["band_low"]]
    goal = told["goals"][0]
    assert [(row["indicator"], row["scope"]) for row in banded] == [(goal["indicator"], goal["scope"])]
    assert (banded[0]["band_high"], banded[0]["chance_of_target"], banded[0]["draws"]) == (
        "2.0",
        "0.25",
        "40",
    )


def test_zones_and_years_add_up_to_the_layers(told: dict[str, Any]) -> None:
    rows = rows_of(csv_archive(told), "zones.csv")
    layer = next(one for one in told["layers"] if one["id"] == "people")
    last = [row for row in rows if row["layer"] == "people" and row["year"] == "2046"]
    assert [float(row["b"]) for row in last] == layer["b"][-1]
    assert {row["unit"] for row in last} == {layer["unit"]}
    gap = [b - a for b, a in zip(layer["b"][-1], layer["a"][-1], strict=True)]
    assert [float(row["b_minus_a"]) for row in last] == pytest.approx(gap, rel=1e-5, abs=1e-9)
    years = list(csv.DictReader(io.StringIO(years_csv(told))))
    assert len(years) == len(told["scorecard"]) * len(told["about"]["years"])


def test_the_same_scenario_gives_the_same_bytes(told: dict[str, Any]) -> None:
    assert csv_archive(told, link=LINK) == csv_archive(told, link=LINK)


def test_a_name_is_never_a_formula(told: dict[str, Any]) -> None:
    row = {**told["scorecard"][0], "name": "=HYPERLINK(1)", "change": -1.5}
    written = next(csv.DictReader(io.StringIO(scorecard_csv({**told, "scorecard": [row]}))))
    assert written["name"] == "'=HYPERLINK(1)"
    assert written["change"] == "-1.5"


def test_a_geopackage_says_what_it_is(told: dict[str, Any], run: FakeRun, tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    file = export(run, "geopackage", tmp_path / "scenario.gpkg")[0]
    mark_geopackage(file, told, link=LINK)
    table = geopandas.read_file(file, layer="about")
    assert dict(zip(table["what"], table["value"], strict=True))["link"] == LINK
    assert len(geopandas.list_layers(file)) > 1
