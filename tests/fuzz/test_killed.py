"""Kill -9 in the midst of run and import."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "importers"))

import files
from killed import kill_at_random

from technopole.region import load_region
from technopole.store import read_run

MOMENTS = 4
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of POSIX"),
]


def test_an_import_that_is_killed_leaves_nothing_that_loads(tmp_path: Path) -> None:
    files.country(tmp_path, files.NETWORK)
    words = ("import", "import.toml", "--out", "made/region", "--no-quality")
    kill_at_random(words, tmp_path, "made/region", MOMENTS, 1, load_region)


def test_a_run_that_is_killed_leaves_nothing_that_loads(tmp_path: Path) -> None:
    words = ("run", "two-towns", "--out", "made/run", "--no-report")
    kill_at_random(words, tmp_path, "made/run", MOMENTS, 2, read_run)
