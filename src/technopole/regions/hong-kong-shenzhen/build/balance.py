"""Round to whole persons without losing any, and make tables meet their margins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping


def whole(values: Mapping[str, float], total: float | None = None) -> dict[str, int]:
    """Scale to a total and round by largest remainder, so that whole persons add up to it."""
    keys = list(values)
    numbers = np.array([max(values[key], 0.0) for key in keys])
    target = round(numbers.sum() if total is None else total)
    if numbers.sum() <= 0:
        return dict.fromkeys(keys, 0)
    exact = numbers * target / numbers.sum()
    floors = np.floor(exact).astype(int)
    # ties go to the first in the list: the same bytes on every machine
    order = sorted(range(len(keys)), key=lambda place: (-(exact[place] - floors[place]), place))
    for place in order[: target - int(floors.sum())]:
        floors[place] += 1
    return dict(zip(keys, (int(number) for number in floors), strict=True))


def fit(start: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Scale a matrix to its row and column sums (iterative proportional fitting).

    Raises:
        ValueError: if the margins differ in total or cannot be met.

    """
    if abs(rows.sum() - columns.sum()) > 1e-6 * rows.sum():
        message = f"row sums {rows.sum():.0f} and column sums {columns.sum():.0f} differ"
        raise ValueError(message)
    matrix = start.astype(float).copy()
    for _ in range(10_000):
        matrix *= (rows / np.maximum(matrix.sum(axis=1), 1e-300))[:, None]
        matrix *= columns / np.maximum(matrix.sum(axis=0), 1e-300)
        if np.abs(matrix.sum(axis=1) - rows).max() < 1e-9 * rows.sum():
            return matrix
    message = "the margins cannot be met"
    raise ValueError(message)
