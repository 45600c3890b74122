"""A copy of the teaching region that tests may spoil."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from technopole.base import Finding, errors_of
from technopole.region import Region, check_region, find_region, load_region

if TYPE_CHECKING:
    from collections.abc import Callable

Rows = list[list[str]]


class Copy:
    """A copy of a region folder, with ways to spoil it. Rows count as in the file: the header is row 1."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def restore(self, name: str) -> None:
        """Put back a file as it was shipped."""
        shutil.copy(find_region("two-towns") / name, self.folder / name)

    def rows(self, table: str) -> Rows:
        """Return the rows of a table, header first."""
        return list(csv.reader(io.StringIO((self.folder / f"{table}.csv").read_text(encoding="utf-8"))))

    def edit(self, table: str, change: Callable[[Rows], object]) -> None:
        """Apply a change to the rows of a table."""
        rows = self.rows(table)
        change(rows)
        with (self.folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def put(self, table: str, row: int, column: str, value: str) -> None:
        """Write a value into a cell."""

        def change(rows: Rows) -> None:
            rows[row - 1][rows[0].index(column)] = value

        self.edit(table, change)

    def drop_row(self, table: str, row: int) -> None:
        """Remove a row."""
        self.edit(table, lambda rows: rows.pop(row - 1))

    def row_of(self, table: str, **wanted: str) -> int:
        """Return the number of the first row with the wanted values."""
        header, *rows = self.rows(table)
        for number, row in enumerate(rows, start=2):
            if all(row[header.index(column)] == value for column, value in wanted.items()):
                return number
        raise LookupError(wanted)

    def replace(self, file: str, old: str, new: str) -> None:
        """Replace the first occurrence of a text in a file."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def errors(self) -> list[Finding]:
        """Return all errors."""
        return errors_of(check_region(self.folder))

    def only(self) -> Finding:
        """Return the one error there is."""
        found = self.errors()
        assert len(found) == 1, [finding.sentence() for finding in found]
        return found[0]

    def one(self, words: str) -> Finding:
        """Return the one error that says the words, whatever else is wrong."""
        found = self.errors()
        said = [finding for finding in found if words in finding.sentence()]
        assert len(said) == 1, [finding.sentence() for finding in found]
        return said[0]


@pytest.fixture(scope="session")
def two_towns() -> Region:
    return load_region("two-towns")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(Path(shutil.copytree(find_region("two-towns"), tmp_path / "region")))


@pytest.fixture(scope="module")
def shared_copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """One copy for many hypothesis examples: each example restores what it spoils."""
    return Copy(Path(shutil.copytree(find_region("two-towns"), tmp_path_factory.mktemp("shared") / "region")))
