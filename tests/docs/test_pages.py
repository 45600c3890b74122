"""The documentation does what it says: every command and every line of Python in it runs; the site builds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import technopole

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FOLLOWED = [DOCS / "tutorial.md", *sorted((DOCS / "how-to").glob("*.md"))]


@pytest.mark.slow
@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: page.stem)
def test_a_reader_who_follows_a_page_arrives(page: Path, tmp_path: Path) -> None:
    source = str(Path(technopole.__file__).parents[1])
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(Path(__file__).parent / "follow.py"), str(page)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=os.environ | {"PYTHONPATH": source, "COLUMNS": "120"},
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert not done.stdout.startswith("0 blocks")


def test_generated_pages_are_up_to_date() -> None:
    for script in ("build_cli.py", "build_data_cards.py"):
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, str(DOCS / script), "--check"],
            check=False,
            env=os.environ | {"PYTHONPATH": str(Path(technopole.__file__).parents[1])},
        )
        assert done.returncode == 0, f"run python docs/{script}"


def test_the_site_builds_without_a_warning_and_fetches_nothing(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > len(FOLLOWED)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r'(?:src|rel="stylesheet" href)="(?:https?:)?//', text), page
        assert 'class="arithmatex"' not in text, page
        assert r"\tag{" not in text, page
