"""Cells of a table with their faults: every fault says file, row and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding
from technopole.base.names import suggestion
from technopole.base.reading import read_csv

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

YES = frozenset({"yes", "true", "1"})
NO = frozenset({"no", "false", "0", ""})


@dataclass(frozen=True, eq=False)
class Cells:
    """A table as text; what is wrong with a cell is added to `findings`."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers_of_rows: tuple[int, ...]
    findings: list[Finding]

    def has(self, column: str) -> bool:
        """Tell whether the table has a column."""
        return column in self.header

    def fault(self, row: int, column: str, what: str, remedy: str) -> None:
        """Add a fault of a cell."""
        self.findings.append(Finding(what, self.file, self.numbers_of_rows[row], column, remedy))

    def text(self, column: str) -> list[str]:
        """A column as text; blanks if the table lacks it."""
        if not self.has(column):
            return [""] * len(self.rows)
        place = self.header.index(column)
        return [row[place] for row in self.rows]

    def numbers(
        self, column: str, *, least: float = -np.inf, most: float = np.inf, default: float | None = None,
        needed: NDArray[np.bool_] | None = None, missing: str = "",
    ) -> NDArray[np.float64]:  # fmt: skip
        """A column as numbers within bounds; a blank is `default`, or a fault where it is needed."""
        values = np.full(len(self.rows), np.nan if default is None else default)
        for row, cell in enumerate(self.text(column)):
            if not cell:
                if default is None or (needed is not None and needed[row]):
                    self.fault(row, column, missing or f"`{column}` is missing", "Fill it in")
                continue
            try:
                values[row] = float(cell)
            except ValueError:
                self.fault(
                    row, column, f"'{cell}' is not a number", "Write a number, with a point for decimals"
                )
                continue
            if not np.isfinite(values[row]) or not least <= values[row] <= most:
                span = f"at least {least:g}" if np.isinf(most) else f"from {least:g} to {most:g}"
                sign = "negative" if values[row] < 0 <= least else "not allowed"
                self.fault(row, column, f"{column} {cell} is {sign}", f"Give a number {span}")
        return values

    def labels(
        self, column: str, known: Sequence[str], kind: str, *, optional: bool = False, missing: str = ""
    ) -> NDArray[np.intp]:
        """A column as positions in `known`; -1 with a fault where that is impossible."""
        place = {name: number for number, name in enumerate(known)}
        found = np.full(len(self.rows), -1, dtype=np.intp)
        for row, cell in enumerate(self.text(column)):
            if cell in place:
                found[row] = place[cell]
            elif cell:
                self._unknown(row, column, cell, known, kind)
            elif not optional:
                self.fault(row, column, missing or f"`{column}` is missing", "Fill it in")
        return found

    def sets(self, column: str, known: Sequence[str], kind: str) -> NDArray[np.bool_]:
        """A column of several labels apart by blanks, [row, label]."""
        found = np.zeros((len(self.rows), len(known)), dtype=bool)
        for row, cell in enumerate(self.text(column)):
            if not cell:
                self.fault(row, column, f"`{column}` is missing", "Name the team's sides, apart by blanks")
            for name in cell.split():
                if name in known:
                    found[row, list(known).index(name)] = True
                else:
                    self._unknown(row, column, name, known, kind)
        return found

    def years(self, column: str, years: tuple[int, ...]) -> NDArray[np.intp]:
        """A column of years as positions."""
        known = [str(year) for year in years]
        return self.labels(column, known, "year of the study", missing="the year is missing")

    def flags(self, column: str) -> NDArray[np.bool_]:
        """A column of yes and no; a blank is no."""
        found = np.zeros(len(self.rows), dtype=bool)
        for row, cell in enumerate(self.text(column)):
            found[row] = cell.lower() in YES
            if cell.lower() not in YES | NO:
                self.fault(row, column, f"'{cell}' is neither yes nor no", "Write yes or no")
        return found

    def _unknown(self, row: int, column: str, cell: str, known: Sequence[str], kind: str) -> None:
        shown = ", ".join(known[:8]) + (" ..." if len(known) > 8 else "")  # noqa: PLR2004 - one line
        self.fault(row, column, f"unknown {kind} '{cell}'{suggestion(cell, known)}", f"Use one of {shown}")


def read_cells(
    path: Path, needed: Sequence[str], optional: Sequence[str], findings: list[Finding], *, key: Sequence[str]
) -> Cells | None:
    """Read a table; unknown, missing and repeated columns or rows are findings. None if it is unreadable."""
    raw, found = read_csv(path)
    findings += found
    if raw is None:
        return None
    known = tuple(dict.fromkeys((*needed, *optional)))
    for name in raw.header:
        if name not in known:
            what = f"unknown column '{name}'{suggestion(name, known)}"
            findings.append(Finding(what, path.name, 1, name, f"Remove it or use one of {', '.join(known)}"))
    absent = [name for name in needed if name not in raw.header]
    for name in absent:
        findings.append(Finding(f"column '{name}' is missing", path.name, 1, name, "Add it"))
    if absent:
        return None
    cells = Cells(path.name, raw.header, raw.rows, raw.numbers, findings)
    _twice(cells, key)
    return cells


def _twice(cells: Cells, key: Sequence[str]) -> None:
    """Rows with the same key."""
    seen: dict[tuple[str, ...], int] = {}
    columns = [cells.text(name) for name in key]
    for row, values in enumerate(zip(*columns, strict=True)):
        first = seen.setdefault(values, cells.numbers_of_rows[row])
        if first != cells.numbers_of_rows[row]:
            said = ", ".join(value for value in values if value)
            what = f"duplicate {key[0]}: '{said}' stands in row {first} already"
            cells.fault(row, key[0], what, "Remove or rename one of them")
