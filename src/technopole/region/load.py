"""From a folder to a Region: every fault found at once, or a region that satisfies every check."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from technopole.base.errors import Finding, InputError, errors_of, sorted_findings, warnings_of
from technopole.base.reading import RawTable, read_csv
from technopole.region.checks import run_checks
from technopole.region.defaults import completed
from technopole.region.fingerprint import fingerprint
from technopole.region.folder import folder_faults
from technopole.region.parameters_read import read_parameters
from technopole.region.region import Region
from technopole.region.schema import declared_tables
from technopole.region.settings_read import read_settings
from technopole.region.shipped import find_region
from technopole.region.tables import Known, build_table, empty_table

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from technopole.region.parameters import Parameters
    from technopole.region.settings import RegionSettings


@dataclass
class Draft:
    """What could be read of a region so far: some of it may be missing."""

    folder: Path
    settings: RegionSettings | None = None
    parameters: Parameters | None = None
    tables: dict[str, pd.DataFrame] = field(default_factory=dict[str, "pd.DataFrame"])
    findings: list[Finding] = field(default_factory=list[Finding])


def load_region(name_or_folder: str | Path) -> Region:
    """Load a shipped region by name, or any region folder by path.

    Raises:
        InputError: with every error found. Warnings do not stop loading; they are in `Region.warnings`.

    """
    folder = find_region(name_or_folder)
    region, findings = examine(folder)
    errors = errors_of(findings)
    if errors or region is None:
        raise InputError(errors)
    tables = {name: frame.reset_index(drop=True) for name, frame in region.tables.items()}
    return replace(region, tables=tables, warnings=tuple(warnings_of(findings)))


def check_region(name_or_folder: str | Path) -> list[Finding]:
    """Return every error and warning of a region folder, sorted by file and row; never raises on faults."""
    try:
        folder = find_region(name_or_folder)
    except InputError as error:
        return list(error.findings)
    return examine(folder)[1]


def examine(folder: Path) -> tuple[Region | None, list[Finding]]:
    """Read all of a folder and run every check whose inputs are sound.

    The tables of the region returned here keep the rows of their files as index, which the checks
    quote. The region is None where settings, parameters or a table cannot be used.
    """
    draft = Draft(folder)
    draft.findings += folder_faults(folder)
    draft.settings, findings = read_settings(folder)
    draft.findings += findings
    if draft.settings is not None:
        draft.parameters, findings = read_parameters(folder, draft.settings)
        draft.findings += findings
    _read_tables(draft)
    if draft.settings is None:
        return None, sorted_findings(draft.findings)
    draft.tables = completed(draft.tables, draft.settings, draft.parameters)
    draft.findings += run_checks(draft.folder, draft.settings, draft.tables)
    if draft.parameters is None or len(draft.tables) < len(declared_tables()):
        return None, sorted_findings(draft.findings)
    region = Region(draft.folder, draft.settings, draft.tables, draft.parameters, fingerprint(folder))
    return region, sorted_findings(draft.findings)


def _read_tables(draft: Draft) -> None:
    """Read every declared table into the draft."""
    raw: dict[str, RawTable] = {}
    ragged: set[str] = set()
    for table in declared_tables().values():
        path = draft.folder / table.file
        if not path.exists() and not table.required:
            draft.tables[table.name] = empty_table(table)
            continue
        content, findings = read_csv(path)
        draft.findings += findings
        if content is not None:
            raw[table.name] = content
        if errors_of(findings):
            ragged.add(table.name)
    known = Known(draft.settings, raw)
    for name, content in raw.items():
        frame, findings = build_table(declared_tables()[name], content, known)
        draft.findings += findings
        if frame is not None and name not in ragged:
            draft.tables[name] = frame
