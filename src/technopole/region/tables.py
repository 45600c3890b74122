"""A table of text to a table of values; one pass per table yields every fault in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from technopole.base.errors import Finding
from technopole.base.names import nearest, suggestion
from technopole.region.cells import Fault, is_blank, value_of
from technopole.region.schema import CURRENCY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from technopole.base.reading import RawTable
    from technopole.region.schema import Column, Table
    from technopole.region.settings import RegionSettings

SHOWN = 10
"""Faults listed one by one in a column; the rest are counted, so that a broken column stays readable."""


@dataclass(frozen=True)
class Known:
    """Names that other names may refer to: region.toml's lists and the identifiers of raw tables."""

    settings: RegionSettings | None
    raw: Mapping[str, RawTable]

    def options(self, column: Column) -> tuple[frozenset[str], str] | None:
        """Return the identifiers a column may use and where they live; None if they are unknown."""
        if column.reference is None:
            return None
        table, name = column.reference
        if table == "region":
            return (frozenset(self.settings.labels(name)), "region.toml") if self.settings else None
        raw = self.raw.get(table)
        if raw is None or name not in raw.header:
            return None
        position = raw.header.index(name)
        return frozenset(row[position] for row in raw.rows), f"{table}.csv"

    def choices(self, column: Column) -> tuple[str, ...]:
        """Return the words a column allows, declared currencies put in; empty if all are allowed."""
        words = column.choices
        if not any(CURRENCY in word for word in words):
            return words
        if self.settings is None:
            return ()
        return tuple(word.replace(CURRENCY, money) for word in words for money in self.settings.currencies)


def build_table(table: Table, raw: RawTable, known: Known) -> tuple[pd.DataFrame | None, list[Finding]]:
    """Convert a raw table.

    Returns the frame (index `row` = row in the file, declared columns in declared order, NaN or "" where
    nothing was written) and all findings. The frame is None where an error makes it unusable.
    """
    findings = list(_header_faults(table, raw))
    if not raw.rows and not table.may_be_empty:
        findings.append(Finding("the table has no rows", table.file, remedy="Add a row for each item"))
    columns: dict[str, pd.Series] = {}
    index = pd.Index(raw.numbers, name="row", dtype=np.int64)
    for column in table.columns:
        if column.name in raw.header:
            position = raw.header.index(column.name)
            cells = [row[position] for row in raw.rows]
            values, faults = _convert(column, cells, raw.numbers, known)
            findings += _shortened(faults, table.file, column.name)
        else:
            values = [_nothing(column)] * len(raw.rows)
        columns[column.name] = _series(column, values, index)
    findings += _duplicates(table, raw)
    broken = any(finding.severity == "error" for finding in findings)
    return (None if broken else _frame(columns, index)), findings


def empty_table(table: Table) -> pd.DataFrame:
    """Return an optional table that is not there: its columns and no rows."""
    index = pd.Index([], name="row", dtype=np.int64)
    return _frame({column.name: _series(column, [], index) for column in table.columns}, index)


def _frame(columns: dict[str, pd.Series], index: pd.Index) -> pd.DataFrame:
    """Make a table whose column names are plain strings too."""
    frame = pd.DataFrame(columns, index=index)
    frame.columns = pd.Index(list(columns), dtype=object)
    return frame


def _header_faults(table: Table, raw: RawTable) -> Iterator[Finding]:
    """Yield missing, unknown and doubled columns."""
    absent = [name for name in table.column_names if name not in raw.header]
    unknown = [name for name in raw.header if name not in table.column_names]
    for name, times in Counter(raw.header).items():
        if times > 1:
            what = f"the column '{name}' appears {times} times"
            yield Finding(what, table.file, 1, name, remedy="Keep one of them")
    for name in absent:
        if table.column(name).required:
            what = f"the column '{name}' is missing{suggestion(name, unknown)}"
            yield Finding(what, table.file, 1, name, remedy="Add the column or correct its name")
    for name in dict.fromkeys(unknown):
        close = nearest(name, absent) or nearest(name, table.column_names)
        hint = f" (nearest: '{close}')" if close else ""
        what = f"the table declares no column '{name}'{hint}"
        yield Finding(what, table.file, 1, name, remedy="Remove the column or correct its name")


def _convert(
    column: Column, cells: list[str], numbers: tuple[int, ...], known: Known
) -> tuple[list[str | float], list[tuple[int, Fault]]]:
    """Convert one column; faults come with their row."""
    options = known.options(column)
    choices = known.choices(column)
    values: list[str | float] = []
    faults: list[tuple[int, Fault]] = []
    read = {cell: _cell(column, cell, choices, options) for cell in dict.fromkeys(cells)}
    for number, cell in zip(numbers, cells, strict=True):
        result = read[cell]
        if isinstance(result, Fault):
            faults.append((number, result))
            result = _nothing(column)
        values.append(result)
    return values, faults


def _cell(
    column: Column, cell: str, choices: tuple[str, ...], options: tuple[frozenset[str], str] | None
) -> str | float | Fault:
    """Convert one cell and check that what it names exists."""
    if is_blank(cell, column):
        if not column.required:
            return _nothing(column)
        shown = f"'{cell}' is no value" if cell else "the cell is blank"
        return Fault(shown, f"Fill it in: {column.description}")
    if options is not None and cell not in options[0]:
        where = options[1]
        what = f"'{cell}' is not in {where}{suggestion(cell, sorted(options[0]))}"
        return Fault(what, f"Add it to {where} or fix column `{column.name}`")
    return value_of(cell, column, choices)


def _nothing(column: Column) -> str | float:
    """Return what stands where nothing was written."""
    return "" if column.kind in ("text", "grade") else float("nan")


def _series(column: Column, values: list[str | float], index: pd.Index) -> pd.Series:
    """Make a column: text, whole years where none is missing, else float64.

    Text is plain Python strings: tables are short and read often, which pandas' own text is slow at.
    """
    if column.kind in ("text", "grade"):
        return pd.Series(values, index=index, dtype=object)
    series = pd.Series(values, index=index, dtype=np.float64)
    if column.kind == "year" and not series.isna().any():
        return series.astype(np.int64)
    return series


def _shortened(faults: list[tuple[int, Fault]], file: str, column: str) -> Iterator[Finding]:
    """Yield the first faults of a column one by one and the number of the rest."""
    for number, fault in faults[:SHOWN]:
        yield Finding(fault.what, file, number, column, fault.remedy)
    if len(faults) > SHOWN:
        number, fault = faults[SHOWN]
        what = f"{len(faults) - SHOWN} more rows from this one on have faults in the column"
        yield Finding(what, file, number, column, fault.remedy)


def _duplicates(table: Table, raw: RawTable) -> Iterator[Finding]:
    """Yield rows whose key was seen before."""
    keys = [name for name in table.keys if name in raw.header]
    if len(keys) < len(table.keys) and not all(
        name in raw.header or not table.column(name).required for name in table.keys
    ):
        return
    positions = [raw.header.index(name) for name in keys]
    seen: dict[tuple[str, ...], int] = {}
    for number, row in zip(raw.numbers, raw.rows, strict=True):
        key = tuple(row[position] for position in positions)
        first = seen.setdefault(key, number)
        if first != number:
            named = ", ".join(f"{name} '{value}'" for name, value in zip(keys, key, strict=True))
            what = f"{named} is already in row {first}"
            yield Finding(what, table.file, number, ", ".join(keys), "Remove or correct one of the two rows")
