"""Settings that hold from a year on, until the next; spans of years."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass
class Steps(Generic[Key, Value]):
    """Values set from a year on, by key. The order in which they are recorded does not matter."""

    changes: dict[Key, dict[int, tuple[Value, str]]] = field(default_factory=dict)

    def record(self, key: Key, year: int, value: Value, measure: str) -> str | None:
        """Set a value from a year on; return the measure that set another value in the same year, if any."""
        years = self.changes.setdefault(key, {})
        held = years.setdefault(year, (value, measure))
        return None if held[0] == value else held[1]

    def latest(self, key: Key, year: int) -> tuple[int, Value] | None:
        """Return the year and value of the last setting at or before `year`; None if there is none."""
        before = [start for start in self.changes.get(key, {}) if start <= year]
        if not before:
            return None
        return max(before), self.changes[key][max(before)][0]

    def first(self, key: Key) -> tuple[int, Value] | None:
        """Return the year and value of the earliest setting; None if there is none."""
        years = self.changes.get(key)
        if not years:
            return None
        return min(years), years[min(years)][0]

    def value(self, key: Key, year: int, default: Value) -> Value:
        """Return the value in a year, or the default before the first setting."""
        found = self.latest(key, year)
        return default if found is None else found[1]

    def by_year(self, key: Key, years: tuple[int, ...], default: Value) -> list[Value]:
        """Return the value in each year, as `value`."""
        if not self.changes.get(key):
            return [default] * len(years)
        return [self.value(key, year, default) for year in years]


@lru_cache(maxsize=4096)  # a plan's measures share few spans, and every draw and every lever asks again
def within(years: tuple[int, ...], year_from: int, year_to: int | None) -> NDArray[np.bool_]:
    """Tell which years of a run a span holds (T,), read only; without an end it goes on."""
    run = np.array(years, dtype=np.int64)
    here = (run >= year_from) & (run <= (run[-1] if year_to is None else year_to))
    here.flags.writeable = False
    return here


def spread(years: tuple[int, ...], total: float, year_from: int, year_to: int) -> NDArray[np.float64]:
    """Spread a total evenly over a span (T,); the part beyond the run is left out."""
    return np.multiply(within(years, year_from, year_to), total / (year_to - year_from + 1))
