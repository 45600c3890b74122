"""A real server, a real browser: whatever goes wrong in the page fails the test that opened it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from technopole.report.bundle import page_folder

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from benchmarks.lab_server import browser_program, browsing, serving  # noqa: E402 - found by the line above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Visit = Callable[..., Any]

REGION = "two-towns"
SLOW = 60_000
"""Milliseconds the page may take for anything on a busy machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    missing = browser_program() is None
    unbuilt = not (page_folder() / "lab.js").is_file()
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.filterwarnings("default"))
            item.add_marker(pytest.mark.skipif(missing, reason="chromium is not installed"))
            item.add_marker(pytest.mark.skipif(unbuilt, reason="the page is not built (make page)"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    pytest.importorskip("playwright.sync_api")
    with browsing() as started:
        yield started


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server whose model is ready."""
    with serving(REGION, tmp_path_factory.mktemp("lab")) as address:
        yield address


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """Open a page; at the end nothing may have gone wrong in it, and nothing been asked of anywhere else.

    `forgiven`: beginnings of console messages a test brings about itself.
    """
    seen: list[str] = []
    contexts = []

    def opened(
        address: str, width: int = 1440, height: int = 900, *, forgiven: tuple[str, ...] = (), **more: Any
    ) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(SLOW)

        def heard(message: Any) -> None:
            if not message.text.startswith(forgiven or ("\0",)):
                seen.append(f"console: {message.text}")

        def asked(request: Any) -> None:
            if not request.url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:")):
                seen.append(f"asked: {request.url}")

        page.on("console", heard)
        page.on("pageerror", lambda error: seen.append(f"error: {error}"))
        page.on("request", asked)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert seen == []


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of screenshots: TECHNOPOLE_PICTURES, or a temporary one."""
    chosen = os.environ.get("TECHNOPOLE_PICTURES")
    folder = Path(chosen) if chosen else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
