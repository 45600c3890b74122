"""Checks across tables: one function each, found by name, run together so that all faults show at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from technopole.region.checks.base import CHECKS, Check, Sources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from technopole.base.errors import Finding
    from technopole.region.settings import RegionSettings

__all__ = ["Check", "all_checks", "run_checks"]


def all_checks() -> tuple[Check, ...]:
    """Return every check, by file and then in the order of the file, whatever was imported first."""
    CHECKS.discover(__name__)
    return tuple(sorted((item for _, item in CHECKS.items()), key=lambda item: item.run.__module__))


def run_checks(folder: Path, settings: RegionSettings, tables: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Run every check whose tables are all there."""
    sources = Sources(folder, settings, tables)
    findings: list[Finding] = []
    for item in all_checks():
        if all(table in tables for table in item.needs):
            findings += item.run(sources)
    return findings
