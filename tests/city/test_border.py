"""Kernels and minutes across the border: one rule for all groups, and a rule for each."""

from __future__ import annotations

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from technopole.city import border
from technopole.city.border import commuting_kernel

THETA = 0.12  # apart from nu, so that powers count
STEP = 1e-6


def across(made_up, openness, clearance=None):
    """Kernels, take-ups and hours across the border (G, N, N) of the made-up city under a rule (G, X)."""
    _, calibrated, now, *_ = made_up
    economy = calibrated.economy
    economy = replace(economy, parameters=replace(economy.parameters, theta=jnp.asarray(THETA)))
    now = replace(now, openness=openness)
    clearance = now.clearance if clearance is None else clearance
    gate = border.gates(economy, now)
    kernel, take_up = commuting_kernel(economy, gate, clearance)
    hours = border.group_minutes(economy, now, gate, clearance) / 60.0
    return [block for parts in (kernel.across, take_up, (hours,)) for block in parts]


def test_one_rule_for_all_is_every_groups_own(made_up):
    one = jnp.asarray(np.random.default_rng(0).uniform(0.2, 1.0, made_up[2].openness.shape[1]))
    together = across(made_up, jnp.broadcast_to(one, made_up[2].openness.shape))
    for group in range(len(together[0])):
        alone = jnp.broadcast_to(one, made_up[2].openness.shape).at[(group + 1) % 3].multiply(0.5)
        for block, expected in zip(across(made_up, alone), together, strict=True):
            np.testing.assert_allclose(block[group], expected[group], rtol=1e-13)


@pytest.mark.parametrize("mode", [jax.jacfwd, jax.jacrev])
def test_derivatives_are_every_groups_own(made_up, mode):
    """They could be those of the first group alone, under whose rule all are computed."""
    same = jnp.full(made_up[2].openness.shape, 0.7)

    def total(openness, clearance):
        weights = np.random.default_rng(1).uniform(0.5, 1.5, (3, 1, 1))
        return sum(jnp.sum(weights * block) for block in across(made_up, openness, clearance))

    clearance = made_up[2].clearance
    found = mode(total, argnums=(0, 1))(same, clearance)
    for place in np.ndindex(same.shape):
        upper, lower = (total(same.at[place].add(step), clearance) for step in (STEP, -STEP))
        assert found[0][place] == pytest.approx(float(upper - lower) / (2 * STEP), rel=1e-5, abs=1e-9)
    for place in np.ndindex(clearance.shape):
        upper, lower = (total(same, clearance.at[place].add(step)) for step in (STEP, -STEP))
        assert found[1][place] == pytest.approx(float(upper - lower) / (2 * STEP), rel=1e-5, abs=1e-9)
