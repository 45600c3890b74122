"""Jobs: asked once, followed, cancelled, taken up again after the server ended."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from technopole.lab.errors import LabError
from technopole.lab.jobs import Index, Jobs
from technopole.lab.jobs.kinds import kinds_for
from technopole.lab.jobs.work import RESULT
from tests.lab.conftest import API, TOWNS, ready

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fastapi.testclient import TestClient

    from technopole.region import Region

SECONDS = 300.0
BANDS = {"kind": "bands", "region": "two-towns", "options": {"draws": 16, "layer": "people"}}
KEY = "0123456789abcdef" * 4


def until(look: Callable[[], Any], wanted: Callable[[Any], bool]) -> Any:
    end = time.monotonic() + SECONDS
    while not wanted(found := look()):
        assert time.monotonic() < end, found
        time.sleep(0.1)
    return found


REFUSED = {
    "no such kind": ({"kind": "band", "region": "two-towns"}, 422),
    "no such region": ({"kind": "bands", "region": "two-twons"}, 404),
    "an option there is not": ({**BANDS, "options": {"drawz": 3}}, 400),
    "too many draws": ({**BANDS, "options": {"draws": 10**9}}, 400),
    "a yes for a number": ({**BANDS, "options": {"draws": True}}, 400),
    "no such plan": ({**BANDS, "b": "new-twon"}, 400),
    "something more": ({**BANDS, "more": 1}, 422),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_asked(client: TestClient, case: str) -> None:
    asked, status = REFUSED[case]
    answer = client.post(f"{API}/jobs", json=asked)
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["remedy"]


def test_what_a_region_has_no_data_for_is_not_asked(region: Region, tmp_path: Path) -> None:
    from dataclasses import replace

    bare = replace(region, folder=tmp_path)
    assert {"claims", "programme"}.isdisjoint(kinds_for(bare))
    assert {"bands", "value", "claims"} <= set(kinds_for(region))


@pytest.mark.slow
def test_bands_from_question_to_verdict(client: TestClient) -> None:
    asked = client.post(f"{API}/jobs", json={**BANDS, "a": "baseline", "b": "new-town"})
    assert asked.status_code == 202
    job = asked.json()
    assert client.post(f"{API}/jobs", json=BANDS).json()["id"] == job["id"]
    goals = client.get(f"{TOWNS}/scenario/light?a=baseline&b=new-town").json()["goals"]
    if client.get(f"{API}/jobs/{job['id']}").json()["state"] in {"queued", "running"}:
        assert {goal["verdict"] for goal in goals} <= {"checking", "none"}
    with client.stream("GET", f"{API}/jobs/{job['id']}/events") as events:
        lines = [line for line in events.iter_lines() if line]
    told = [json.loads(line[6:]) for line in lines if line.startswith("data: ")]
    assert "event: progress" in lines
    assert lines[-2] == "event: done"
    assert told[-1] == {"id": job["id"], "state": "done"}
    shares = [one["progress"] for one in told if "progress" in one]
    assert shares == sorted(shares)

    done = client.get(f"{API}/jobs/{job['id']}").json()
    result = done["result"]
    assert done["state"] == "done"
    assert result["found"] == 16
    assert all(row["low"] <= row["high"] for row in result["rows"])
    assert len(result["layer"]["low"]) == 26
    goals = client.get(f"{TOWNS}/scenario/light?a=baseline&b=new-town").json()["goals"]
    band = next(goal for goal in goals if goal["indicator"] == "population")["band"]
    assert band["draws"] == 16
    assert 0 <= band["chance"] <= 1
    why = client.get(f"{TOWNS}/why?a=baseline&b=new-town&indicator=population&scope=meadow").json()
    assert len(why["distribution"]["values_b"]) == 16
    assert why["draws"] == 16
    assert all(abs(one["influence"]) > 0 for one in why["inputs"])


@pytest.mark.slow
def test_cancelled_and_interrupted_jobs_are_taken_up_again(server: Callable[..., TestClient]) -> None:
    client = ready(server())
    asked = {**BANDS, "options": {"draws": 64}}
    job = client.post(f"{API}/jobs", json=asked).json()["id"]
    jobs = client.app.state.parts.jobs
    until(lambda: client.get(f"{API}/jobs/{job}").json(), lambda found: found["progress"] > 0.1)
    cancelled = client.delete(f"{API}/jobs/{job}").json()
    assert cancelled["state"] == "cancelled"
    until(lambda: jobs._running, lambda running: not running)
    landed = len(list((jobs.folder(job) / "draws" / "batches").iterdir()))
    assert landed >= 1

    again = client.post(f"{API}/jobs", json=asked).json()
    assert again["id"] == job
    until(lambda: client.get(f"{API}/jobs/{job}").json(), lambda found: found["state"] == "running")
    jobs._running[job].process.kill()
    dead = until(lambda: client.get(f"{API}/jobs/{job}").json(), lambda found: found["state"] != "running")
    assert dead["state"] == "interrupted"
    assert "Ask again" in dead["message"]

    client.post(f"{API}/jobs", json=asked)
    done = until(
        lambda: client.get(f"{API}/jobs/{job}").json(), lambda one: one["state"] in {"done", "failed"}
    )
    assert done["state"] == "done"
    assert done["result"]["found"] == 64


def test_what_ran_when_a_server_ended_is_interrupted(tmp_path: Path) -> None:
    index = Index(tmp_path)
    for name, state in (("a", "running"), ("b", "queued"), ("c", "done")):
        index.add(name, name, "bands", "two-towns", None, None, {})
        index.move(name, state, state)
    jobs = Jobs(tmp_path)
    states = {record.id: record.state for record in jobs.index.jobs()}
    assert states == {"a": "interrupted", "b": "interrupted", "c": "done"}
    message = jobs.get("a").message
    assert "Ask again" in message


def test_results_survive_the_server(tmp_path: Path) -> None:
    first = Jobs(tmp_path)
    name = KEY[:16]
    first.index.add(name, KEY, "bands", "two-towns", "baseline", "new-town", {"draws": 2}, "mark")
    first.folder(name).mkdir(parents=True)
    (first.folder(name) / RESULT).write_text('{"rows": []}')
    first.index.move(name, "done", "Done")
    second = Jobs(tmp_path)
    asked = second.ask(KEY, "bands", "two-towns", "two-towns", "baseline", "new-town", {"draws": 2}, "mark")
    assert asked.state == "done"
    assert second.result(name) == {"rows": []}
    assert second.index.latest("bands", "two-towns", "baseline", "new-town", "mark").id == name
    assert second.index.latest("bands", "two-towns", "baseline", "new-town", "other") is None


def test_a_result_cut_short_is_none(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path)
    jobs.folder("x").mkdir(parents=True)
    (jobs.folder("x") / RESULT).write_text('{"rows": [')
    assert jobs.result("x") is None


def test_unknown_jobs_and_double_cancelling(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path)
    with pytest.raises(LabError) as caught:
        jobs.cancel("nothing")
    assert caught.value.status == 404
    jobs.index.add("a", "a", "bands", "two-towns", None, None, {})
    assert jobs.cancel("a").state == "cancelled"
    assert jobs.cancel("a").state == "cancelled"


def test_what_no_page_waits_for_any_more_ends(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path, processes=0)

    def asked(key: str, page: str = "") -> str:
        return jobs.ask(key, "bands", "two-towns", "two-towns", None, "new-town", {}, page=page).id

    shared = asked("shared", "one")
    assert asked("shared", "two") == shared
    assert jobs.leave(shared, "one").state == "queued"
    assert jobs.leave(shared, "somebody else").state == "queued"
    assert jobs.leave(shared, "two").state == "cancelled"
    assert jobs.leave(shared, "two").state == "cancelled"
    assert asked("shared", "two") == shared
    assert jobs.get(shared).state == "queued"

    by_program = asked("by a program")
    assert asked("by a program", "one") == by_program
    assert jobs.leave(by_program, "one").state == "queued"
    asked("shared")
    assert jobs.leave(shared, "two").state == "queued"
    with pytest.raises(LabError):
        jobs.leave("nothing", "one")


def test_an_index_that_is_none_is_refused(tmp_path: Path) -> None:
    from technopole.base.errors import InputError

    (tmp_path / "index.sqlite").write_bytes(b"this is no index" * 100)
    with pytest.raises(InputError, match="Move it away"):
        Index(tmp_path)


def test_only_digests_of_shared_words_are_kept(tmp_path: Path) -> None:
    index = Index(tmp_path)
    name, word = index.keep_link("v=1", "0", share=True)
    assert word
    assert index.shared(word) == name
    assert index.shared(word + "x") is None
    assert word.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
