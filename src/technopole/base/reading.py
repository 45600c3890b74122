"""Files to text: every way in which a file can be unreadable becomes a finding."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from technopole.base.errors import Finding

if TYPE_CHECKING:
    from pathlib import Path

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = "Save the file as UTF-8 (in a spreadsheet: CSV UTF-8)"


@dataclass(frozen=True)
class RawTable:
    """A table as the user wrote it: header, rows of text, and each row's number in the file."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


def read_text(path: Path) -> tuple[str | None, list[Finding]]:
    """Read a UTF-8 file; return (None, findings) if that is impossible."""
    name = path.name
    if path.is_dir():
        return None, [Finding(f"'{name}' is a folder", name, remedy="Put a file of that name in its place")]
    if not path.exists():
        return None, [Finding(f"'{name}' is missing", name, remedy="Add the file")]
    try:
        content = path.read_bytes()
    except OSError as error:
        return None, [
            Finding(f"'{name}' cannot be opened: {error.strerror}", name, remedy="Check its rights")
        ]
    return _decode(name, content)


def _decode(name: str, content: bytes) -> tuple[str | None, list[Finding]]:
    """Decode bytes, passing over a byte-order mark with a warning."""
    findings: list[Finding] = []
    if content.startswith(_UTF16_MARKS):
        return None, [Finding(f"'{name}' is UTF-16, not UTF-8 (byte-order mark)", name, remedy=_SAVE_AS)]
    if content.startswith(_UTF8_MARK):
        content = content[len(_UTF8_MARK) :]
        findings.append(
            Finding(
                f"'{name}' starts with a byte-order mark, which was passed over",
                name,
                remedy="Save it as UTF-8 without the mark",
                severity="warning",
            )
        )
    if not content.strip():
        return None, [*findings, Finding(f"'{name}' is empty", name, remedy="Fill it or restore it")]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        what = f"'{name}' is not UTF-8 text (byte {content[error.start]:#04x})"
        return None, [*findings, Finding(what, name, row=row, remedy=_SAVE_AS)]
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        return None, [*findings, Finding(f"'{name}' holds binary data", name, row=row, remedy=_SAVE_AS)]
    return text, findings


def read_csv(path: Path, delimiter: str = ",") -> tuple[RawTable | None, list[Finding]]:
    """Read a comma-separated table as text, cells stripped of blanks around them, blank lines left out.

    Ragged rows are findings and are left out; so is everything after a broken quote.
    """
    text, findings = read_text(path)
    if text is None:
        return None, findings
    name = path.name
    records: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter):
            number += 1
            if any(cell.strip() for cell in cells):
                records.append((number, [cell.strip() for cell in cells]))
    except csv.Error as error:
        what = f"the table cannot be read past this row ({error})"
        return None, [
            *findings,
            Finding(what, name, number + 1, remedy="Check the quotation marks and commas"),
        ]
    if not records:
        return None, [*findings, Finding(f"'{name}' is empty", name, remedy="Fill it or restore it")]
    header = tuple(records[0][1])
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for row_number, cells in records[1:]:
        if len(cells) != len(header):
            what = f"the row has {len(cells)} cells, the header {len(header)}"
            remedy = "Check the commas; put quotation marks around text that holds one"
            findings.append(Finding(what, name, row_number, remedy=remedy))
            continue
        rows.append(tuple(cells))
        numbers.append(row_number)
    return RawTable(header, tuple(rows), tuple(numbers)), findings
