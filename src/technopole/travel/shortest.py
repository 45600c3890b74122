"""Shortest paths on a directed graph whose links may take no time at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from numpy.typing import NDArray

NO_TIME = 1e-12
"""Minutes that stand for a link of 0 minutes: sparse graphs may read a stored zero as "no link"."""


@dataclass(frozen=True, eq=False)
class DirectedGraph:
    """Directed links sorted by start, end and weight, so that of parallel links the fastest comes first.

    Arrays over L links; `order` gives each link's position in the list the caller handed in.
    """

    size: int
    start: NDArray[np.intp]  # (L,) start node
    end: NDArray[np.intp]  # (L,) end node
    weight: NDArray[np.float64]  # (L,) minutes, never negative
    order: NDArray[np.intp]  # (L,)

    @classmethod
    def of(
        cls,
        size: int,
        start: NDArray[np.intp],
        end: NDArray[np.intp],
        weight: NDArray[np.float64],
    ) -> DirectedGraph:
        """Sort the links once; later calls only pick those that are open."""
        order = np.lexsort((weight, end, start))
        return cls(size, start[order], end[order], np.maximum(weight[order], NO_TIME), order)

    def minutes(
        self,
        sources: NDArray[np.intp],
        usable: NDArray[np.bool_],
    ) -> NDArray[np.float64]:
        """Least minutes from each source to every node (sources, nodes); inf where there is no way.

        `usable` (L,) is in the caller's order of links.
        """
        kept = np.flatnonzero(usable[self.order])
        start, end, weight = self.start[kept], self.end[kept], self.weight[kept]
        first = np.ones(len(kept), dtype=bool)
        first[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
        start, end, weight = start[first], end[first], weight[first]
        rows = np.searchsorted(start, np.arange(self.size + 1))
        graph = csr_array((weight, end, rows), shape=(self.size, self.size))
        return np.asarray(dijkstra(graph, directed=True, indices=sources), dtype=np.float64)
