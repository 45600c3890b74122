"""One self-contained page of a run: what changed, against what, and why to believe it."""

from __future__ import annotations

from technopole.report.write import write_report

__all__ = ["write_report"]
