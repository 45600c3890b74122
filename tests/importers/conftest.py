"""A country's files, imported once for all tests that only look."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import files

import technopole as tp

if TYPE_CHECKING:
    from technopole.importers import Imported


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """Import everything: zones, census, roads, timetable, commuters."""
    folder = tmp_path_factory.mktemp("country")
    recipe = files.country(folder / "files", files.NETWORK, files.TIMETABLE)
    return tp.import_region(recipe, folder / "region", quality=False)


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    """Files to spoil: zones, census, roads, timetable, a matrix, commuters."""
    return files.country(tmp_path / "files", files.NETWORK, files.TIMETABLE)
