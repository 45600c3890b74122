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

    def __len__(self) -> int:
        """Count the settings."""
        return sum(map(len, self.changes.values()))

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


@lru_cache(maxsize=16)
def _array(years: tuple[int, ...]) -> NDArray[np.int64]:
    """The years of a run, which every lever asks for."""
    return np.array(years, dtype=np.int64)


def within(years: tuple[int, ...], year_from: int, year_to: int | None) -> NDArray[np.bool_]:
    """Tell which years of a run a span holds (T,); without an end it goes on."""
    run = _array(years)
    return (run >= year_from) & (run <= (run[-1] if year_to is None else year_to))


def spread(years: tuple[int, ...], total: float, year_from: int, year_to: int) -> NDArray[np.float64]:
    """Spread a total evenly over a span (T,); the part beyond the run is left out."""
    return np.where(within(years, year_from, year_to), total / (year_to - year_from + 1), 0.0)
