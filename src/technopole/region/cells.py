"""One cell of text to a value, or the reason why not."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from technopole.base.grades import GRADES
from technopole.base.names import suggestion

if TYPE_CHECKING:
    from technopole.region.schema import Column

_NUMBER = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$", re.ASCII)
_GROUPED = re.compile(r"^[+-]?\d{1,3}([,' ]\d{3})+(\.\d+)?$", re.ASCII)
BLANKS = frozenset({"", "nan", "na", "n/a", "null", "none", "-", "#n/a"})
"""Words that spreadsheets and programs write where a figure is missing."""
FIRST_YEAR, LAST_YEAR, NEVER = 1800, 2300, 9999
"""Years outside these are typing errors; 9999 says that something never ends."""


@dataclass(frozen=True)
class Fault:
    """Why a cell cannot be used, and what to write instead."""

    what: str
    remedy: str


def is_blank(text: str, column: Column) -> bool:
    """Tell whether a cell holds nothing; in figures NaN and the like count as nothing."""
    return not text if column.kind == "text" else text.lower() in BLANKS


def number_of(text: str) -> float | Fault:
    """Read a number in plain notation (1234.5, 1e6)."""
    if _NUMBER.match(text):
        value = float(text)
        return value if math.isfinite(value) else Fault(f"'{text}' is too large", "Write a smaller number")
    if _GROUPED.match(text):
        return Fault(f"'{text}' is not a number", "Write it without separators between thousands")
    return Fault(f"'{text}' is not a number", "Write digits with a point for decimals and no unit")


def year_of(text: str) -> float | Fault:
    """Read a year."""
    value = number_of(text)
    if isinstance(value, Fault) or value != int(value):
        return Fault(f"'{text}' is not a year", "Write a whole year such as 2021")
    if not (FIRST_YEAR <= value <= LAST_YEAR or value == NEVER):
        return Fault(f"the year {text} is out of range", f"Write a year from {FIRST_YEAR} to {LAST_YEAR}")
    return value


def within(value: float, column: Column) -> Fault | None:
    """Check the declared bounds of a column."""
    unit = f" {column.unit}" if column.unit else ""
    if column.minimum is not None and value < column.minimum:
        return Fault(f"{value:g} is below the least allowed, {column.minimum:g}{unit}", "Correct the value")
    if column.maximum is not None and value > column.maximum:
        return Fault(f"{value:g} is above the most allowed, {column.maximum:g}{unit}", "Correct the value")
    return None


def grade_of(text: str) -> str | Fault:
    """Read a grade."""
    if text in GRADES:
        return text
    return Fault(f"'{text}' is not a grade{suggestion(text, GRADES)}", f"Use one of {', '.join(GRADES)}")


def choice_of(text: str, allowed: tuple[str, ...]) -> str | Fault:
    """Read one of a few words."""
    if text in allowed:
        return text
    listed = ", ".join(f"'{word}'" for word in allowed)
    return Fault(f"'{text}' is not allowed here{suggestion(text, allowed)}", f"Use one of {listed}")


def value_of(text: str, column: Column, choices: tuple[str, ...]) -> str | float | Fault:
    """Turn a cell that is not blank into the column's kind of value, or say why it cannot be."""
    if column.kind == "grade":
        return grade_of(text)
    if column.kind == "text":
        return choice_of(text, choices) if choices else text
    value = year_of(text) if column.kind == "year" else number_of(text)
    if isinstance(value, Fault):
        return value
    return within(value, column) or value
