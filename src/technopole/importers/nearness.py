"""Distances on the ground, good to a thousandth within a region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

KM_PER_DEGREE = 111.195
"""Kilometres of a degree of latitude on a sphere of 6,371 km."""


def local_kilometres(degrees: NDArray[np.float64], latitude: float | None = None) -> NDArray[np.float64]:
    """Return places (M, 2) of longitude and latitude as kilometres east and north (M, 2).

    Equirectangular about `latitude` (default: the places' mean).
    """
    middle = float(np.mean(degrees[:, 1])) if latitude is None else latitude
    return np.stack([degrees[:, 0] * np.cos(np.radians(middle)), degrees[:, 1]], axis=1) * KM_PER_DEGREE
