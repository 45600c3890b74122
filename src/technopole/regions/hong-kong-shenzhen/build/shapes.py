"""Small helpers on shapes in degrees."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import Polygon

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

KM2 = 6344.8 * 6381.3 * math.radians(1)  # radii of curvature at 22.5 N (meridian, normal)
ASPECT = 0.924  # cos(22.5 N): length of a degree of longitude against one of latitude


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons a shape is made of."""
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]


def ring(text: str) -> BaseGeometry:
    """The ground inside a ring written as "lon lat lon lat ..."."""
    return shapely.make_valid(Polygon(np.array(text.split(), float).reshape(-1, 2)))


def area_km2(geometry: BaseGeometry) -> float:
    """Area by a local cylindrical equal-area projection (x = lon, y = sin lat)."""
    flat = shapely.transform(geometry, lambda p: np.column_stack([p[:, 0], np.sin(np.radians(p[:, 1]))]))
    return flat.area * KM2
