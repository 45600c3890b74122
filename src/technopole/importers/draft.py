"""The region that is being made: rows by table, what was filled in, and everything found wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from technopole.base.errors import Finding
    from technopole.importers.recipe import Recipe
    from technopole.region.settings import RegionSettings

Row = dict[str, Any]


@dataclass(frozen=True)
class Filled:
    """One thing that no file gave: which table, how many rows, by what method, and what would replace it."""

    table: str
    rows: int
    what: str
    method: str
    better: str


@dataclass(frozen=True)
class Estimate:
    """An estimated number with its standard error."""

    name: str
    value: float
    standard_error: float
    note: str


@dataclass
class Draft:
    """Rows of every table so far, in the region's own columns."""

    recipe: Recipe
    place: Path
    """Folder of the recipe: its files' names count from here."""
    settings: RegionSettings
    tables: dict[str, list[Row]] = field(default_factory=dict[str, "list[Row]"])
    features: list[dict[str, Any]] = field(default_factory=list["dict[str, Any]"])
    filled: list[Filled] = field(default_factory=list[Filled])
    estimates: list[Estimate] = field(default_factory=list[Estimate])
    remarks: list[str] = field(default_factory=list[str])
    findings: list[Finding] = field(default_factory=list["Finding"])

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table; none if it was not given."""
        return self.tables.get(table, [])

    @property
    def zones(self) -> list[str]:
        """Return the zones in their order."""
        return [str(row["zone"]) for row in self.rows("zones")]

    @property
    def side_of_zone(self) -> dict[str, str]:
        """Return each zone's side."""
        return {str(row["zone"]): str(row["side"]) for row in self.rows("zones")}

    def add(self, table: str, rows: list[Row]) -> None:
        """Append rows to a table."""
        self.tables.setdefault(table, []).extend(rows)

    def fill(self, table: str, rows: list[Row], what: str, method: str, better: str) -> None:
        """Append rows that no file gave, and remember how they were made."""
        if rows:
            self.add(table, rows)
            self.note(table, len(rows), what, method, better)

    def note(self, table: str, rows: int, what: str, method: str, better: str) -> None:
        """Remember that some rows of a table were completed or changed."""
        self.filled.append(Filled(table, rows, what, method, better))
