"""Small numerical helpers that work on numpy arrays (fast, no compilation) and on JAX arrays (gradients).

An indicator is written once: a scorecard reads numpy arrays, a gradient passes JAX tracers through the
same lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


def library(*arrays: Any) -> Any:
    """Return numpy if all arrays are numpy's, else jax.numpy (imported only then)."""
    if all(isinstance(array, (np.ndarray, np.generic, float, int)) for array in arrays):
        return np
    import jax.numpy as jnp

    return jnp


def total(values: Any) -> Any:
    """Return the sum over the last axis, as a product: numpy takes four times as long to sum."""
    return values @ np.ones(values.shape[-1])


def rows(pairs: Any, zones: Any) -> Any:
    """Return the rows of some home zones, (..., N, I) to (..., zones, I); a view if they are neighbours."""
    if len(zones) and zones[-1] - zones[0] == len(zones) - 1:
        return pairs[..., zones[0] : zones[-1] + 1, :]
    return library(pairs).take(pairs, zones, axis=-2)


def sum_by_home(pairs: Any, by_work: Any) -> Any:
    """Return sum_i pairs_ni by_work_i by home zone: (T, N, I) and (T, I) to (T, N)."""
    return (pairs @ by_work[..., None])[..., 0]


def ratio(top: Any, bottom: Any) -> Any:
    """Return top / bottom, NaN where bottom is 0; finite gradients on both sides of the choice."""
    xp = library(top, bottom)
    defined = bottom != 0
    return xp.where(defined, top / xp.where(defined, bottom, 1.0), xp.nan)


def finite_or_zero(values: Any) -> Any:
    """Return the values with infinities (pairs out of reach) replaced by 0, to be weighted by 0."""
    xp = library(values)
    return xp.where(xp.isfinite(values), values, 0.0)


def decay(rate: float, minutes: Any) -> Any:
    """Return exp(-rate minutes), 0 where minutes are infinite."""
    xp = library(minutes)
    reached = xp.isfinite(minutes)
    return xp.where(reached, xp.exp(-rate * xp.where(reached, minutes, 0.0)), 0.0)


def entropy_term(share: Any, reference: Any = 1.0) -> Any:
    """Return share ln(share / reference), 0 where share is 0."""
    xp = library(share, reference)
    present = share > 0
    return xp.where(present, share * xp.log(xp.where(present, share, 1.0) / reference), 0.0)


def repeat(step: Callable[[Any], Any], start: tuple[Any, ...], count: int) -> Any:
    """Apply `step` `count` times to some arrays; under JAX as one scan, which has a gradient."""
    if library(*start) is np:
        state = start
        for _ in range(count):
            state = step(state)
        return state
    import jax

    return jax.lax.scan(lambda state, _: (step(state), None), start, None, length=count)[0]
