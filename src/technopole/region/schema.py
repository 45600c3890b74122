"""The declared tables of a region, read from columns.csv and tables.csv beside this file.

One declaration drives the loader, the defaults, the checks and the reference page.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

Kind = Literal["text", "number", "year", "grade"]

_REFERENCE = re.compile(r"^(\w+)\.(\w+)$")
CURRENCY = "{currency}"
"""Stands, in a declared unit, for any currency declared in region.toml."""


@dataclass(frozen=True)
class Column:
    """One declared column. Bounds are None where there are none."""

    table: str
    name: str
    kind: Kind
    unit: str
    required: bool
    default: str
    key: bool
    minimum: float | None
    maximum: float | None
    refers_to: str
    description: str

    @property
    def reference(self) -> tuple[str, str] | None:
        """Return (table, column) or ("region", list) the value must be found in, if any."""
        match = _REFERENCE.match(self.refers_to)
        return (match[1], match[2]) if match else None

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the words allowed in the column; empty if any word is."""
        if not self.refers_to or self.reference:
            return ()
        return tuple(self.refers_to.split("|"))

    @property
    def is_money(self) -> bool:
        """Tell whether the value is in the currency named by the row's unit."""
        return self.unit.startswith("money")


@dataclass(frozen=True)
class Table:
    """One declared table and its columns in their declared order."""

    name: str
    required: bool
    may_be_empty: bool
    description: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """Name of the table's file in a region folder."""
        return f"{self.name}.csv"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Return the declared columns' names."""
        return tuple(column.name for column in self.columns)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the columns which together name a row."""
        return tuple(column.name for column in self.columns if column.key)

    def column(self, name: str) -> Column:
        """Return one declared column.

        Raises:
            KeyError: if the table declares no such column.

        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def unit_carries_currency(self) -> bool:
        """Tell whether each row's unit names the currency of its money columns."""
        return any(CURRENCY in column.refers_to for column in self.columns)


def declared_rows(name: str) -> list[dict[str, str]]:
    """Read one of the declarations shipped beside this file as a list of records of text."""
    text = files("technopole.region").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def optional_number(text: str) -> float | None:
    """Turn a declared bound into a number; blank is None."""
    return float(text) if text else None


@cache
def declared_tables() -> dict[str, Table]:
    """Return every declared table by name, in the order of the reference page."""
    columns: dict[str, list[Column]] = {}
    for row in declared_rows("columns.csv"):
        columns.setdefault(row["table"], []).append(_column(row))
    return {
        row["table"]: Table(
            name=row["table"],
            required=row["required"] == "yes",
            may_be_empty=row["may_be_empty"] == "yes",
            description=row["description"],
            columns=tuple(columns[row["table"]]),
        )
        for row in declared_rows("tables.csv")
    }


def _column(row: dict[str, str]) -> Column:
    """Turn one row of columns.csv into a Column."""
    return Column(
        table=row["table"],
        name=row["column"],
        kind=cast("Kind", row["type"]),
        unit=row["unit"],
        required=row["required"] == "yes",
        default=row["default"],
        key=row["key"] == "yes",
        minimum=optional_number(row["minimum"]),
        maximum=optional_number(row["maximum"]),
        refers_to=row["refers_to"],
        description=row["description"],
    )
