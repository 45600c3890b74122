"""Shared by all tests: one compile cache for the session, away from the user's own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("TECHNOPOLE_CACHE", str(Path(tempfile.gettempdir()) / "technopole-test-cache"))
