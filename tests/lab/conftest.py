"""One server of Two Towns for all tests of the lab."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("fastapi")
from fastapi.testclient import TestClient

from technopole.lab import LabSettings, create_app
from technopole.region import load_region

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from technopole.region import Region

API = "/api/v1"
TOWNS = f"{API}/regions/two-towns"
READY_SECONDS = 120.0


def ready(client: TestClient, region: str = "two-towns") -> TestClient:
    """Wait until a server's region is ready."""
    end = time.monotonic() + READY_SECONDS
    while not client.get(f"{API}/health", params={"region": region}).json()["ready"]:
        assert time.monotonic() < end, "the region did not get ready"
        time.sleep(0.05)
    return client


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region("two-towns")


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("lab")
    settings = LabSettings(region="two-towns", runs=folder / "runs", page=_page(folder))
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as found:
        yield ready(found)


def _page(folder: Path) -> Path:
    """A bundle as a build leaves it."""
    page = folder / "page"
    (page / "fonts").mkdir(parents=True)
    (page / "lab.js").write_text("export {};\n")
    (page / "lab.css").write_text("body {}\n")
    (page / "fonts" / "text.woff2").write_bytes(b"wOF2")
    return page


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[..., TestClient]]:
    """Make servers with other settings; none of them is waited for."""
    made: list[TestClient] = []

    def make(**settings: object) -> TestClient:
        given = {"region": "two-towns", "runs": tmp_path / "runs", "page": tmp_path / "page", **settings}
        found = TestClient(create_app(LabSettings(**given)), base_url="http://127.0.0.1")
        found.__enter__()
        made.append(found)
        return found

    yield make
    for one in made:
        one.__exit__(None, None, None)
