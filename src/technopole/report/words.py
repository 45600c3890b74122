"""Words of the page (tables in strings/), and numbers written as a reader of each language says them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import floor, isfinite, log10
from typing import TYPE_CHECKING

from technopole.base.strings import FALLBACK, NO_SPACE, word_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MINUS = "\N{MINUS SIGN}"
THIN = "\N{NARROW NO-BREAK SPACE}"
DIGITS = 3
NOTHING = 1e-6
"""Size below which a figure is written as 0: smaller than any unit of the page means anything."""

SIGNS = {"HKD": "HK$", "USD": "US$", "EUR": "€", "GBP": "£", "CNY": "CN¥", "SGD": "S$"}
GRADE_LETTERS = {"official": "A", "plan": "B", "derived": "C", "assumed": "D"}

LANGUAGES = ("en", "zh-Hant", "zh-Hans")
THE = ("Metropolis", "Territories", "Islands", "Region", "region", "Loop")


class Language(Mapping[str, str]):
    """The words of one language by key, and its way with numbers, units and lists."""

    def __init__(self, code: str) -> None:
        """Read the tables; what a language lacks is said in English."""
        self.code = code
        english, content = word_table("report", FALLBACK), word_table("report", code)
        self._words = {key: value for key, value in content.items() if isinstance(value, str)}
        self._names = {
            section: english.get(section, {}) | names
            for section, names in content.items()
            if isinstance(names, dict)
        }
        self._scales: Sequence[tuple[float, float, str]] = [tuple(one) for one in content["scales"]]

    def __getitem__(self, key: str) -> str:
        """Return a word or a sentence with its places in braces."""
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        """Go through the keys."""
        return iter(self._words)

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self._words)

    def say(self, key: str, **values: object) -> str:
        """Fill a sentence."""
        return NO_SPACE.sub("", self._words[key].format(**values))

    def named(self, section: str, name: str, **values: object) -> str:
        """Return the name of a layer, a chart and so on; one that its section lacks stands as it is."""
        pattern = self._names.get(section, {}).get(name)
        return name if pattern is None else pattern.format(**values)

    def number(self, value: float | None, *, sign: bool = False, digits: int = DIGITS) -> str:
        """Write a number with at most three significant digits: 161,000, 0.66, 2.5 million, 412 bn."""
        if value is None or not isfinite(value):
            return "–"
        rounded = significant(float(value), digits) if abs(value) >= NOTHING else 0.0
        size = abs(rounded)
        unit, word = next(((unit, word) for least, unit, word in self._scales if size >= least), (1.0, ""))
        text = _plain(size / unit) + word
        if rounded == 0:
            return text
        return f"{MINUS if rounded < 0 else '+' if sign else ''}{text}"

    def amount(self, value: float | None, unit: str, *, sign: bool = False) -> str:
        """Write a value with its unit: "23.4 %", "HK$ 412 bn", "161,000 jobs". `unit` is the table's."""
        printed, factor = unit_words(unit)
        if value is None or not isfinite(value):
            return self["no_data"]
        text = self.number(value * factor, sign=sign)
        if printed.startswith("%"):
            return f"{text}{THIN}{self['points'] if sign and is_percent(printed) else '%'}"
        symbol, rest = _money(printed)
        if symbol:
            return self._money_amount(text, symbol, rest)
        if printed in {"index", ""} or printed.startswith("index"):
            return text
        return NO_SPACE.sub("", f"{text} {self.named('units', printed)}")

    def _money_amount(self, text: str, symbol: str, rest: str) -> str:
        """Write an amount of money: the sign before it in English, its name behind it in Chinese."""
        behind = self.named("units", rest.strip()) if rest else ""
        name = self._names.get("money", {}).get(symbol)
        if name:
            return NO_SPACE.sub("", f"{text} {name}{behind}")
        lead, size = (text[0], text[1:]) if text[0] in f"{MINUS}+" else ("", text)
        return f"{lead}{symbol}{THIN}{size}{rest}"

    def joined(self, items: Sequence[str]) -> str:
        """Join a list as a sentence does: "a, b and c"; "a、b及c"."""
        if len(items) <= 1:
            return "".join(items)
        return f"{self['comma'].join(items[:-1])}{self['and']}{items[-1]}"

    def place(self, name: str) -> str:
        """Return a place as a sentence has it; English puts an article before some."""
        return with_article(name) if self.code == FALLBACK else name

    def within(self, name: str) -> str:
        """Return a name inside a sentence: English writes it small."""
        return f"{name[:1].lower()}{name[1:]}" if self.code == FALLBACK else name


@cache
def strings(language: str = FALLBACK) -> Language:
    """Return every word of the page in a language; English for what its table lacks."""
    return Language(language)


def significant(value: float, digits: int = DIGITS) -> float:
    """Round to significant digits; NaN and infinities stay."""
    if not isfinite(value) or value == 0:
        return value
    return round(value, digits - 1 - floor(log10(abs(value))))


def number(value: float | None, *, sign: bool = False, digits: int = DIGITS) -> str:
    """Write a number in English; other languages: `strings(language).number`."""
    return strings().number(value, sign=sign, digits=digits)


def amount(value: float | None, unit: str, *, sign: bool = False) -> str:
    """Write a value with its unit in English; other languages: `strings(language).amount`."""
    return strings().amount(value, unit, sign=sign)


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
    """Return the unit as printed in English and the factor to it: shares become percent, m2 becomes m²."""
    if unit == "share":
        return "%", 100.0
    if unit.startswith("share of "):
        return f"% of {unit.removeprefix('share of ')}", 100.0
    for code, symbol in SIGNS.items():
        unit = unit.replace(code, symbol)
    return unit.replace("persons", "people").replace("km2", "km²").replace("m2", "m²"), 1.0


def _money(printed: str) -> tuple[str, str]:
    """Split "HK$ per m²" into the sign and the rest; no sign if it is not money."""
    for symbol in SIGNS.values():
        if printed == symbol or printed.startswith((f"{symbol} ", f"{symbol},")):
            return symbol, printed.removeprefix(symbol)
    return "", printed


def is_percent(unit: str) -> bool:
    """Tell whether a printed unit is percent, whose changes are points."""
    return unit == "%" or unit.startswith("% of")


def with_article(name: str) -> str:
    """Return a place as an English sentence has it: "the Northern Metropolis", "the rest of Hong Kong"."""
    if name.startswith("Rest of "):
        return f"the r{name[1:]}"
    return f"the {name}" if name.endswith(THE) and not name.lower().startswith("the ") else name
