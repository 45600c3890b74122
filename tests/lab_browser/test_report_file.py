"""A report opens from a file, in every language and view, and asks nothing of anywhere."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from page_helpers import FILLS, LANGUAGES, SENTENCE, VIEWS, settled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run folder with its report, as `technopole run` writes it."""
    place = tmp_path_factory.mktemp("run")
    subprocess.run(
        [sys.executable, "-c", "from technopole.cli import main; main()", "run", "two-towns", "--plan",
         "new-town", "--out", "run", "--json"],
        cwd=place, check=True, capture_output=True,
    )  # fmt: skip
    return place / "run"


def at(report: Path, **settings: str) -> str:
    return report.as_uri() + "#v=1&" + "&".join(f"{key}={value}" for key, value in settings.items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_opens_from_the_file(visit: Callable[..., Any], folder: Path, language: str) -> None:
    page = visit(at(folder / "report.html", lang=language))
    for view in VIEWS:
        page.evaluate(f"location.hash = 'v=1&view={view}&lang={language}'")
        page.wait_for_selector(f"main.view-{view}")
        settled(page)
        assert len(page.inner_text("main")) > 40, view
    if language != "en":
        assert any("\u4e00" <= letter <= "\u9fff" for letter in page.inner_text("main"))


def test_the_file_shows_the_runs_own_numbers(visit: Callable[..., Any], folder: Path) -> None:
    page = settled(visit(at(folder / "report.html", view="plan", lang="en")))
    stored = page.evaluate("JSON.parse(document.getElementById('stored').textContent).scenario.scorecard")
    import pandas as pd

    card = pd.read_csv(folder / "scorecard.csv")
    people = next(row for row in stored if (row["indicator"], row["scope"]) == ("population", "meadow"))
    kept = card[(card["indicator"] == "population") & (card["scope"] == "meadow")]["last"]
    assert people["last"] == pytest.approx(float(kept.iloc[0]), rel=1e-9)
    assert len(set(page.evaluate(FILLS)[0])) > 2
    assert page.locator(".lever input[type=range]:enabled").count() == 0


def test_changing_the_language_in_the_file_changes_the_sentence(
    visit: Callable[..., Any], folder: Path
) -> None:
    page = settled(visit(at(folder / "report.html", view="plan", lang="en")))
    said = {page.evaluate(SENTENCE)}
    for index in (1, 2):
        page.click(f".langs button >> nth={index}")
        page.wait_for_timeout(600)
        said.add(page.evaluate(SENTENCE))
    assert len(said) == 3


def test_the_file_prints_to_a_pdf_in_the_light_theme(folder: Path, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    from technopole.report.pdf import print_pdf

    file = print_pdf(folder / "report.html", tmp_path / "report.pdf", views=["plan"])
    sheets = pypdf.PdfReader(file).pages
    assert len(sheets) == 1
    box = sheets[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (842, 595)
    words = sheets[0].extract_text()
    assert "goals" in words
    assert json.loads((folder / "manifest.json").read_text())["versions"]["technopole"] in words
