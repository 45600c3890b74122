"""Kernels of regions whose minutes exceed memory: a Dask array, a block at a time, here or on a cluster.

`Elsewhere` stands where an array of minutes would; everything built from it holds no pair of zones. Products
leave the compiled program, run over the blocks with whatever scheduler Dask is set to, and come back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.custom_derivatives import linear_call
from jaxtyping import Array, Float

Scalar = Float[Array, ""]
ByZone = Float[Array, " zone"]
Columns = Float[Array, "zone column"]


@jax.tree_util.register_static
class Blocks:
    """The Dask array; compiled programs know it by identity."""

    def __init__(self, array: Any) -> None:
        """Take an array (N, N) in blocks; two blocks and their exponentials must fit into memory."""
        self.array = array

    def product(self, rate: Any, columns: Any, *, inwards: bool, single: bool) -> np.ndarray[Any, Any]:
        """K @ columns, or K' @ columns if `inwards`, with K = exp(-rate x minutes)."""
        kind = np.float32 if single else np.float64
        size = np.where((largest := np.abs(columns).max(axis=0)) > 0, largest, 1.0)
        value = (np.asarray(columns) / size).astype(kind)
        slope = kind(-max(float(rate), np.finfo(kind).tiny))
        kernel = self.array.map_blocks(_decayed, slope, dtype=kind)
        found = (value.T @ kernel).T if inwards else kernel @ value
        return np.asarray(found.compute(), dtype=np.float64) * size


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Elsewhere:
    """Minutes of all pairs of zones as a Dask array (N, N), inf where there is no way; and of own zones."""

    diagonal: ByZone
    blocks: Blocks

    @property
    def shape(self) -> tuple[int, int]:
        """(N, N)."""
        return self.diagonal.shape[0], self.diagonal.shape[0]


def _decayed(minutes: np.ndarray[Any, Any], slope: Any) -> np.ndarray[Any, Any]:
    kernel = slope * minutes.astype(slope.dtype)
    return np.exp(kernel, out=kernel)


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Tiled:
    """exp(-rate x minutes), times `own` on the diagonal, of minutes kept elsewhere."""

    minutes: Elsewhere
    rate: Scalar
    own: ByZone
    single: bool = field(default=False, metadata={"static": True})  # products in single precision

    def products(self, columns: Columns, *, inwards: bool) -> Columns:
        """K @ columns, or K' @ columns; differentiable by the columns, not by rate or minutes."""
        rate = jax.lax.stop_gradient(self.rate)
        plain = _product(self.minutes.blocks, inwards, self.single, rate, columns)
        return plain + ((self.own - 1.0) * jnp.exp(-rate * self.minutes.diagonal))[:, None] * columns

    def diagonal(self) -> ByZone:
        """What a zone has of itself."""
        return self.own * jnp.exp(-self.rate * self.minutes.diagonal)

    def __matmul__(self, value: ByZone) -> ByZone:
        """Sum over j of K_nj value_j, (N,)."""
        return self.products(value[:, None], inwards=False)[:, 0]


@partial(jax.custom_jvp, nondiff_argnums=(0, 1, 2))
def _product(blocks: Blocks, inwards: bool, single: bool, rate: Any, columns: Columns) -> Columns:  # noqa: FBT001
    return jax.pure_callback(
        partial(blocks.product, inwards=inwards, single=single),
        jax.ShapeDtypeStruct(columns.shape, jnp.float64),
        rate,
        columns,
    )


@_product.defjvp
def _product_jvp(
    blocks: Blocks,
    inwards: bool,  # noqa: FBT001
    single: bool,  # noqa: FBT001
    primals: Any,
    tangents: Any,
) -> tuple[Columns, Columns]:
    rate, columns = primals
    moved = linear_call(
        lambda kept, value: _product(blocks, inwards, single, kept, value),
        lambda kept, value: _product(blocks, not inwards, single, kept, value),
        rate,
        tangents[1],
    )
    return _product(blocks, inwards, single, rate, columns), moved
