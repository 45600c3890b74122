"""Five hundred seeded corruptions, what is accepted also run; fifty kills of imports, runs and ensembles."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS / "fuzz"), str(TESTS / "importers")]

import files  # noqa: E402 - found by the line above
from corruption import follow  # noqa: E402
from killed import kill_and_go_on, kill_at_random  # noqa: E402

from technopole.region import load_region  # noqa: E402
from technopole.store import read_run  # noqa: E402

SEEDS, EACH = 500, 25
IMPORTS, RUNS, ENSEMBLES = 20, 20, 10
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of POSIX")


@pytest.mark.parametrize("first", range(0, SEEDS, EACH))
def test_damage_ends_in_a_clear_finding_or_in_a_certified_run(first: int) -> None:
    for seed in range(first, first + EACH):
        follow(seed, run=True)


def test_killed_imports(tmp_path: Path) -> None:
    files.country(tmp_path, files.NETWORK, files.TIMETABLE)
    words = ("import", "import.toml", "--out", "made/region", "--no-quality")
    kill_at_random(words, tmp_path, "made/region", IMPORTS, 3, load_region)


def test_killed_runs(tmp_path: Path) -> None:
    words = ("run", "two-towns", "--out", "made/run", "--no-report")
    kill_at_random(words, tmp_path, "made/run", RUNS, 4, read_run)


def test_killed_ensembles(tmp_path: Path) -> None:
    words = ("ensemble", "two-towns", "--plan", "baseline", "--plan", "new-town", "--draws", "32")
    kill_and_go_on((*words, "--workers", "1", "--out"), tmp_path, ENSEMBLES, 5)
