"""Is there another equilibrium? What can be said of the base year, and what a search from afar finds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Reals = NDArray[np.float64]
SAME = 1e-6  # largest difference of logs of two solutions that are one


@dataclass(frozen=True)
class Linearised:
    """The base year's map from unknowns to what the city answers, G(z) = z + F(z), to first order.

    `spectral_radius` of G' below 1 means that repeating G leads back; `largest_real_part` of the Jacobian of
    F below 0 means that the base year is stable. `dependence` is the spectral radius of the matrix of largest
    absolute row sums of G' by kind of unknown, the one whose being at most 1 everywhere is sufficient for one
    equilibrium (Allen, Arkolakis and Li 2024, theorem 1): known here at the base year alone.
    """

    spectral_radius: float
    largest_real_part: float
    dependence: float


def linearised(jacobian: Reals, blocks: Sequence[tuple[str, int]]) -> Linearised:
    """Diagnostics of a Jacobian of F (U, U) whose unknowns come in blocks of (name, size)."""
    answer = jacobian + np.eye(len(jacobian))
    edges = np.concatenate([[0], np.cumsum([size for _, size in blocks])])
    spans = [slice(start, end) for start, end in pairwise(edges) if end > start]
    largest = np.array(
        [[np.abs(answer[rows, columns]).sum(axis=1).max() for columns in spans] for rows in spans]
    )
    return Linearised(
        spectral_radius=float(np.abs(np.linalg.eigvals(answer)).max()),
        largest_real_part=float(np.linalg.eigvals(jacobian).real.max()),
        dependence=float(np.abs(np.linalg.eigvals(largest)).max()),
    )


def distinct(roots: Sequence[Reals], same: float = SAME) -> list[Reals]:
    """The roots that differ, the first of each kind."""
    found: list[Reals] = []
    for root in roots:
        if all(np.abs(root - other).max() > same for other in found):
            found.append(root)
    return found
