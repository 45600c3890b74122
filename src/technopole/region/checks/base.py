"""What a check is: one function from sound tables to findings, registered with the tables it needs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from technopole.base.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from technopole.base.errors import Finding
    from technopole.region.settings import RegionSettings

Key = tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """One row of a table: its number in the file and its cells, defaults and money applied."""

    row: int
    cells: Mapping[str, object]

    def text(self, column: str) -> str:
        """Return a cell of text; "" if blank."""
        return str(self.cells[column])

    def key(self, *columns: str) -> Key:
        """Return several cells of text."""
        return tuple(self.text(column) for column in columns)

    def number(self, column: str) -> float:
        """Return a figure or a year; NaN if blank."""
        value = self.cells[column]
        return float(value) if isinstance(value, (int, float)) else float("nan")


@dataclass(frozen=True)
class Sources:
    """What checks read."""

    folder: Path
    settings: RegionSettings
    tables: Mapping[str, pd.DataFrame]
    """Frames whose index is the row in the file."""
    _records: dict[str, tuple[Record, ...]] = field(default_factory=dict[str, tuple[Record, ...]])

    def records(self, table: str) -> tuple[Record, ...]:
        """Return the rows of a table."""
        if table not in self._records:
            frame = self.tables[table]
            columns = {str(name): frame[name].tolist() for name in frame.columns}
            numbers: list[int] = frame.index.tolist()
            self._records[table] = tuple(
                Record(number, {name: cells[position] for name, cells in columns.items()})
                for position, number in enumerate(numbers)
            )
        return self._records[table]

    def texts(self, table: str, column: str) -> list[str]:
        """Return a column of text in the order of the file."""
        return [record.text(column) for record in self.records(table)]

    def lookup(self, table: str, key: str, value: str) -> dict[str, str]:
        """Return one column of text by another."""
        return {record.text(key): record.text(value) for record in self.records(table)}

    @property
    def side_of_zone(self) -> dict[str, str]:
        """Return each zone's side."""
        return self.lookup("zones", "zone", "side")

    @property
    def side_of_node(self) -> dict[str, str]:
        """Return each node's side."""
        return self.lookup("nodes", "node", "side")


class CheckFunction(Protocol):
    """A check's body."""

    def __call__(self, sources: Sources, /) -> Iterator[Finding]:
        """Yield what is wrong."""
        ...


@dataclass(frozen=True)
class Check:
    """A registered check; it runs only when every table it needs could be read without a fault."""

    name: str
    needs: tuple[str, ...]
    description: str
    run: CheckFunction


CHECKS: Registry[Check] = Registry("check")


def check(name: str, *needs: str) -> Callable[[CheckFunction], CheckFunction]:
    """Register a function as a check of the tables it needs; its docstring's first line describes it."""

    def keep(function: CheckFunction) -> CheckFunction:
        description = (function.__doc__ or "").strip().splitlines()[0]
        CHECKS.register(name)(Check(name, needs, description, function))
        return function

    return keep


def grouped(records: Iterable[Record], *columns: str) -> dict[Key, list[Record]]:
    """Return the records by the values of some columns, in order of first appearance."""
    groups: defaultdict[Key, list[Record]] = defaultdict(list)
    for record in records:
        groups[record.key(*columns)].append(record)
    return dict(groups)


def total(records: Iterable[Record], column: str) -> float:
    """Return the sum of a column."""
    return sum(record.number(column) for record in records)


def totals(records: Iterable[Record], value: str, *columns: str) -> dict[Key, float]:
    """Return the sums of a column by the values of other columns."""
    return {key: total(rows, value) for key, rows in grouped(records, *columns).items()}


def tolerance(count: float) -> float:
    """Return the difference forgiven in a count of people: half a person, or half a person a million."""
    return max(0.5, 0.5e-6 * count)
