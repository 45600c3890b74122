"""The folder of what a user's runs keep to be quicker the next time."""

from __future__ import annotations

import os
import sys
from pathlib import Path

CACHE_VARIABLE = "TECHNOPOLE_CACHE"


def cache_folder() -> Path:
    """Return TECHNOPOLE_CACHE, else the platform's own cache folder."""
    if CACHE_VARIABLE in os.environ:
        return Path(os.environ[CACHE_VARIABLE])
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "technopole"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "technopole"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "technopole"
