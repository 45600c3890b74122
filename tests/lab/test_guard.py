"""Who is let in: names of the host, origins, sizes, tokens, shared links, rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from technopole.base.errors import InputError
from technopole.lab.access import Rate
from technopole.lab.errors import LabError
from technopole.lab.serve import serve
from tests.lab.conftest import API, TOWNS, ready

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fastapi.testclient import TestClient

TOKEN = "a long word nobody guesses"  # noqa: S105 - of a test
LINK = {"hash": "v=1&region=two-towns&A=baseline&B=new-town~clear:20"}


def test_other_names_of_the_host_are_refused(client: TestClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example:80", "localhost.evil", ""):
        answer = client.get(f"{API}/health", headers={"host": host})
        assert answer.status_code == 421, host
        assert answer.json()["error"]["remedy"]
    for host in ("127.0.0.1:9", "localhost", "[::1]:8765"):
        assert client.get(f"{API}/health", headers={"host": host}).status_code == 200, host


def test_other_pages_may_not_change_anything(client: TestClient) -> None:
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1"):
        answer = client.post(f"{API}/links", json=LINK, headers={"origin": origin})
        assert answer.status_code == 403, origin
    own = client.post(f"{API}/links", json=LINK, headers={"origin": "http://127.0.0.1"})
    assert own.status_code == 201


def test_bodies_have_a_limit(client: TestClient) -> None:
    assert client.post(f"{API}/links", json={"hash": "x" * 200_000}).status_code == 413

    def endless():
        for _ in range(100):
            yield b"x" * 10_000

    assert client.post(f"{API}/links", content=endless()).status_code == 413
    assert client.post(f"{API}/links", json={"hash": "x" * 20_000}).status_code == 422


def test_every_answer_keeps_to_itself(client: TestClient) -> None:
    for path in ("/", "/lab.js", f"{API}/health", f"{API}/nothing", TOWNS):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers


def test_no_text_of_the_page_is_made_on_the_server(client: TestClient) -> None:
    text = client.get("/").text
    assert "<script>" not in text
    assert "Two Towns" not in text


def test_without_the_token_nothing_is_told(server: Callable[..., TestClient]) -> None:
    client = server(token=TOKEN)
    assert client.get(f"{API}/health").json()["login"]
    for path in (
        f"{API}/regions",
        TOWNS,
        f"{TOWNS}/scenario?b=new-town",
        f"{API}/jobs",
        f"{API}/links/abcdefgh",
    ):
        answer = client.get(path)
        assert answer.status_code == 401, path
        assert "token" in answer.json()["error"]["what"]
    assert client.post(f"{API}/login", json={"token": "wrong"}).status_code == 401
    answer = client.post(f"{API}/login", json={"token": TOKEN})
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie
    assert client.get(f"{API}/regions").status_code == 200
    client.post(f"{API}/logout")
    assert client.get(f"{API}/regions").status_code == 401
    assert client.get(f"{API}/regions", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_tokens_are_not_tried_for_long(server: Callable[..., TestClient]) -> None:
    client = server(token=TOKEN)
    codes = [client.post(f"{API}/login", json={"token": str(number)}).status_code for number in range(12)]
    assert codes[:10] == [401] * 10
    assert codes[11] == 429


def test_a_shared_link_lets_its_holder_read(server: Callable[..., TestClient]) -> None:
    client = server(token=TOKEN)
    ready(client)
    client.post(f"{API}/login", json={"token": TOKEN})
    link = client.post(f"{API}/links", json={**LINK, "share": True}).json()
    client.cookies.clear()
    assert client.get(link["share"] + "x", follow_redirects=False).status_code == 404
    assert client.get(f"{API}/links/{link['id']}").status_code == 401
    opened = client.get(link["share"], follow_redirects=False)
    assert (opened.status_code, opened.headers["location"]) == (303, f"/#link={link['id']}")
    assert client.get(f"{API}/links/{link['id']}").json()["hash"] == LINK["hash"]
    assert client.get(f"{TOWNS}/scenario/light?b=new-town").status_code == 200
    asked = client.post(f"{API}/jobs", json={"kind": "bands", "region": "two-towns"})
    assert asked.status_code == 403


def test_links_are_kept_and_found_again(client: TestClient) -> None:
    one, two = (client.post(f"{API}/links", json=LINK).json() for _ in range(2))
    assert one["id"] == two["id"]
    found = client.get(f"{API}/links/{one['id']}").json()
    assert found["hash"] == LINK["hash"]
    assert found["model"]
    assert found["created"]


def test_a_server_that_only_reads(server: Callable[..., TestClient]) -> None:
    client = ready(server(read_only=True))
    assert client.post(f"{API}/links", json=LINK).status_code == 403
    assert client.post(f"{API}/jobs", json={"kind": "bands", "region": "two-towns"}).status_code == 403
    assert client.get(f"{TOWNS}/scenario/light?b=new-town").status_code == 200


def test_new_scenarios_have_a_rate_and_known_ones_none(server: Callable[..., TestClient]) -> None:
    client = ready(server(scenarios_a_minute=2))
    codes = [client.get(f"{TOWNS}/scenario/light?b=new-town~clear:{n}").status_code for n in (11, 12, 13)]
    assert codes == [200, 200, 429]
    assert client.get(f"{TOWNS}/scenario/light?b=new-town~clear:11").status_code == 200


def test_a_page_that_is_not_built_says_how(server: Callable[..., TestClient]) -> None:
    answer = server().get("/")
    assert answer.status_code == 503
    assert "pip install -e ." in answer.text


def test_a_model_that_loads_says_how_far_it_is(server: Callable[..., TestClient]) -> None:
    client = server()
    engine = client.app.state.parts.lab.begin("two-towns")
    engine.progress, held = 0.4, engine.progress
    try:
        answer = client.get(f"{TOWNS}/scenario?b=new-town")
        assert answer.status_code == 409
        assert "loading" in answer.json()["error"]["what"]
        assert answer.headers["retry-after"]
    finally:
        engine.progress = held
        ready(client)


def test_rates_refill() -> None:
    time = [0.0]
    rate = Rate(2, clock=lambda: time[0])
    rate.take("a", "questions")
    rate.take("a", "questions")
    with pytest.raises(LabError) as caught:
        rate.take("a", "questions")
    assert caught.value.status == 429
    rate.take("b", "questions")
    time[0] = 31.0
    rate.take("a", "questions")


def test_others_are_not_let_in_without_a_token(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="lets others in"):
        serve("two-towns", host="0.0.0.0", runs=tmp_path, browser=False)  # noqa: S104 - is refused


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    import socket

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        with pytest.raises(InputError, match="cannot be listened on"):
            serve("two-towns", port=held.getsockname()[1], runs=tmp_path, browser=False)
