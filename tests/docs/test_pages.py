"""The documentation does what it says: every command and every line of Python in it runs; the site builds."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

import technopole
from technopole.cli.app import app

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FOLLOWED = [DOCS / "tutorial.md", *sorted((DOCS / "how-to").glob("*.md"))]
NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
USAGE_ERROR = typer.BadParameter.__mro__[1]  # typer carries click inside; this is its child
BLOCK = re.compile(r"^ *```(sh|bash|python)\b[^\n]*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def followed(script: str, document: Path, folder: Path) -> str:
    """Run a script of this folder on a document in an empty folder; return what it printed."""
    source = str(Path(technopole.__file__).parents[1])
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(Path(__file__).parent / script), str(document)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env=os.environ | {"PYTHONPATH": source, "COLUMNS": "120", "MPLBACKEND": "agg"},
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: page.stem)
def test_a_reader_who_follows_a_page_arrives(page: Path, tmp_path: Path) -> None:
    assert not followed("follow.py", page, tmp_path).startswith("0 blocks")


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_a_notebook_runs_from_top_to_bottom(notebook: Path, tmp_path: Path) -> None:
    assert not followed("notebook.py", notebook, tmp_path).startswith("0 cells")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_and_every_line_of_python_on_a_page_is_sound(page: Path) -> None:
    for language, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "python":
            compile(text, str(page), "exec")
            continue
        for line in commands(text):
            assert understood(line), f"{page.name}: `{line}`"


def commands(text: str) -> list[str]:
    """Lines of a shell block that call technopole, continued lines joined."""
    lines = text.replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("technopole ")]


def understood(line: str) -> bool:
    """Whether the command line exists as typed: commands, options and number of arguments."""
    words = shlex.split(line.removesuffix("&"), comments=True)[1:]
    command: Any = typer.main.get_command(app)
    context = command.context_class(command, info_name="technopole")
    try:
        while isinstance(command, TyperGroup):
            if words and words[0].startswith("--"):
                return words[0] in {"--help", "--version"}
            name, command, words = command.resolve_command(context, list(words))
            context = command.context_class(command, info_name=name, parent=context)
        command.make_parser(context).parse_args(list(words))
    except USAGE_ERROR:
        return False
    return True


def test_generated_pages_are_up_to_date() -> None:
    for script in ("build_api.py", "build_cli.py", "build_data_cards.py"):
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


@pytest.mark.parametrize("line", ["rnu two-towns", "run two-towns --plann x", "fund slove my-fund"])
def test_a_command_that_does_not_exist_is_not_taken_for_one(line: str) -> None:
    assert not understood(f"technopole {line}")
    assert understood("technopole run two-towns --plan new-town")
