"""Links and stops a plan builds that are not in the region's tables, and which links run in a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

FOREVER = 9999
"""Close year of a link that is never closed."""


@dataclass(frozen=True, order=True)
class ExtraLink:
    """A directed link of a plan; the columns of links.csv."""

    start: str
    end: str
    minutes: float
    layer: str  # transit, road or both
    open_year: int
    fare: float = 0.0
    close_year: int = FOREVER


@dataclass(frozen=True, order=True)
class ExtraNode:
    """A stop of a plan that is not in nodes.csv."""

    node: str
    side: str


@dataclass(frozen=True, eq=False)
class Schedule:
    """When links run. Arrays over L links."""

    open_year: NDArray[np.int64]  # (L,)
    close_year: NDArray[np.int64]  # (L,) first year in which the link no longer runs
    project: NDArray[np.int64]  # (L,) index into `projects`; -1 opens by the calendar
    projects: tuple[str, ...]

    def running(self, year: int, opened: Mapping[str, int]) -> NDArray[np.bool_]:
        """Tell which links run in `year` (L,), given the years in which projects are opened.

        A link with a project runs from the year a measure opens the project: its own open year is
        then only the published intention.
        """
        never = FOREVER + 1
        by_project = np.array([opened.get(name, never) for name in self.projects] + [never], dtype=np.int64)
        opening = np.where(self.project < 0, self.open_year, by_project[self.project])
        return (opening <= year) & (year < self.close_year)
