"""Plans as files: names, includes, schema, reference page, sentences, differences."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from technopole.plans import (
    MEASURES,
    changed_levers,
    list_measures,
    list_plans,
    load_plan,
    make_plan,
    plan_schema,
)
from technopole.plans.json_schema import example
from technopole.plans.yaml_source import read_yaml
from technopole.region import Region, list_regions, load_region

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.plans import Plan

KINDS = sorted(list_measures())
ROOT = Path(__file__).parents[2]


def content(path: Path) -> Any:
    return read_yaml(path).content


@pytest.mark.slow
@pytest.mark.parametrize("name", list_regions())
def test_every_shipped_plan_loads_and_meets_the_schema(name: str) -> None:
    region = load_region(name)
    schema = plan_schema(region)
    jsonschema.Draft202012Validator.check_schema(schema)
    for plan in list_plans(region):
        assert load_plan(region, plan).id == plan
        jsonschema.validate(content(region.folder / "plans" / f"{plan}.yaml"), schema)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_meets_the_schema_and_its_class(kind: str) -> None:
    shown = example(MEASURES.get(kind))
    assert shown["kind"] == kind
    jsonschema.validate({"id": "x", "measures": [shown]}, plan_schema())
    MEASURES.get(kind).model_validate({key: value for key, value in shown.items() if key != "kind"})


@pytest.mark.parametrize(
    "measure",
    [
        {"kind": "rail_line", "id": "a"},
        {"kind": "rail_line", "id": "a", "year": 2030, "yaer": 2030},
        {"kind": "rail_lin", "id": "a", "year": 2030},
        {"kind": "admissions", "id": "a", "group": "talnet", "workers_a_year": 1,
         "year_from": 2030, "year_to": 2031},
        {"kind": "crossing", "id": "a", "crossing": "bridge", "year": 2030, "hours_open": 25},
        {"kind": "amenity", "id": "a", "zones": ["millls"], "percent": 1, "year_from": 2030},
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_program_refuses(region: Region, measure: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"id": "x", "measures": [measure]}, plan_schema(region))


def test_the_schema_is_plain_json() -> None:
    assert json.loads(json.dumps(plan_schema())) == plan_schema()


def test_the_reference_page_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("build_measures", ROOT / "docs" / "build_measures.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run python docs/build_measures.py"


def test_every_kind_is_explained_with_a_unique_first_line() -> None:
    lines = list(list_measures().values())
    assert all(line.endswith(".") for line in lines)
    assert len(set(lines)) == len(lines)


def test_names_come_in_three_languages(region: Region) -> None:
    plan = load_plan(region, "new-town")
    assert plan.name.text("zh-Hant") == "便利過境的新市鎮"
    assert plan.measure("north-line").title("zh-Hans") == "北线"
    assert any("北綫" in sentence for _, _, sentence in plan.describe(region, "zh-Hant"))


def test_a_plan_is_told_in_plain_sentences(region: Region) -> None:
    events = load_plan(region, "new-town").describe(region)
    assert (2029, "north-line", "North Line opens") in events
    assert (2031, "new-bridge", "New Bridge opens") in events
    assert events == sorted(events)
    assert {measure for _, measure, _ in events} == {m.id for m in load_plan(region, "new-town").measures}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_tells_its_example(kind: str) -> None:
    from technopole.plans.words import Words

    shown = {key: value for key, value in example(MEASURES.get(kind)).items() if key != "kind"}
    measure = MEASURES.get(kind).model_validate(shown)
    told = [measure.events(Words(language=language)) for language in ("en", "zh-Hant", "zh-Hans")]
    assert all(told)
    assert all(sentence and "None" not in sentence for events in told for _, sentence in events)
    assert told[0] not in told[1:]


def test_included_measures_come_along(region: Region) -> None:
    own = {measure["id"] for measure in content(region.folder / "plans" / "new-town.yaml")["measures"]}
    everything = {measure.id for measure in load_plan(region, "new-town").measures}
    baseline = {measure.id for measure in load_plan(region, "baseline").measures}
    assert own | baseline < everything


def test_differences_between_plans(plan_of: Callable[..., Plan]) -> None:
    road = {"kind": "road", "id": "r", "project": "valley_road", "year": 2030}
    rail = {"kind": "rail_line", "id": "n", "project": "north_line", "year": 2030}
    one, other = plan_of(road), plan_of(road | {"year": 2033, "name": "A road"}, rail)
    found = changed_levers(other, one)
    assert [(change.measure, change.change, change.lever) for change in found] == [
        ("n", "added", ""),
        ("r", "changed", "year"),
    ]
    assert (found[1].before, found[1].after) == (2030, 2033)
    assert changed_levers(one, one) == ()
    assert [change.change for change in changed_levers(one, other)] == ["removed", "changed"]


def test_a_plan_s_grade_and_source_stand_for_those_not_given(plan_of: Callable[..., Plan]) -> None:
    road = {"kind": "road", "id": "r", "project": "valley_road", "year": 2030}
    rail = {"kind": "rail_line", "id": "n", "project": "north_line", "year": 2030, "grade": "official"}
    plan = plan_of(road, rail, grade="plan", source="a paper")
    assert [measure.grade for measure in plan.measures] == ["plan", "official"]
    assert {measure.source for measure in plan.measures} == {"a paper"}


def test_fingerprint_follows_content_and_not_order(plan_of: Callable[..., Plan]) -> None:
    road = {"kind": "road", "id": "r", "project": "valley_road", "year": 2030}
    rail = {"kind": "rail_line", "id": "n", "project": "north_line", "year": 2030}
    assert plan_of(road, rail).fingerprint == plan_of(rail, road).fingerprint
    assert plan_of(road).fingerprint != plan_of(road | {"year": 2031}).fingerprint


def test_listing_survives_a_faulty_plan(region_copy: Region) -> None:
    (region_copy.folder / "plans" / "broken.yaml").write_text("a: b: c", encoding="utf-8")
    assert list_plans(region_copy)["broken"] == "broken"
    assert list_plans(region_copy)["baseline"] == "Baseline"


@pytest.mark.parametrize("name", ["new-town", "integration-only"])
def test_a_plan_written_out_as_data_is_the_same_plan(region: Region, name: str) -> None:
    plan = load_plan(region, name)
    written = [
        {"kind": measure.kind, **measure.model_dump(mode="json", by_alias=True, exclude_defaults=True)}
        for measure in plan.measures
    ]
    assert make_plan(region, {"id": plan.id, "measures": written}).fingerprint == plan.fingerprint


def test_plans_and_travel_leave_jax_alone() -> None:
    code = "import sys, technopole.plans, technopole.travel; sys.exit('jax' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603 - our own program
    assert done.returncode == 0
