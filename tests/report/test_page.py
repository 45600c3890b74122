"""The file: one, self-contained, escaped, small, whole."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from technopole.report import html, write_report
from technopole.report.markup import Html, script_data, tag, text

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from synthetic_run import FakeRun

LARGEST = 1.5e6
VOID = {"meta", "input", "br", "col", "link"}


class Outline(HTMLParser):
    """Collects tags, ids and what elements refer to; notices elements that are not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((name, dict(attributes)))
        if name not in VOID:
            self.open.append(name)

    def handle_startendtag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((name, dict(attributes)))

    def handle_endtag(self, name: str) -> None:
        if not self.open or self.open.pop() != name:
            self.faults.append(f"</{name}> at {self.getpos()}")


def outline(path: Path) -> Outline:
    parser = Outline()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def test_every_element_is_closed_and_every_id_once(report: Path) -> None:
    parsed = outline(report)
    assert parsed.faults == []
    assert parsed.open == []
    ids = [attributes["id"] for _, attributes in parsed.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_nothing_is_fetched(report: Path) -> None:
    content = report.read_text(encoding="utf-8")
    assert not re.search(r"(src|href)=[\"'](?!#)", content)
    assert not re.search(r"url\((?!#|data:|\\?\"#)", content)
    assert not re.search(r"\b(fetch|XMLHttpRequest|import)\s*\(", content)
    assert "default-src 'none'" in content.replace("&#x27;", "'")


def test_links_lead_somewhere(report: Path) -> None:
    parsed = outline(report)
    ids = {attributes.get("id") for _, attributes in parsed.tags}
    targets = {attributes["href"] for _, attributes in parsed.tags if attributes.get("href")}
    assert {target.removeprefix("#") for target in targets if target} <= ids


def test_it_is_small(report: Path) -> None:
    assert report.stat().st_size < LARGEST


def test_no_placeholder_is_left_and_the_same_run_gives_the_same_page(
    run: FakeRun, base: FakeRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("technopole.report.data.now", lambda: "2025-01-01T00:00:00+00:00")
    pages = [
        write_report(run, base, tmp_path / name).read_text(encoding="utf-8") for name in ("1.html", "2.html")
    ]
    assert pages[0] == pages[1]
    assert not re.search(r"\{\{\w+\}\}", pages[0])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.html", "2.html"]


def test_names_cannot_become_markup(hostile: Path) -> None:
    content = hostile.read_text(encoding="utf-8")
    assert "<script>window.hacked" not in content
    assert "<img" not in content
    assert content.count("</script>") == 2
    assert "&lt;/script&gt;&lt;script&gt;window.hacked=1" in content
    parsed = outline(hostile)
    assert parsed.faults == []
    assert not [
        attributes for _, attributes in parsed.tags if any(key.startswith("on") for key in attributes)
    ]


def test_what_stands_in_names_is_not_filled_in_again(hostile: Path) -> None:
    assert "{{style}} {{data}}" in hostile.read_text(encoding="utf-8")


def test_text_is_escaped_unless_made_here() -> None:
    assert tag("p", "<b>", Html("<i></i>"), title='"x"') == '<p title="&quot;x&quot;">&lt;b&gt;<i></i></p>'
    assert isinstance(text("a"), Html)
    assert "<" not in script_data({"name": "</script>", "line": "\u2028"})


def test_modules_import_only_from_those_before_them() -> None:
    seen: set[str] = set()
    for name in html.MODULES:
        imported = {f"{match[2]}.js" for match in html.IMPORT.finditer(html.read(name))}
        assert imported <= seen, name
        seen.add(name)
        assert "import " not in html.IMPORT.sub("", html.read(name)), name


def test_every_word_of_the_script_is_handed_over() -> None:
    used = {word for name in html.MODULES for word in re.findall(r"\bwords\.(\w+)", html.read(name))}
    assert used == set(html.WORDS_IN_SCRIPT)


def test_every_graphic_has_text(report: Path) -> None:
    for name, attributes in outline(report).tags:
        if name == "svg":
            assert attributes.get("aria-hidden") == "true" or attributes.get("aria-label")


def test_a_page_without_baseline_offers_no_comparison(run: FakeRun, tmp_path: Path) -> None:
    content = write_report(run, None, tmp_path / "alone.html").read_text(encoding="utf-8")
    assert "Change since 2021" in content
    assert "Change from A" not in content
    assert "No baseline was given" in content


def test_the_badge_says_solved_and_keeps_the_residual_for_those_who_ask(report: Path) -> None:
    content = report.read_text(encoding="utf-8")
    assert "Solved and certified: books close" in content
    assert 'title="Largest residual 2e-12"' in content


def test_a_fitted_figure_that_is_not_reproduced_says_so(report: Path) -> None:
    assert '<span class="fitted">set to reach it</span>' in report.read_text(encoding="utf-8")


def test_a_run_with_open_books_is_not_called_certified(run: FakeRun, tmp_path: Path) -> None:
    loose = replace(run, certificate={"conservation": {"people": 1e-3}})
    content = write_report(loose, None, tmp_path / "loose.html").read_text(encoding="utf-8")
    assert "Solved: books off by 1e-3" in content
    assert 'class="banner"' in content
