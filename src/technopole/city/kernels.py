"""What falls with minutes between all pairs of zones, and its products, chosen by the number of zones.

A city of some hundred zones keeps exp(-rate x minutes) as an array. From LARGE zones on three such arrays no
longer fit beside each other, and the kernel is a `Decay`: minutes and a rate, whose products recompute it in
double precision a few rows at a time. `Single` keeps one in single precision, for the steps of a search whose
residuals stay exact (refine.py). The minutes of a `Tiled` one are outside memory. All are read row by row in
both directions: there is no transposed copy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
from jax.custom_derivatives import linear_call
from jaxtyping import Array, Float, Float32

from technopole.city.tiled import Elsewhere, Tiled
from technopole.city.tiles import above_zero, decay, decayed

if TYPE_CHECKING:
    from collections.abc import Callable

Real = Float[Array, "..."]
Scalar = Float[Array, ""]
ByZone = Float[Array, " zone"]
Pairs = Float[Array, "zone zone"]
Columns = Float[Array, "zone column"]

LARGE = 4000  # zones from which on no kernel is kept in double precision: three would take 384 MB
NARROWEST = 2  # columns of a product: XLA's product with a single one is half as fast


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Decay:
    """exp(-rate x minutes), times `own` on the diagonal; exact, and kept nowhere."""

    minutes: Pairs  # inf where there is no way
    rate: Scalar
    own: ByZone  # weight of the own zone

    def __matmul__(self, value: ByZone) -> ByZone:
        """Sum over j of K_nj value_j, (N,)."""
        return _columns_outward(self, value[:, None])[:, 0]


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Single:
    """A kernel in single precision: half the bytes to read. Its products are good to 1e-7."""

    values: Float32[Array, "zone zone"]

    def __matmul__(self, value: ByZone) -> ByZone:
        """Sum over j of K_nj value_j, (N,)."""
        return _columns_outward(self, value[:, None])[:, 0]


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class OwnZone:
    """A kernel whose products answer only to the own zone's value: what a zone does to itself (local.py)."""

    kernel: Pairs | Single | Tiled
    own: ByZone  # its diagonal

    def __matmul__(self, value: ByZone) -> ByZone:
        """Sum over j of K_nj value_j, (N,)."""
        return _columns_outward(self, value[:, None])[:, 0]


Implicit = Decay | Single | OwnZone | Tiled  # what is no array
Recomputed = Decay | Tiled  # in double precision, kept nowhere
Kernel = Pairs | Implicit


def kernel_of(minutes: Pairs | Elsewhere, rate: Scalar, own: ByZone | None = None) -> Kernel:
    """exp(-rate x minutes), the own zone weighted with `own`: kept up to LARGE zones, recomputed beyond."""
    own = jnp.ones(minutes.shape[0]) if own is None else own
    if isinstance(minutes, Elsewhere):
        return Tiled(minutes, rate, own)
    return Decay(minutes, rate, own) if minutes.shape[0] >= LARGE else _kept(minutes, rate, own)


@jax.jit
def _kept(minutes: Pairs, rate: Scalar, own: ByZone) -> Pairs:
    return decay(minutes, rate) * _on_diagonal(own, 1.0)


def _on_diagonal(own: ByZone, elsewhere: float) -> Pairs:
    zone = jnp.arange(own.shape[0])
    return jnp.where(zone[:, None] == zone, own, elsewhere)


def in_single(kernel: Pairs | Recomputed) -> Single | Tiled:
    """The same kernel in single precision."""
    if isinstance(kernel, Tiled):
        return replace(kernel, single=True)
    if isinstance(kernel, Decay):
        exponent = _on_diagonal(jnp.log(kernel.own), 0.0) - above_zero(kernel.rate) * kernel.minutes
        return Single(jnp.exp(exponent.astype(jnp.float32)))
    return Single(kernel.astype(jnp.float32))


def own_zone(kernel: Pairs | Single | Tiled) -> OwnZone:
    """The same kernel, answering to the own zone alone."""
    if isinstance(kernel, Tiled):
        return OwnZone(kernel, kernel.diagonal())
    values = kernel.values if isinstance(kernel, Single) else kernel
    return OwnZone(kernel, jnp.diagonal(values).astype(float))


def kept(kernel: Real | Implicit) -> Real:
    """A kernel that is an array; programming fails early where only arrays will do."""
    if isinstance(kernel, Implicit):
        message = f"Borders, commuters by pair and maps need kernels that are kept: up to {LARGE} zones."
        raise NotImplementedError(message)
    return kernel


def outward(kernel: Kernel, *values: Float[Array, "group zone"]) -> tuple[Float[Array, "group zone"], ...]:
    """Sum over i of K_ni value_gi for several values in one pass over the kernel, which all groups share."""
    return _for_all(kernel, values, _columns_outward)


def inward(kernel: Kernel, *values: Float[Array, "group zone"]) -> tuple[Float[Array, "group zone"], ...]:
    """Sum over n of K_ni value_gn for several values, in one pass over a kernel that is not kept."""
    if isinstance(kernel, Implicit):
        return _for_all(kernel, values, _columns_inward)
    return tuple(value @ kernel for value in values)


def _matmul_inward(kernel: Real, columns: Real) -> Real:
    """The kernel stands on the right: XLA then reads it along its rows."""
    return (columns.T @ kernel).T


def _for_all(
    kernel: Kernel, values: tuple[Real, ...], product: Callable[[Kernel, Columns], Columns]
) -> tuple[Real, ...]:
    """Values (G, N) of all groups as columns side by side."""
    columns = jnp.stack(values, axis=-1)
    groups, zones, count = columns.shape
    found = product(kernel, jnp.moveaxis(columns, 0, 1).reshape(zones, groups * count))
    made = jnp.moveaxis(found.reshape(zones, groups, count), 1, 0)
    return tuple(made[..., position] for position in range(count))


def _columns_outward(kernel: Kernel, columns: Columns) -> Columns:
    return _product(kernel, columns, inwards=False)


def _columns_inward(kernel: Kernel, columns: Columns) -> Columns:
    return _product(kernel, columns, inwards=True)


def _product(kernel: Kernel, columns: Columns, *, inwards: bool) -> Columns:
    if isinstance(kernel, Tiled):
        return kernel.products(columns, inwards=inwards)
    if isinstance(kernel, Decay):
        plain = decayed(inwards, kernel.minutes, kernel.rate, columns)
        more = (kernel.own - 1.0) * decay(jnp.diagonal(kernel.minutes), kernel.rate)
        return plain + more[:, None] * columns
    if isinstance(kernel, OwnZone):
        found = jax.lax.stop_gradient(_product(kernel.kernel, columns, inwards=inwards))
        return found + kernel.own[:, None] * (columns - jax.lax.stop_gradient(columns))
    if isinstance(kernel, Single):
        return _linear(inwards, kernel.values, columns)
    return _matmul_inward(kernel, columns) if inwards else kernel @ columns


# Single precision.


def _single(values: Float32[Array, "zone zone"], columns: Columns, *, inwards: bool) -> Columns:
    """Columns are scaled to at most 1 before they are rounded: no overflow, whatever their unit."""
    size = jnp.max(jnp.abs(columns), axis=0)
    size = jnp.where(size > 0, size, 1.0)
    wide = (columns / size).astype(jnp.float32)
    if columns.shape[1] < NARROWEST and not inwards:
        wide = jnp.pad(wide, ((0, 0), (0, NARROWEST - columns.shape[1])))
    found = _matmul_inward(values, wide) if inwards else values @ wide
    return found[:, : columns.shape[1]].astype(columns.dtype) * size


@partial(jax.custom_jvp, nondiff_argnums=(0,))
def _linear(inwards: bool, values: Any, columns: Columns) -> Columns:  # noqa: FBT001 - static, by position
    return _single(values, columns, inwards=inwards)


@_linear.defjvp
def _linear_jvp(inwards: bool, primals: Any, tangents: Any) -> tuple[Columns, Columns]:  # noqa: FBT001
    values, columns = primals
    moved = linear_call(
        lambda kept, value: _single(kept, value, inwards=inwards),
        lambda kept, value: _single(kept, value, inwards=not inwards),
        values,
        tangents[1],
    )
    return _linear(inwards, values, columns), moved
