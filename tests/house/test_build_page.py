"""The lab's page is built once for the same sources, and says what to do where it cannot be."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def build_page() -> Any:
    spec = importlib.util.spec_from_file_location("build_page", ROOT / "tools" / "build_page.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_page"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a root whose page is one line, made by node alone from no package."""
    sources = tmp_path / "lab-ui"
    sources.mkdir()
    page = "../src/technopole/lab/page"
    (sources / "build.mjs").write_text(
        "import { mkdirSync, writeFileSync, rmSync } from 'node:fs';\n"
        f"rmSync('{page}', {{ recursive: true, force: true }}); mkdirSync('{page}', {{ recursive: true }});\n"
        f"writeFileSync('{page}/lab.js', 'made');\n",
        encoding="utf-8",
    )
    about = {"name": "page", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "page"}}}
    (sources / "package.json").write_text('{"name": "page", "version": "1.0.0"}', encoding="utf-8")
    (sources / "package-lock.json").write_text(json.dumps(about), encoding="utf-8")
    return tmp_path


def test_a_page_is_built_once_for_the_same_sources(build_page: Any, checkout: Path) -> None:
    assert not build_page.is_current(checkout)
    assert build_page.build(checkout)
    assert build_page.is_current(checkout)
    assert not build_page.build(checkout)
    with (checkout / "lab-ui" / "build.mjs").open("a", encoding="utf-8") as file:
        file.write("// changed\n")
    assert not build_page.is_current(checkout)


def test_what_was_fetched_and_tests_are_no_sources(build_page: Any, checkout: Path) -> None:
    before = build_page.digest(checkout)
    for folder in ("node_modules/d3", "test"):
        (checkout / "lab-ui" / folder).mkdir(parents=True)
        (checkout / "lab-ui" / folder / "index.js").write_text("x", encoding="utf-8")
    assert build_page.digest(checkout) == before


def test_a_registry_out_of_reach_is_said_with_the_remedy(
    build_page: Any, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = json.loads((checkout / "lab-ui" / "package-lock.json").read_text(encoding="utf-8"))
    lock["packages"][""]["dependencies"] = {"preact": "10.0.0"}
    lock["packages"]["node_modules/preact"] = {
        "version": "10.0.0",
        "integrity": "sha512-AAAA",
        "license": "MIT",
    }
    (checkout / "lab-ui" / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    about = {"name": "page", "version": "1.0.0", "dependencies": {"preact": "10.0.0"}}
    (checkout / "lab-ui" / "package.json").write_text(json.dumps(about), encoding="utf-8")
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(checkout / "cache"))
    with pytest.raises(build_page.PageError, match=build_page.WITHOUT):
        build_page.build(checkout)
    assert not build_page.is_current(checkout)


def test_a_licence_without_a_text_is_not_bundled(build_page: Any, tmp_path: Path) -> None:
    with pytest.raises(build_page.PageError, match="d3-nowhere"):
        build_page._licence_text(tmp_path, "d3-nowhere")
    (tmp_path / "LICENSE").write_text("Free.", encoding="utf-8")
    assert build_page._licence_text(tmp_path, "d3-nowhere") == "Free.\n"
