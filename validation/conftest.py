"""Validation shares the compile cache of the tests; where data are missing it is skipped."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

os.environ.setdefault("TECHNOPOLE_CACHE", str(Path(tempfile.gettempdir()) / "technopole-test-cache"))

GERMANY = "TECHNOPOLE_GERMANY"


@pytest.fixture(scope="session")
def germany_folder() -> Path:
    """Folder of the German tables, named by an environment variable: they are not part of this project."""
    if GERMANY not in os.environ:
        pytest.skip(f"{GERMANY} does not name the folder of the German counties (see docs/validation.md)")
    return Path(os.environ[GERMANY])
