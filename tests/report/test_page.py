"""The report file: one, self-contained, escaped, small, whole; and what is said if the page is not built."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html import unescape
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from technopole.base import InputError
from technopole.cli.run import _write_report
from technopole.report import write_report
from technopole.report.bundle import PageMissingError, one_file, page_folder
from technopole.report.markup import Html, script_data, tag, text

if TYPE_CHECKING:
    from pathlib import Path

    from synthetic_run import FakeRun

LARGEST = 1.5e6
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>technopole</title>
<link rel="stylesheet" href="lab.css">
</head>
<body>
<!--stored-->
<script src="lab.js"></script>
</body>
</html>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a page as the build leaves it, of few lines."""
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "a.woff2").write_bytes(b"wOF2")
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "lab.js").write_text('const end = "</script>";', encoding="utf-8")
    (tmp_path / "lab.css").write_text("@font-face{src:url(fonts/a.woff2)}", encoding="utf-8")
    return tmp_path


def content_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="stored">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_script_style_fonts_and_content_stand_inside(folder: Path) -> None:
    page = one_file({"name": "</script><!--stored-->"}, "A & B", "zh-Hant", folder)
    assert '<html lang="zh-Hant"' in page
    assert "<title>A &amp; B</title>" in page
    assert "url(data:font/woff2;base64,d09GMg==)" in page
    assert 'const end = "<\\/script>";' in page
    assert page.count("</script>") == 2
    assert content_of(page) == {"name": "</script><!--stored-->"}
    assert "lab.css" not in page


def test_the_policy_allows_this_script_and_nothing_from_anywhere(report: Path) -> None:
    page = report.read_text(encoding="utf-8")
    policy = unescape(re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[0])
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest}';" in policy
    assert "connect-src" not in policy
    assert "unsafe-eval" not in policy


def test_nothing_is_fetched(report: Path) -> None:
    page = re.sub(r"<script.*?</script>", "", report.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"(src|href)=[\"'](?!#|data:)", page)
    assert not re.search(r"url\((?!#|data:)", page)


def test_it_is_small(report: Path) -> None:
    assert report.stat().st_size < LARGEST


def test_a_page_that_was_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(PageMissingError, match="make page"):
        one_file({}, "title", "en", tmp_path / "nowhere")


def test_a_run_goes_on_without_its_report(
    run: FakeRun,
    base: FakeRun,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
) -> None:
    monkeypatch.setattr("technopole.report.bundle.page_folder", lambda: tmp_path / "nowhere")
    found = SimpleNamespace(**{**vars(run), "city": None})
    assert not _write_report(found, base, tmp_path, None, None)
    said = capsys.readouterr().err
    assert "No report was written" in said
    assert "make page" in said
    assert not list(tmp_path.iterdir())


def test_a_page_without_a_place_for_the_content_is_refused(folder: Path) -> None:
    (folder / "index.html").write_text(PAGE.replace("<!--stored-->", ""), encoding="utf-8")
    with pytest.raises(PageMissingError, match="stored"):
        one_file({}, "title", "en", folder)


def test_a_page_built_again_is_read_again(folder: Path) -> None:
    one_file({}, "title", "en", folder)
    (folder / "lab.js").write_text("const newer = 1;", encoding="utf-8")
    assert "const newer = 1;" in one_file({}, "title", "en", folder)


def test_the_built_page_comes_with_the_licences_of_what_is_in_it(built: Path) -> None:
    listed = json.loads((built / "packages.json").read_text(encoding="utf-8"))
    texts = (built / "licences.txt").read_text(encoding="utf-8")
    assert {"preact", "d3-scale"} <= {one["name"] for one in listed}
    for one in listed:
        assert f"{one['name']} {one['version']} ({one['license']})" in texts
    assert page_folder() == built


def test_the_same_run_gives_the_same_page(
    run: FakeRun, base: FakeRun, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built
    monkeypatch.setattr("technopole.report.data.now", lambda: "2025-01-01T00:00:00+00:00")
    pages = [
        write_report(run, base, tmp_path / name).read_text(encoding="utf-8") for name in ("1.html", "2.html")
    ]
    assert pages[0] == pages[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.html", "2.html"]


def test_names_cannot_become_markup(hostile: Path) -> None:
    page = hostile.read_text(encoding="utf-8")
    assert "<script>window.hacked" not in page
    assert "<img" not in re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert page.count("</script>") == 2
    assert "window.hacked=1" in json.dumps(content_of(page))


def test_a_language_there_is_not_is_refused(run: FakeRun, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="zh-Hant"):
        write_report(run, None, tmp_path / "page.html", language="zh-Hans-CN")
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    run: FakeRun, built: Path, tmp_path: Path
) -> None:
    assert built
    (tmp_path / "taken").mkdir()
    with pytest.raises(InputError, match="taken"):
        write_report(run, None, tmp_path / "taken")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_run_with_open_books_says_so_in_the_page(run: FakeRun, built: Path, tmp_path: Path) -> None:
    assert built
    loose = replace(run, certificate={"conservation": {"people": 1e-3}})
    page = write_report(loose, None, tmp_path / "loose.html").read_text(encoding="utf-8")
    scenario = content_of(page)["scenario"]
    assert not scenario["status"]["closed"]
    assert any("people by 1e-3" in banner for banner in scenario["banners"])


def test_text_is_escaped_unless_made_here() -> None:
    assert tag("p", "<b>", Html("<i></i>"), title='"x"') == '<p title="&quot;x&quot;">&lt;b&gt;<i></i></p>'
    assert isinstance(text("a"), Html)
    assert "<" not in script_data({"name": "</script>", "line": "\u2028"})
