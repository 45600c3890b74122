"""Words of the page (tables in strings/), and numbers written as a reader says them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from math import floor, isfinite, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MINUS = "\N{MINUS SIGN}"
THIN = "\N{NARROW NO-BREAK SPACE}"
DIGITS = 3
MILLION, BILLION = 1e6, 1e9
NOTHING = 1e-6
"""Size below which a figure is written as 0: smaller than any unit of the page means anything."""

SIGNS = {"HKD": "HK$", "USD": "US$", "EUR": "€", "GBP": "£", "CNY": "CN¥", "SGD": "S$"}
GRADE_LETTERS = {"official": "A", "plan": "B", "derived": "C", "assumed": "D"}

FALLBACK = "en"


@cache
def strings(language: str = FALLBACK) -> Mapping[str, str]:
    """Return every word of the page in a language; English for what its table lacks."""
    folder = resources.files("technopole.report") / "strings"
    found = tomllib.loads((folder / f"{FALLBACK}.toml").read_text(encoding="utf-8"))
    table = folder / f"{language}.toml"
    if language != FALLBACK and table.is_file():
        found |= tomllib.loads(table.read_text(encoding="utf-8"))
    return found


def significant(value: float, digits: int = DIGITS) -> float:
    """Round to significant digits; NaN and infinities stay."""
    if not isfinite(value) or value == 0:
        return value
    return round(value, digits - 1 - floor(log10(abs(value))))


def number(value: float | None, *, sign: bool = False, digits: int = DIGITS) -> str:
    """Write a number with at most three significant digits: 161,000, 0.66, 2.5 million, 412 bn."""
    if value is None or not isfinite(value):
        return "–"
    rounded = significant(float(value), digits) if abs(value) >= NOTHING else 0.0
    size = abs(rounded)
    if size >= BILLION:
        text = f"{_plain(size / BILLION)} bn"
    elif size >= MILLION:
        text = f"{_plain(size / MILLION)} million"
    else:
        text = _plain(size)
    if rounded == 0:
        return text
    return f"{MINUS if rounded < 0 else '+' if sign else ''}{text}"


def in_unit(value: float | None, unit: str) -> str:
    """Write a number without its unit; a calendar year stands as it is: 2027."""
    return number(value) if unit != "year" or value is None or not isfinite(value) else f"{value:.0f}"


def _plain(size: float) -> str:
    """Write a positive number of three significant digits without needless zeros."""
    size = significant(size)
    if size == 0:
        return "0"
    if size >= 10**DIGITS:
        return f"{size:,.0f}"
    places = max(0, DIGITS - 1 - floor(log10(size)))
    text = f"{size:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit_words(unit: str) -> tuple[str, float]:
    """Return the unit as printed and the factor to it: shares become percent, m2 becomes m²."""
    if unit == "share":
        return "%", 100.0
    if unit.startswith("share of "):
        return f"% of {unit.removeprefix('share of ')}", 100.0
    for code, symbol in SIGNS.items():
        unit = unit.replace(code, symbol)
    return unit.replace("persons", "people").replace("km2", "km²").replace("m2", "m²"), 1.0


def is_percent(unit: str) -> bool:
    """Tell whether a printed unit is percent, whose changes are points."""
    return unit == "%" or unit.startswith("% of")


def amount(value: float | None, unit: str, *, sign: bool = False) -> str:
    """Write a value with its unit: "23.4 %", "HK$ 412 bn", "161,000 jobs". `unit` is the table's."""
    printed, factor = unit_words(unit)
    if value is None or not isfinite(value):
        return "no data"
    text = number(value * factor, sign=sign)
    if sign and is_percent(printed):
        return f"{text}{THIN}pt"
    if printed.startswith("%"):
        return f"{text}{THIN}%"
    for symbol in SIGNS.values():
        if printed == symbol or printed.startswith((f"{symbol} ", f"{symbol},")):
            lead, rest = (text[0], text[1:]) if text[0] in f"{MINUS}+" else ("", text)
            return f"{lead}{symbol}{THIN}{rest}{printed.removeprefix(symbol)}"
    return text if printed in {"index", ""} or printed.startswith("index") else f"{text} {printed}"


def joined(items: list[str], conjunction: str = "and") -> str:
    """Join a list as a sentence does: "a, b and c"."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"
