"""Products with exp(-rate x minutes) that keep no kernel: some rows of it are recomputed at a time.

In double precision, differentiable by values, rate and minutes, forwards and backwards.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
from jax.custom_derivatives import SymbolicZero, linear_call
from jaxtyping import Array, Float

if TYPE_CHECKING:
    from collections.abc import Callable

Real = Float[Array, "..."]
Scalar = Float[Array, ""]
Pairs = Float[Array, "zone zone"]
Columns = Float[Array, "zone column"]

TILE = 128  # rows at a time: a tile stays in the cache


def decay(minutes: Real, rate: Scalar) -> Real:
    """exp(-rate x minutes), with 0 (and a zero derivative) where there is no way."""
    reachable = jnp.isfinite(minutes)
    return jnp.where(reachable, jnp.exp(-rate * jnp.where(reachable, minutes, 0.0)), 0.0)


def _tiled(
    tile: Callable[[Any], Real],
    columns: Columns,
    *,
    inwards: bool,
) -> Columns:
    """Products with a matrix whose rows `first` to `first + height` are `tile(first)`.

    The last tile ends with the last row and may repeat rows of the one before it: they are written twice on
    the way out and left out on the way in.
    """
    zones, width = columns.shape
    height = min(TILE, zones)

    def rows(position: Any, out: Columns) -> Columns:
        first = jnp.minimum(position * height, zones - height)
        part = tile(first)
        if not inwards:
            return jax.lax.dynamic_update_slice(out, part @ columns, (first, 0))
        new = first + jnp.arange(height) >= position * height
        value = jnp.where(new[:, None], jax.lax.dynamic_slice(columns, (first, 0), (height, width)), 0.0)
        return out + value.T @ part

    shape = (width, zones) if inwards else (zones, width)
    found = jax.lax.fori_loop(0, -(-zones // height), rows, jnp.zeros(shape))
    return found.T if inwards else found


def _slice(pairs: Pairs, first: Any) -> Real:
    zones = pairs.shape[0]
    return jax.lax.dynamic_slice(pairs, (first, 0), (min(TILE, zones), zones))


def above_zero(rate: Scalar) -> Scalar:
    """The rate, or the least number above 0: minutes of inf then need no test of their own."""
    return jnp.maximum(rate, jnp.finfo(float).tiny)


def _exact(minutes: Pairs, rate: Scalar, columns: Columns, *, inwards: bool) -> Columns:
    slope = -above_zero(rate)
    return _tiled(lambda first: jnp.exp(slope * _slice(minutes, first)), columns, inwards=inwards)


@partial(jax.custom_jvp, nondiff_argnums=(0,))
def decayed(inwards: bool, minutes: Pairs, rate: Scalar, columns: Columns) -> Columns:  # noqa: FBT001
    """K @ columns, or K' @ columns if `inwards`, with K = exp(-rate x minutes)."""
    return _exact(minutes, rate, columns, inwards=inwards)


def decayed_jvp(inwards: bool, primals: Any, tangents: Any) -> tuple[Columns, Columns]:  # noqa: FBT001
    """By the values, the rate and the minutes; what does not move costs no pass."""
    minutes, rate, columns = primals
    by_minutes, by_rate, by_columns = tangents
    found = decayed(inwards, minutes, rate, columns)
    moved = jnp.zeros_like(found)
    if not isinstance(by_columns, SymbolicZero):
        moved = moved + linear_call(
            lambda kept, value: _exact(kept[0], kept[1], value, inwards=inwards),
            lambda kept, value: _exact(kept[0], kept[1], value, inwards=not inwards),
            (minutes, rate),
            by_columns,
        )
    if not isinstance(by_rate, SymbolicZero):
        moved = moved - by_rate * _tiled(
            lambda first: _weighted(_slice(minutes, first), rate), columns, inwards=inwards
        )
    if not isinstance(by_minutes, SymbolicZero):
        moved = moved - rate * linear_call(
            lambda kept, change: _tiled(
                lambda first: decay(_slice(kept[0], first), kept[1]) * _slice(change, first),
                kept[2],
                inwards=inwards,
            ),
            lambda kept, value: (
                decay(kept[0], kept[1]) * (kept[2] @ value.T if inwards else value @ kept[2].T)
            ),
            (minutes, rate, columns),
            by_minutes,
        )
    return found, moved


decayed.defjvp(decayed_jvp, symbolic_zeros=True)


def _weighted(minutes: Real, rate: Scalar) -> Real:
    """Minutes x exp(-rate x minutes), 0 where there is no way."""
    return jnp.where(jnp.isfinite(minutes), minutes, 0.0) * decay(minutes, rate)
