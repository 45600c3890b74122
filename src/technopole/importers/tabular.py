"""CSV tables under other people's column names, checked cell by cell with their file, line and column."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, errors_of
from technopole.base.names import suggestion
from technopole.base.reading import RawTable, read_csv
from technopole.region.plain import rows_of
from technopole.region.schema import declared_tables
from technopole.region.tables import Known, build_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from technopole.importers.draft import Draft
    from technopole.importers.recipe import Mapped, Zones

    Sourced = Mapped | Zones


def read_mapped(draft: Draft, mapped: Mapped) -> None:
    """Read one CSV into the draft; every fault becomes a finding with the user's file, line and column."""
    raw, findings = read_raw(draft.place / mapped.file, mapped.delimiter)
    draft.findings += findings
    if raw is None:
        return
    wanted = [*mapped.columns.values(), *(mapped.melt.columns.values() if mapped.melt else ())]
    missing = list(missing_columns(raw, wanted, mapped.file))
    draft.findings += missing
    if missing:
        return
    renamed = _melted(raw, mapped) if mapped.melt else _picked(raw, list(mapped.columns.items()))
    renamed = translated(renamed, mapped.words)
    if mapped.others == "skip":
        renamed, left_out = _of_the_region(renamed, set(draft.zones))
        if left_out:
            draft.remarks.append(f"{mapped.file}: {left_out} rows of other zones were skipped")
    renamed = with_implied(draft, mapped.table, with_constants(renamed, mapped.table, mapped, draft))
    had_households = "households" in mapped.columns or "households" in mapped.constants
    into_table(draft, mapped.table, renamed, mapped.file, own_names(mapped))
    if mapped.table == "people" and not had_households:
        for row in draft.rows("people"):
            row["households"] = None  # counts.py fills it in and says so


def own_names(mapped: Mapped | Zones) -> dict[str, str]:
    """Return the user's name of each declared column."""
    names = dict(mapped.columns)
    melt = getattr(mapped, "melt", None)
    if melt:
        names[melt.value] = " / ".join(melt.columns.values())
    return names


def into_table(draft: Draft, table: str, raw: RawTable, file: str, names: Mapping[str, str]) -> None:
    """Check a table in declared columns and append its rows; findings name the user's file and column."""
    declared = declared_tables()[table]
    frame, findings = build_table(declared, raw, Known(draft.settings, _known(draft)))
    draft.findings += [
        replace(finding, file=file, column=_named(finding.column, names)) for finding in findings
    ]
    if frame is None or errors_of(findings):
        return
    given = [column for column in declared.column_names if column in raw.header]
    draft.add(table, rows_of(frame[given]))


def read_raw(path: Path, delimiter: str = ",") -> tuple[RawTable | None, list[Finding]]:
    """Read a CSV as text; with the wrong delimiter the finding says so."""
    raw, findings = read_csv(path, delimiter)
    if raw is not None and len(raw.header) == 1 and not errors_of(findings):
        other = next((mark for mark in ";\t|," if mark != delimiter and mark in raw.header[0]), None)
        if other is not None:
            what = f"the header is one cell: the columns are not separated by '{delimiter}'"
            remedy = f"Set delimiter = {other!r} in the recipe"
            return None, [*findings, Finding(what, path.name, 1, remedy=remedy)]
    return (None if errors_of(findings) else raw), findings


def missing_columns(raw: RawTable, wanted: list[str], file: str) -> list[Finding]:
    """Return a finding for each column the recipe names and the file does not have."""
    return [
        Finding(
            f"there is no column '{name}'{suggestion(name, raw.header)}",
            file,
            1,
            name,
            remedy="Correct the column's name in the recipe",
        )
        for name in dict.fromkeys(wanted)
        if name not in raw.header
    ]


def _picked(raw: RawTable, columns: list[tuple[str, str]]) -> RawTable:
    """Keep the mapped columns under their declared names."""
    positions = [raw.header.index(theirs) for _, theirs in columns]
    rows = tuple(tuple(row[position] for position in positions) for row in raw.rows)
    return RawTable(tuple(ours for ours, _ in columns), rows, raw.numbers)


def _melted(raw: RawTable, mapped: Mapped) -> RawTable:
    """Turn one column a label into one row a label; blank figures are left out."""
    melt = mapped.melt
    assert melt is not None  # noqa: S101 - the caller asked
    kept = list(mapped.columns.items())
    positions = [raw.header.index(theirs) for _, theirs in kept]
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for number, row in zip(raw.numbers, raw.rows, strict=True):
        head = tuple(row[position] for position in positions)
        for label, theirs in melt.columns.items():
            rows.append((*head, label, row[raw.header.index(theirs)]))
            numbers.append(number)
    header = (*(ours for ours, _ in kept), melt.column, melt.value)
    return RawTable(header, tuple(rows), tuple(numbers))


def translated(raw: RawTable, words: Mapping[str, Mapping[str, str]]) -> RawTable:
    """Translate the file's words (codes of sides, sectors, groups) into the region's identifiers."""
    if not words:
        return raw
    meanings = [words.get(column, {}) for column in raw.header]
    rows = tuple(
        tuple(meaning.get(cell, cell) for cell, meaning in zip(row, meanings, strict=True))
        for row in raw.rows
    )
    return replace(raw, rows=rows)


def _of_the_region(raw: RawTable, zones: set[str]) -> tuple[RawTable, int]:
    """Keep the rows of the region's zones; tell how many were of others."""
    if "zone" not in raw.header:
        return raw, 0
    position = raw.header.index("zone")
    kept = [place for place, row in enumerate(raw.rows) if row[position] in zones]
    rows, numbers = tuple(raw.rows[place] for place in kept), tuple(raw.numbers[place] for place in kept)
    return RawTable(raw.header, rows, numbers), len(raw.rows) - len(kept)


def with_constants(raw: RawTable, table: str, mapped: Sourced, draft: Draft) -> RawTable:
    """Add the recipe's constants, and year, grade, source and unit where the table wants them."""
    declared = declared_tables()[table]
    year = mapped.year if mapped.year is not None else draft.settings.base_year
    values = {"year": str(year), "grade": mapped.grade, "source": mapped.source} | mapped.constants
    unit = next((column for column in declared.columns if column.name == "unit"), None)
    if unit is not None and len(unit.choices) == 1 and "{" not in unit.choices[0]:
        values.setdefault("unit", unit.choices[0])
    added = {
        name: value
        for name, value in values.items()
        if name in declared.column_names and name not in raw.header
    }
    rows = tuple((*row, *added.values()) for row in raw.rows)
    return RawTable((*raw.header, *added), rows, raw.numbers)


def with_implied(draft: Draft, table: str, raw: RawTable) -> RawTable:
    """Add columns that leave no choice: the only group, sector or skill, the side's currency."""
    settings = draft.settings
    side, money = draft.side_of_zone, {one.id: one.currency for one in settings.sides}
    group = group_of_side(draft) or {}
    place = {name: raw.header.index(name) for name in raw.header}

    def of_zone(row: tuple[str, ...]) -> str:
        return (
            side.get(row[place["zone"]], "")
            if "zone" in place
            else row[place["side"]]
            if "side" in place
            else ""
        )

    implied: dict[tuple[str, str], Callable[[tuple[str, ...]], str | None]] = {
        ("people", "households"): lambda _: "0",
        ("residents", "group"): lambda row: group.get(of_zone(row)),
        ("jobs", "sector"): lambda _: settings.sectors[0].id if len(settings.sectors) == 1 else None,
        ("wages", "skill"): lambda _: settings.skills[0] if len(settings.skills) == 1 else None,
        ("wages", "share"): lambda _: "1" if len(settings.skills) == 1 else None,
        ("wages", "unit"): lambda row: f"{money[of_zone(row)]} a year" if of_zone(row) in money else None,
        ("rents", "unit"): lambda row: (
            f"{money[of_zone(row)]} per m2 a year" if of_zone(row) in money else None
        ),
    }
    for (name, column), value in implied.items():
        if name == table and column not in raw.header:
            cells = [value(row) for row in raw.rows]
            if any(cell is not None for cell in cells):
                rows = tuple((*row, cell or "") for row, cell in zip(raw.rows, cells, strict=True))
                raw = RawTable((*raw.header, column), rows, raw.numbers)
    return raw


def group_of_side(draft: Draft) -> dict[str, str] | None:
    """Return the one group that lives on each side; None if several do somewhere."""
    settings = draft.settings
    found = {
        side: [one.id for one in settings.groups if side in one.live] for side in settings.labels("sides")
    }
    return None if any(len(groups) != 1 for groups in found.values()) else {s: g[0] for s, g in found.items()}


def _known(draft: Draft) -> dict[str, RawTable]:
    """Return the identifiers that tables may refer to: zones, nodes and crossings read so far."""
    found: dict[str, RawTable] = {}
    for table, column in (("zones", "zone"), ("nodes", "node"), ("crossings", "crossing")):
        names = tuple((str(row[column]),) for row in draft.rows(table))
        if table == "nodes":
            names += tuple((zone,) for zone in draft.zones)
        if names:
            found[table] = RawTable((column,), names, tuple(range(2, len(names) + 2)))
    return found


def _named(column: str | None, names: Mapping[str, Any]) -> str | None:
    """Return the user's name of a declared column, or of several joined by commas."""
    if column is None:
        return None
    return ", ".join(str(names.get(part, part)) for part in column.split(", "))
