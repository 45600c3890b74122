"""Customers and spillovers may count other minutes than commuters."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from technopole.city.calibrate import calibrate
from tests.city.cities import observed, parameters, shaped


@pytest.mark.slow
def test_customers_and_spillovers_may_count_other_minutes():
    """The same minutes given apart change nothing; spillovers of one's own zone alone are an identity."""
    data, shape = observed(8), shaped(8)
    plain = jax.jit(partial(calibrate, shape))(parameters(), data)
    apart = replace(data, customer_minutes=data.minutes, spillover_minutes=data.minutes)
    same = jax.jit(partial(calibrate, shape))(parameters(), apart)
    np.testing.assert_allclose(same.character.variety, plain.character.variety, rtol=1e-12)
    np.testing.assert_allclose(same.economy.work_kernel, plain.economy.work_kernel, rtol=1e-12)
    own = replace(data, spillover_minutes=jnp.where(jnp.eye(8) > 0, 0.0, jnp.inf))
    alone = jax.jit(partial(calibrate, shape))(parameters(), own)
    np.testing.assert_allclose(alone.economy.work_kernel, np.eye(8))
    near = replace(data, customer_minutes=data.minutes * 0.5)
    steeper = jax.jit(partial(calibrate, shape))(parameters(), near)
    assert not np.allclose(steeper.character.variety, plain.character.variety)
