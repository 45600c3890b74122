"""Pairs of zones on different sides: what crosses a border is computed for them alone.

Which zone lies on which side is part of a problem's shape (`Structure.side_of_zone`). Zones of a side against
all others are then a plain array: between 36 zones and 16 that is two fifths of all pairs, between 211 and 17
a seventh.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from technopole.city import kernels
from technopole.city.kernels import Kernel, kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Index = slice | NDArray[np.int64]

Real = Float[Array, "..."]
Positions = tuple[int, ...]
Zones = tuple[Positions, ...]
"""Positions of each side's zones; empty where there is no border."""
Blocks = tuple[Real, ...]
"""One array a side, of its zones or of its zones against all others."""


def zones_of_sides(side_of_zone: Sequence[int], sides: int) -> Zones:
    """Positions of every side's zones."""
    return tuple(tuple(n for n, side in enumerate(side_of_zone) if side == b) for b in range(sides))


@lru_cache
def others(zones: Zones, side: int) -> Positions:
    """Positions of all zones that are not on a side."""
    return tuple(sorted(n for b, positions in enumerate(zones) if b != side for n in positions))


def at(positions: Positions) -> Index:
    """Positions as an index: a slice where they follow each other, which copies nothing."""
    if positions and all(after == before + 1 for before, after in pairwise(positions)):
        return slice(positions[0], positions[-1] + 1)
    return np.asarray(positions, dtype=np.int64)


def placed(value: Real, positions: Positions, count: int) -> Real:
    """A last axis spread over `count` places, 0 where nothing is put: (..., P) -> (..., count)."""
    index = at(positions)
    before = [(0, 0)] * (value.ndim - 1)
    if isinstance(index, slice):
        return jnp.pad(value, [*before, (index.start, count - index.stop)])
    source = np.full(count, len(positions))
    source[index] = np.arange(len(positions))
    return jnp.pad(value, [*before, (0, 1)])[..., source]


def by_zone(zones: Zones, parts: Blocks) -> Real:
    """Each side's own zones (..., P) put together: (..., N)."""
    count = sum(map(len, zones))
    return sum(
        (placed(part, own, count) for part, own in zip(parts, zones, strict=True)), start=jnp.zeros(count)
    )


def by_pair(zones: Zones, blocks: Blocks) -> Real:
    """Each side's zones against all others (..., P, Q) put together: (..., N, N), 0 within sides."""
    count = sum(map(len, zones))
    rows = (placed(block, others(zones, side), count) for side, block in enumerate(blocks))
    turned = by_zone(zones, tuple(jnp.swapaxes(row, -1, -2) for row in rows))
    return jnp.swapaxes(turned, -1, -2)


def are_apart(zones: Zones) -> NDArray[np.bool_]:
    """Which pairs lie on different sides (N, N)."""
    side = np.empty(sum(map(len, zones)), dtype=np.int64)
    for b, own in enumerate(zones):
        side[list(own)] = b
    return side[:, None] != side


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Crossed:
    """A kernel that all groups share within sides and each group has its own of across: K_gni."""

    within: Kernel  # (N, N), 0 across
    across: Blocks  # (G, P, Q) each: the side's zones as homes, all others as places to go
    zones: Zones = field(metadata={"static": True})

    def full(self) -> Float[Array, "group zone zone"]:
        """The whole kernel; one stands for all groups where there is no border."""
        within = kept(self.within)[None]
        return within + by_pair(self.zones, self.across) if self.zones else within


def outward(kernel: Crossed, *values: Float[Array, "group zone"]) -> tuple[Float[Array, "group zone"], ...]:
    """Sum over i of K_gni value_gi for several values."""
    within = kernels.outward(kernel.within, *values)
    return tuple(here + _across(kernel, value) for here, value in zip(within, values, strict=True))


def _across(kernel: Crossed, value: Float[Array, "group zone"]) -> Float[Array, "group zone"] | float:
    """One product a value: XLA's product with two columns at once takes three times as long."""
    parts = [
        jnp.einsum("gni,gi->gn", block, value[:, at(others(kernel.zones, side))])
        for side, block in enumerate(kernel.across)
    ]
    return by_zone(kernel.zones, tuple(parts)) if kernel.zones else 0.0


def inward(kernel: Crossed, value: Float[Array, "group zone"]) -> Float[Array, "group zone"]:
    """Sum over n of K_gni value_gn."""
    found = kernels.inward(kernel.within, value)[0]
    for side, (block, own) in enumerate(zip(kernel.across, kernel.zones, strict=True)):
        part = jnp.einsum("gn,gni->gi", value[:, at(own)], block)
        found = found + placed(part, others(kernel.zones, side), value.shape[1])
    return found
