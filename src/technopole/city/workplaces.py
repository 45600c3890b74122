"""Constants of workplaces in a city too large to keep its kernel in double precision (model.md 8 b).

The same margins as scaling.py meets round by round, found as a root: a round's steps are the residual.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import jax.numpy as jnp
from jax.flatten_util import ravel_pytree
from jaxtyping import Array, Float

from technopole.city.choice import safe_log
from technopole.city.economy import ByGroupSector, ByGroupZone, ByGroupZoneSector, ByZoneSector
from technopole.city.kernels import Recomputed, in_single, inward, outward
from technopole.city.refine import refined

Vector = Float[Array, " unknown"]


def fit_workplaces(
    kernel: Recomputed,
    plain: ByGroupZoneSector,
    commuting: ByGroupZone,
    jobs: ByZoneSector,
    group_jobs: ByGroupSector,
) -> tuple[ByZoneSector, ByGroupSector, Float[Array, ""]]:
    """Appeal e (N, K), ln fit f (G, K) and the largest |ln target / model| left.

    plain (G, N, K) is T without e and f; commuting (G, N) residents with a fixed workplace; targets are jobs
    (N, K) and group_jobs (G, K). Without a border: all groups share a kernel.
    """
    works, fits = jobs > 0, group_jobs > 0
    start, as_constants = ravel_pytree((jnp.zeros_like(jobs), jnp.zeros_like(group_jobs)))

    def steps(kernel: Any, constants: Vector) -> Vector:
        log_appeal, fit = as_constants(constants)
        open_pairs = works & fits[:, None, :]
        weight = jnp.where(open_pairs, jnp.exp(plain + log_appeal + fit[:, None, :]), 0.0)
        access = outward(kernel, weight.sum(axis=2))[0]
        origin = jnp.where(access > 0, commuting / jnp.where(access > 0, access, 1.0), 0.0)
        persons = weight * inward(kernel, origin)[0][:, :, None]
        by_place, by_group = persons.sum(axis=0), persons.sum(axis=1)
        return ravel_pytree(
            (
                jnp.where(works & (by_place > 0), safe_log(jobs) - safe_log(by_place), 0.0),
                jnp.where(fits & (by_group > 0), safe_log(group_jobs) - safe_log(by_group), 0.0),
            )
        )[0]

    root = refined(partial(steps, kernel), partial(steps, in_single(kernel)), lambda step: step, start)
    log_appeal, fit = as_constants(root.z)
    return jnp.where(works, jnp.exp(log_appeal), 0.0), jnp.where(fits, fit, -jnp.inf), root.residual
