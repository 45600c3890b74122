"""Every question of the API: its answer, and each way of getting it wrong."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.lab.conftest import API, TOWNS

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

PAIR = {"a": "baseline", "b": "new-town~clear:20,meadow:130"}


def get(client: TestClient, path: str, status: int = 200, **asked: Any) -> Any:
    answer = client.get(path, params=asked)
    assert answer.status_code == status, answer.text
    return answer.json()


def refused(client: TestClient, path: str, status: int, **asked: Any) -> dict[str, Any]:
    error = get(client, path, status, **asked)["error"]
    assert set(error) == {"what", "which", "remedy", "findings"}
    assert error["what"]
    assert "Traceback" not in json.dumps(error)
    return error


def test_health(client: TestClient) -> None:
    found = get(client, f"{API}/health")
    assert found["ready"]
    assert found["progress"] == 1.0
    assert found["model"].startswith(found["version"])
    assert not found["login"]


def test_regions_in_three_languages(client: TestClient) -> None:
    names = {lang: {one["id"]: one["name"] for one in get(client, f"{API}/regions", lang=lang)}
             for lang in ("en", "zh-Hant", "zh-Hans")}  # fmt: skip
    assert {found["two-towns"] for found in names.values()} == {"Two Towns", "雙城", "双城"}
    assert "hong-kong-shenzhen" in names["en"]


def test_what_a_page_must_know_of_a_region(client: TestClient) -> None:
    found = get(client, TOWNS, lang="zh-Hant")
    assert set(found) == {"about", "plans", "default", "levers", "goals", "layers"}
    assert found["default"] == {"a": "baseline", "b": "new-town"}
    assert {plan["id"] for plan in found["plans"]} >= {"baseline", "new-town", "integration-only"}
    assert next(plan for plan in found["plans"] if plan["id"] == "new-town")["levers"]["clear"] == 10
    assert found["levers"][0]["name"] == "舊橋過關時間"
    assert [goal["target"] for goal in found["goals"]][:2] == [30000, 6000]
    assert {layer["id"] for layer in found["layers"]} >= {"jobs_per_worker", "people"}


def test_a_scenario_whole(client: TestClient) -> None:
    found = get(client, f"{TOWNS}/scenario", **PAIR)
    assert set(found) >= {
        "about", "status", "headline", "scorecard", "map", "layers", "charts", "section", "events", "fit",
        "grades", "assumptions", "warnings", "levers", "goals", "cost", "model", "seconds",
    }  # fmt: skip
    assert found["status"]["converged"]
    assert found["levers"]["b"]["clear"] == 20
    assert found["levers"]["a"]["clear"] == 18
    for goal in found["goals"]:
        row = found["scorecard"][goal["row"]]
        assert (row["indicator"], row["scope"]) == (goal["indicator"], goal["scope"])
        assert goal["verdict"] in {"meets", "misses", "none"}
    assert found["cost"]["b"] > found["cost"]["a"] >= 0
    assert found["extrapolated"] == []


def test_a_moving_lever_gets_less_of_the_same(client: TestClient) -> None:
    whole = get(client, f"{TOWNS}/scenario", **PAIR)
    light = get(client, f"{TOWNS}/scenario/light", layer="people", **PAIR)
    assert not {"charts", "floor", "map", "fit", "left_out", "assumptions", "grades"} & set(light)
    assert [layer["id"] for layer in light["layers"]] == ["people"]
    assert light["layers"][0] == next(layer for layer in whole["layers"] if layer["id"] == "people")
    rows = {(row["indicator"], row["scope"]): row for row in whole["scorecard"]}
    for row in light["scorecard"]:
        assert row == rows[row["indicator"], row["scope"]]
    for key in ("headline", "section", "events", "cost", "levers", "model"):
        assert light[key] == whole[key], key
    for one, other in zip(light["goals"], whole["goals"], strict=True):
        assert {**one, "row": 0} == {**other, "row": 0}


def test_scales_stay_while_levers_move(client: TestClient) -> None:
    one, other = (
        get(client, f"{TOWNS}/scenario/light", a="baseline", b=b)["layers"][0]
        for b in ("new-town", "new-town~meadow:150,clear:5")
    )
    assert one["b"] != other["b"]
    assert (one["limits"], one["differenceLimits"]) == (other["limits"], other["differenceLimits"])


def test_the_same_scenario_is_one_whatever_way_it_is_written(client: TestClient) -> None:
    ways = (
        "new-town~clear:20,meadow:130",
        "new-town~meadow:130.0,clear:2e1",
        "new-town~clear:20,meadow:130,line:2029",
    )
    answers = [client.get(f"{TOWNS}/scenario/light", params={"a": "baseline", "b": way}) for way in ways]
    assert len({answer.headers["etag"] for answer in answers}) == 1
    again = client.get(
        f"{TOWNS}/scenario/light", params={"a": "baseline", "b": ways[0]},
        headers={"if-none-match": answers[0].headers["etag"]},
    )  # fmt: skip
    assert (again.status_code, again.content) == (304, b"")


def test_without_a_baseline(client: TestClient) -> None:
    found = get(client, f"{TOWNS}/scenario/light", a="none", b="new-town")
    assert found["about"]["a"] is None
    assert found["levers"]["a"] is None


def test_beyond_its_bounds_a_lever_is_refused_or_marked(client: TestClient) -> None:
    error = refused(client, f"{TOWNS}/scenario", 400, a="baseline", b="new-town~meadow:400")
    assert "cannot stand at 400" in error["what"]
    assert "150" in error["remedy"]
    found = get(client, f"{TOWNS}/scenario/light", a="baseline", b="new-town~meadow:400", beyond=1)
    assert found["levers"]["b"]["meadow"] == 150
    assert found["extrapolated"] == [
        "Floor in Meadow at 400 % is outside the tested range, 0 to 130. The run uses 150."
    ]


REFUSED = {
    "no such path": ("/nothing", 404, {}),
    "no such region": ("/regions/two-twons/scenario", 404, {"b": "new-town"}),
    "no such plan": ("/regions/two-towns/scenario", 400, {"b": "new-twon"}),
    "a file as plan": ("/regions/two-towns/scenario", 400, {"b": "../../../etc/passwd"}),
    "no such lever": ("/regions/two-towns/scenario", 400, {"b": "new-town~cleer:3"}),
    "no plan at all": ("/regions/two-towns/scenario", 422, {}),
    "a language there is not": ("/regions", 422, {"lang": "fr"}),
    "no such layer": ("/regions/two-towns/scenario/light", 400, {"b": "new-town", "layer": "jobz"}),
    "no such lever to step": ("/regions/two-towns/preview", 400, {"b": "new-town", "lever": "x"}),
    "no such indicator": (
        "/regions/two-towns/why", 400, {"b": "new-town", "indicator": "jobz", "scope": "meadow"},
    ),
    "no such scope": (
        "/regions/two-towns/why", 400, {"b": "new-town", "indicator": "jobs", "scope": "meadov"},
    ),
    "a year outside": (
        "/regions/two-towns/why", 400,
        {"b": "new-town", "indicator": "jobs", "scope": "meadow", "year": 1999},
    ),
    "steps of a year outside": (
        "/regions/two-towns/steps", 400,
        {"b": "new-town", "indicator": "jobs", "scope": "meadow", "year": 1999},
    ),
    "no such scheme": ("/regions/two-towns/fund", 400, {"scheme": "co-managed"}),
    "no such rule": ("/regions/two-towns/fund", 400, {"off": "aproval"}),
    "a size out of range": ("/regions/two-towns/fund", 400, {"size": 1e9}),
    "a format there is not": ("/regions/two-towns/export", 422, {"b": "new-town", "to": "doc"}),
    "no such job": ("/jobs/0123456789abcdef", 404, {}),
    "no job's id": ("/jobs/..%2f..%2fetc", 404, {}),
    "no such link": ("/links/abcdefgh", 404, {}),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_bad_questions_are_answered_with_what_and_remedy(client: TestClient, case: str) -> None:
    path, status, asked = REFUSED[case]
    error = refused(client, f"{API}{path}", status, **asked)
    assert error["remedy"], error


def test_a_step_of_a_lever(client: TestClient) -> None:
    up = get(client, f"{TOWNS}/preview", b="new-town", lever="clear")
    assert (up["value"], up["next"]) == (10, 11)
    down = get(client, f"{TOWNS}/preview", b="new-town", lever="clear", down=True)
    assert down["next"] == 9
    of = {row["indicator"]: row["change"] for row in up["effects"]}
    assert of["cross_border_commuters"] < 0
    top = get(client, f"{TOWNS}/preview", b="new-town~clear:40", lever="clear")
    assert top["next"] == 39


def test_contributions_add_up(client: TestClient) -> None:
    found = get(
        client, f"{TOWNS}/steps", a="baseline", b="new-town~clear:14", indicator="population", scope="meadow"
    )
    changes = [step["change"] for step in found["steps"]]
    assert len(changes) >= 2
    assert found["from"] + sum(changes) + found["together"] == pytest.approx(found["to"])
    assert "New town behind the border" in {step["name"] for step in found["steps"]}


def test_a_difference_of_levers_is_one_step(client: TestClient) -> None:
    found = get(
        client, f"{TOWNS}/steps", a="new-town", b="new-town~clear:14", indicator="jobs", scope="meadow"
    )
    assert [step["name"] for step in found["steps"]] == ["Border"]
    assert found["together"] == pytest.approx(0.0, abs=1e-6)


def test_why_without_draws_names_what_the_figure_rests_on(client: TestClient) -> None:
    found = get(client, f"{TOWNS}/why", a="baseline", b="new-town", indicator="jobs", scope="meadow")
    assert found["formula"]
    assert found["source"]
    assert found["distribution"] is None
    assert "Meadow" in found["sentence"]
    said = get(client, f"{TOWNS}/why", b="new-town", indicator="jobs", scope="meadow", lang="zh-Hant")
    assert said["sentence"].endswith("。")


def test_a_fund_and_its_rules(client: TestClient) -> None:
    found = get(client, f"{TOWNS}/fund", off="approval")
    rules = {row["rule"]: row for row in found["rules"]}
    assert not rules["approval"]["on"]
    assert all(row["cost"] >= 0 for row in rules.values())
    assert sum(row["amount"] for row in found["net"]) == pytest.approx(0.0, abs=1e-6)
    received = sum(row["received"] for row in found["receivers"])
    assert sum(row["amount"] for row in found["flows"]) == pytest.approx(received)
    values = [point["value"] for point in found["frontier"]]
    assert values == sorted(values)


def test_downloads_carry_where_they_come_from(client: TestClient) -> None:
    def load(to: str) -> bytes:
        answer = client.get(f"{TOWNS}/export", params={**PAIR, "to": to})
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-disposition"].startswith(
            'attachment; filename="two-towns-new-town_clear'
        )
        return answer.content

    about = json.loads(load("json"))["export"]
    assert set(about) >= {"sentence", "scenario", "model", "grade", "warnings", "extrapolated", "link"}
    assert about["scenario"]["b"] == PAIR["b"]
    with zipfile.ZipFile(io.BytesIO(load("csv"))) as packed:
        assert {"about.json", "scorecard.csv", "years.csv", "zones.csv", "columns.csv"} <= set(
            packed.namelist()
        )
        assert json.loads(packed.read("about.json"))["model"] == about["model"]
    plan = yaml.safe_load(load("yaml"))
    assert plan["id"] == "new-town_clear-20_meadow-130"
    assert load("yaml").decode().startswith("# ")


def test_the_page_is_served_and_nothing_else(client: TestClient) -> None:
    assert 'src="/lab.js"' in client.get("/").text
    assert client.get("/lab.js").headers["content-type"].startswith("text/javascript")
    assert client.get("/fonts/text.woff2").headers["content-type"] == "font/woff2"
    for path in ("/lab.py", "/../settings.py", "/%2e%2e/settings.py", "/fonts/../../runs/index.sqlite",
                 "/fonts/%2e%2e/%2e%2e/runs/index.sqlite", "/fonts", "/etc/passwd", "/lab.js/"):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert answer.json()["error"]["what"]


def test_openapi_documents_every_path(client: TestClient) -> None:
    told = get(client, f"{API}/openapi.json")
    paths = {(path, method) for path, methods in told["paths"].items() for method in methods}
    assert len(paths) >= 18
    for path, method in paths:
        assert path.startswith(API)
        assert told["paths"][path][method]["description"], path
