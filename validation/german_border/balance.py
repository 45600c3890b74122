"""What crosses a line through one side of the engine's city: goods sold and wages brought home, both ways."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from technopole.city import vector
from technopole.city.people import people
from technopole.city.prices import Unknowns, prices, spending

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.city.border import Gates
    from technopole.city.economy import Conditions, Economy, Structure
    from validation.region import Model

Real = Float[Array, "..."]


def payments(
    structure: Structure, economy: Economy, gate: Gates, now: Conditions, log: Unknowns, part: Real
) -> tuple[Real, Real]:
    """What the zones of a part (N,; 1 inside, 0 outside) receive from the others and what they pay them.

    Sums over pairs that cross, never differences of totals: what is small keeps all its digits.
    """
    price = prices(structure, economy, gate, now, log)
    crowd, _ = people(structure, economy, gate, now, price, log)
    home = structure.home_market
    rents = jnp.exp(log["rent"][:, home]) * price.floor[:, home]
    spent = spending(economy, crowd.earnings, rents, crowd.receipts, crowd.residents)
    rest = 1.0 - part
    received = paid = jnp.asarray(0.0)
    for k in structure.regional:
        received += (rest * spent[:, k]) @ price.sales[k].shares() @ part
        paid += (part * spent[:, k]) @ price.sales[k].shares() @ rest
    wages = (crowd.trips.appeal * economy.pay[:, None, :] * jnp.exp(price.log_wage)).sum(axis=2)
    received += jnp.einsum("gn,gni,gi->", crowd.origin * part, crowd.trips.kernel.full(), wages * rest)
    paid += jnp.einsum("gn,gni,gi->", crowd.origin * rest, crowd.trips.kernel.full(), wages * part)
    return received, paid


def row_of(made: Model, part: Any) -> int:
    """Position, in the vector of unknowns, of the wage of the part's zone with the largest wage bill."""
    bill = np.asarray(made.data.jobs * made.data.wage)[:, 0]
    position = int(np.argmax(np.where(part, bill, 0.0)))
    for name, shape in vector.shapes_of(made.calibrated.start):
        if name == "wage":
            break
        position += int(np.prod(shape))
    return position


@lru_cache(maxsize=8)
def balanced_function(structure: Structure, shapes: vector.Shapes, row: int) -> Callable[[Any, Real], Real]:
    """F(((economy, gates, conditions), part), z) with one row replaced by ln(received / paid) of the part."""
    return partial(_balanced, structure, shapes, row)


def _balanced(structure: Structure, shapes: vector.Shapes, row: int, parameters: Any, z: Real) -> Real:
    given, part = parameters
    received, paid = payments(structure, *given, vector.from_vector(shapes, z), part)
    markets = vector.residual_function(structure, shapes)(given, z)
    return markets.at[row].set(jnp.log(received / paid))
