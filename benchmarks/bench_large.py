"""Berlin's model with all minutes x 0.9: time beside plain NumPy, growth with zones, passes, gradients.

Side by side in one run, compilation apart. NumPy's is the same counterfactual as a damped fixed point with
the same kernels in double precision (validation/reference/berlin.py), to a change of 1e-10: once by the rule
of the published toolkit, in which every unknown goes a quarter of the way, once damped as little as works.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
import numpy as np
from validation.berlin_model.city import PUBLISHED, calibrated, faster
from validation.berlin_model.instance import checked, made_up
from validation.reference import berlin as reference

from benchmarks.measure import Figure, benchmark, best_of
from technopole.city.kernels import in_single, inward, kernel_of, outward
from technopole.city.large import places, solve_large

if TYPE_CHECKING:
    from validation.berlin_model.instance import Instance
    from validation.region import Model

FACTOR, GOAL = 0.9, 1e-10
BESIDE_NUMPY = (1000, 2000)
BERLIN = 12_309  # blocks of the paper with people in them
RULES = {
    "a quarter of the way": {"damping": 0.25, "density_damping": 0.25},
    "damped little": {"damping": 0.5, "density_damping": 1.0},
}


def _city(zones: int) -> Instance:
    """A made-up city of constant density beyond 2,000 zones."""
    return checked(made_up(zones, seed=1, width=30.0 * max(1.0, zones / 2000) ** 0.5))


def _solve(made: Model) -> Any:
    """Kernels of the new minutes and the search."""
    return jax.block_until_ready(solve_large(made.function, faster(made, FACTOR), made.start))


def _beside_numpy(zones: int) -> tuple[list[Figure], float]:
    city = _city(zones)
    made = calibrated(city)
    root = _solve(made)
    mine = best_of(lambda: _solve(made))
    rents = np.exp(made.unknowns(root.z)["rent"][:, 0])
    by_hand = reference.calibrate(PUBLISHED, **asdict(city))
    note = f"{int(root.iterations)} residuals, largest {float(root.residual):.0e}"
    figures = [Figure(f"{zones} zones", mine, "s", note)]
    for name, rule in RULES.items():
        found = reference.solve(by_hand, FACTOR, goal=GOAL, **rule)
        seconds = best_of(lambda rule=rule: reference.solve(by_hand, FACTOR, goal=GOAL, **rule), 3)
        apart = np.abs(np.log(rents / found["rents"])).max()
        note = f"NumPy takes {seconds:.3f} s, its rents differ by {apart:.0e}"
        figures.append(Figure(f"{zones} zones, NumPy {name}", seconds / mine, "x", note))
    return figures, mine


def _passes(made: Model) -> list[Figure]:
    """A pass over a kernel in single precision beside a plain sum over the same array."""
    kernel = jax.jit(in_single)(kernel_of(made.base.minutes, made.calibrated.economy.parameters.nu))
    values = kernel.values
    one = jnp.ones((1, values.shape[0]))
    summed, out = jax.jit(jnp.sum), jax.jit(lambda k, v: outward(k, v, v))
    back = jax.jit(inward)
    actions = {
        "sum": lambda: jax.block_until_ready(summed(values)),
        "pass, two columns": lambda: jax.block_until_ready(out(kernel, one)),
        "pass, transposed": lambda: jax.block_until_ready(back(kernel, one)),
    }
    for action in actions.values():
        action()
    speed = {name: values.nbytes / best_of(action) / 1e9 for name, action in actions.items()}
    return [
        Figure(f"{values.shape[0]} zones, {name}", rate, "GB/s", f"{rate / speed['sum']:.0%} of a sum")
        for name, rate in speed.items()
    ]


def _gradient(made: Model, solving: float) -> Figure:
    """Slope of ln utility by productivity and amenity of every zone."""
    given = faster(made, FACTOR)

    def log_utility(moved: tuple[jax.Array, jax.Array], given: Any, start: jax.Array) -> jax.Array:
        economy, gate, now = given
        later = replace(now, productivity=moved[0], amenity=moved[1])
        z = solve_large(made.function, (economy, gate, later), start).z
        return places(made.structure, economy, gate, later, made.unknowns(z)).log_utility[0]

    slope = jax.jit(jax.value_and_grad(log_utility))
    now = given[2]
    at = ((now.productivity, now.amenity), given, made.start)
    jax.block_until_ready(slope(*at))
    extra = best_of(lambda: jax.block_until_ready(slope(*at)), 2) - solving
    name = f"{now.productivity.shape[0]} zones, gradient less its solve"
    return Figure(name, extra, "s", f"{extra / solving:.2f} solves")


@benchmark
def large() -> list[Figure]:
    """Times, ratios, growth, speed of passes."""
    figures, seconds = [], {}
    for zones in BESIDE_NUMPY:
        found, seconds[zones] = _beside_numpy(zones)
        figures += found
    made = calibrated(_city(BERLIN))
    root = _solve(made)
    seconds[BERLIN] = best_of(lambda: _solve(made), 3)
    note = f"{int(root.iterations)} residuals, largest {float(root.residual):.0e}"
    figures.append(Figure(f"{BERLIN} zones", seconds[BERLIN], "s", note))
    growth = np.log(seconds[BERLIN] / seconds[2000]) / np.log(BERLIN / 2000)
    figures.append(Figure("exponent of time in zones, from 2000", growth, "", ""))
    return [*figures, *_passes(made), _gradient(made, seconds[BERLIN])]
