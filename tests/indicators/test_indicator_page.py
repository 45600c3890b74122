"""The reference page says what the registry says."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_page_is_up_to_date() -> None:
    script = runpy.run_path(str(DOCS / "build_indicators.py"))
    written = (DOCS / "reference" / "indicators.md").read_text(encoding="utf-8")
    assert script["page"]() == written, "run python docs/build_indicators.py"
