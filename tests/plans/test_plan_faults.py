"""Every fault of a plan is reported, all at once, with its place and remedy; never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from technopole.base import InputError
from technopole.plans import Plan, list_measures, load_plan, make_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from technopole.region import Region

Faults = "Callable[[str], list[str]]"

MANY_FAULTS = """
id: many
nmae: Many faults
baseline: basline
includes: [baseline, basline]
measures:
  - {kind: rail_lin, id: a}
  - {kind: rail_line, id: b, proyect: north_line, year: 2029}
  - {kind: rail_line, id: c, project: nort_line, year: 2050}
  - 5
  - {kind: land_release, id: d, zone: meadw, market: hom, floor: lots, year_from: 2030, year_to: 2025}
  - {kind: road, id: d, project: valley_road, year: 2030, yera: 2031, year: 2032}
  - {kind: land_release, id: e, zone: meadow, flats: 1000000, year_from: 2030, year_to: 2035,
     cost: [{payer: privat, year_from: 2000, year_to: 2001, amount: 1}]}
  - {kind: crossing, id: f, crossing: bridge, year: 2030, open: true, close: true}
  - {kind: station, id: g, year: 2030, links: [{from: hill, to: mills, minutes: 3}]}
  - {kind: amenity, id: h, percent: true, year_from: 2030, scope: nort, grade: oficial}
  - {kind: public_housing, id: foundry-public-homes, zone: foundry, flats: 5, year_from: 2030, year_to: 2030}
"""


@pytest.mark.parametrize(
    "words",
    [
        "no field 'nmae' (nearest: 'name')",
        "baseline 'basline', which the region does not have (nearest: 'baseline')",
        "includes 'basline'",
        "'a' is of kind 'rail_lin', which does not exist (nearest: 'rail_line')",
        "'b' (rail_line) has no field 'proyect' (nearest: 'project')",
        "'c' (rail_line) names 'nort_line' in `project`",
        "'c' (rail_line) has year 2050, beyond the last year of the run (2046)",
        "Measure 4 is 5, not a mapping",
        "'d' (land_release) says 'lots' for `floor`",
        "names 'meadw' in `zone`, which is not in zones.csv (nearest: 'meadow')",
        "names 'hom' in `market`",
        "ends in 2025, before it begins in 2030",
        "'d' has the id of another measure in this plan",
        "'year' is given twice",
        "has no field 'yera' (nearest: 'year')",
        "names 'privat' in `cost[1].payer`",
        "has cost[1].year_from 2000, before the first year a plan can change (2022)",
        "both opens and closes the crossing",
        "a link with node 'hill', which is not in nodes.csv (nearest: 'hills')",
        "says True for `percent`",
        "names 'nort' in `scope`",
        "says 'oficial' for `grade` (nearest: 'official')",
        "'foundry-public-homes' (public_housing) has the id of another measure in baseline.yaml",
    ],
)
def test_every_fault_of_a_plan_is_listed(faults: Faults, words: str) -> None:
    assert any(words in sentence for sentence in faults(MANY_FAULTS)), faults(MANY_FAULTS)


def test_findings_name_file_line_and_field(region: Region, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("id: x\nmeasures:\n  - kind: road\n    id: r\n    yaer: 2030\n    project: valley_road\n")
    with pytest.raises(InputError) as caught:
        load_plan(region, path)
    places = {(finding.file, finding.row, finding.column) for finding in caught.value.findings}
    assert ("mine.yaml", 5, "yaer") in places
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("[]", "not a mapping"),
        ("id: x\nmeasures:\n", "nothing under `measures`"),
        ("id: x", "holds no measures"),
        ("measures: {a: 1}", "not a list"),
        ("a: b: c", "row 1: This is not valid YAML"),
        ("- *x", "undefined alias"),
        ("id: &a [*a]\nmeasures: *a", "not valid YAML"),
        ("measures: [!!python/object:os.system x]", "constructor"),
        ("x: " + "[" * 3000, "not YAML this program can read"),
        ("? [a]\n: b", "key is itself a list"),
        ("measures: [{kind: [1], id: {}}]", "kind '[1]'"),
        ("measures: [{kind: road, id: '', project: valley_road, year: 2030}]", "`id`"),
    ],
)
def test_bad_writing_is_a_finding(faults: Faults, text: str, words: str) -> None:
    assert any(words in sentence for sentence in faults(text)), faults(text)


def test_bytes_that_are_no_text_are_a_finding(region: Region, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        load_plan(region, path)


def test_words_older_yaml_reads_as_false_stay_words(faults: Faults) -> None:
    sentences = faults("measures: [{kind: road, id: NO, project: on, year: 12:30}]")
    assert any("'NO' (road) names 'on'" in sentence or "says '12:30'" in sentence for sentence in sentences)


def test_an_unknown_plan_names_the_nearest(region: Region) -> None:
    with pytest.raises(InputError, match="no plan 'baslin' \\(nearest: 'baseline'\\)"):
        load_plan(region, "baslin")


@pytest.mark.parametrize("kind", sorted(list_measures()))
def test_a_misspelt_kind_is_named(region: Region, kind: str) -> None:
    with pytest.raises(InputError, match=f"nearest: '{kind}'"):
        make_plan(region, {"id": "x", "measures": [{"kind": kind[:-1], "id": "a"}]})


def test_plans_that_include_each_other_are_a_finding(region_copy: Region) -> None:
    folder = region_copy.folder / "plans"
    (folder / "one.yaml").write_text("includes: [two]\n", encoding="utf-8")
    (folder / "two.yaml").write_text("includes: [one]\n", encoding="utf-8")
    with pytest.raises(InputError, match="'one' includes 'two' includes 'one'"):
        load_plan(region_copy, "one")


def test_a_plan_reached_twice_counts_once(region_copy: Region) -> None:
    folder = region_copy.folder / "plans"
    (folder / "both.yaml").write_text("includes: [new-town-closed, baseline]\n", encoding="utf-8")
    once = {measure.id for measure in load_plan(region_copy, "new-town-closed").measures}
    assert {measure.id for measure in load_plan(region_copy, "both").measures} == once


@pytest.mark.parametrize(
    ("measures", "words"),
    [
        (
            [{"kind": "crossing", "id": "a", "crossing": "bridge", "year": 2030}],
            "open already",
        ),
        (
            [
                {"kind": "road", "id": "a", "project": "valley_road", "year": 2030},
                {"kind": "road", "id": "b", "project": "valley_road", "year": 2031},
            ],
            "open in 2030 and 2031",
        ),
        (
            [
                {"kind": "crossing", "id": "a", "crossing": "bridge", "year": 2030, "clearance": 5},
                {"kind": "crossing", "id": "b", "crossing": "bridge", "year": 2030, "clearance": 6},
            ],
            "sets `clearance` in the same year as measure 'a'",
        ),
        (
            [{"kind": "road", "id": "a", "year": 2030,
              "links": [{"from": "meadow", "to": "market", "minutes": 1}]}],
            "different sides of the border",
        ),
        (
            [{"kind": "station", "id": "a", "year": 2030, "stations": [{"id": "mills", "side": "NORTH"}],
              "links": [{"from": "mills", "to": "hills", "minutes": 1}]}],
            "already in nodes.csv",
        ),
        (
            [
                {"kind": "sector_subsidy", "id": name, "zones": "mills", "sector": "local", "rate": 0.6,
                 "year_from": 2030, "year_to": 2031, "payer": "private"}
                for name in ("a", "b")
            ],
            "add up to 120%",
        ),
        (
            [{"kind": "land_release", "id": "a", "zone": "mills", "market": "home", "floor": 1e3,
              "demolish": 1e9, "year_from": 2030, "year_to": 2031}],
            "tear down",
        ),
    ],
)  # fmt: skip
def test_measures_that_contradict_each_other_or_the_region(
    plan_of: Callable[..., Plan], measures: list[dict[str, Any]], words: str
) -> None:
    with pytest.raises(InputError, match=words.replace("(", "\\(")):
        plan_of(*measures)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(sorted(list_measures())),
    fields=st.dictionaries(
        st.sampled_from(
            [
                "id",
                "zone",
                "zones",
                "market",
                "floor",
                "flats",
                "year",
                "year_from",
                "year_to",
                "cost",
                "name",
            ]
        ),
        anything,
    ),
)
def test_no_content_makes_a_traceback(region: Region, kind: str, fields: dict[str, Any]) -> None:
    try:
        make_plan(region, {"id": "x", "measures": [{"kind": kind, **fields}]})
    except InputError as error:
        findings = error.findings
    else:
        return
    assert findings


ROAD = "{kind: road, id: r, project: valley_road, year: 2030}"


@pytest.mark.parametrize("name", ["../../evil", "a..b", ".hidden", "a/b", "'a b'", "-x"])
def test_an_identifier_that_cannot_name_a_folder_is_refused(faults: Faults, name: str) -> None:
    (found,) = faults(f"id: {name}\nmeasures: [{ROAD}]")
    assert "row 1, column `id`: The plan has the id" in found
    assert "Use letters" in found
    (found,) = faults(f"id: x\nmeasures: [{ROAD.replace('id: r', f'id: {name}')}]")
    assert "which cannot name a folder" in found


def test_a_files_name_that_cannot_name_a_folder_needs_an_id(region: Region, tmp_path: Path) -> None:
    path = tmp_path / "my plan.yaml"
    path.write_text(f"measures: [{ROAD}]")
    with pytest.raises(InputError, match=r"'my plan', which cannot name a folder. Rename the file or give"):
        load_plan(region, path)
    path.write_text(f"id: my-plan.2\nmeasures: [{ROAD}]")
    assert load_plan(region, path).id == "my-plan.2"


@pytest.mark.parametrize("feature", ["clearance", "capacity"])
def test_a_crossing_takes_time_and_has_room(plan_of: Callable[..., Plan], feature: str) -> None:
    measure = {"kind": "crossing", "id": "c", "crossing": "bridge", "year": 2030}
    with pytest.raises(InputError, match=f"says 0 for `{feature}`. The value should be greater than 0"):
        plan_of({**measure, feature: 0})
    assert plan_of({**measure, "hours_open": 0}).measures


def test_public_works_without_a_cost_are_one_warning(plan_of: Callable[..., Plan]) -> None:
    road = {"kind": "road", "id": "r", "project": "valley_road", "year": 2030}
    homes = {"kind": "public_housing", "id": "h", "zone": "mills", "flats": 10, "year_from": 2030,
             "year_to": 2031}  # fmt: skip
    (warning,) = plan_of(road, homes).warnings
    assert "Measures 'h', 'r' have no cost: the public account leaves them out" in warning.sentence()
    (warning,) = plan_of(road).warnings
    assert "Measure 'r' has no cost: the public account leaves it out" in warning.sentence()
    free = [{"payer": "private", "year_from": 2029, "year_to": 2030, "amount": 0}]
    assert not plan_of({**road, "cost": free}).warnings


@pytest.mark.parametrize("name", ["new-town", "new-town-closed", "integration-only", "baseline"])
def test_shipped_plans_pay_for_their_public_works(region: Region, name: str) -> None:
    assert not any("no cost" in warning.what for warning in load_plan(region, name).warnings)
