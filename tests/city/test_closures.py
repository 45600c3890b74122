"""What holds a group: its number, its welfare, or something between (Equation (23))."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from technopole.city import border, vector
from technopole.city.calibrate import calibrate
from technopole.city.equilibrium import outcome
from technopole.city.greenfield import base_year
from technopole.city.newton import newton
from tests.city.cities import observed, parameters, shaped

MORE_HOMES = 1.2


def with_more_homes(closure: str, elasticity: float = 2.0):
    """Base and counterfactual outcome of a city whose first group has this closure."""
    shape = shaped(8, closures=(closure, "closed", "closed"))
    data = observed(8, seed=5)
    given = parameters(closure_elasticity=[elasticity, 0.0, 0.0])
    calibrated = jax.jit(partial(calibrate, shape))(given, data)
    now = base_year(calibrated.character, data)
    shapes = vector.shapes_of(calibrated.start)
    function = vector.residual_function(shape, shapes)
    homes = jnp.asarray([MORE_HOMES, 1.0, 1.0])
    changed = replace(now, floor=now.floor * homes)
    found = []
    for conditions in (now, changed):
        inputs = (calibrated.economy, border.gates(calibrated.economy, conditions), conditions)
        root = newton(function, inputs, vector.to_vector(calibrated.start))
        assert float(root.residual) < 1e-10
        found.append(outcome(shape, *inputs, vector.from_vector(shapes, root.z)))
    return found


@pytest.mark.slow
def test_closed_keeps_its_number_and_gains():
    before, after = with_more_homes("closed")
    assert after.residents[0].sum() == pytest.approx(float(before.residents[0].sum()), rel=1e-12)
    assert after.log_utility[0] > before.log_utility[0]


@pytest.mark.slow
def test_open_grows_until_nobody_gains():
    before, after = with_more_homes("open")
    assert float(after.log_utility[0]) == pytest.approx(float(before.log_utility[0]), abs=1e-9)
    assert after.residents[0].sum() > 1.01 * before.residents[0].sum()


@pytest.mark.slow
def test_elastic_answers_with_its_elasticity():
    before, after = with_more_homes("elastic", elasticity=2.0)
    gain = float(after.log_utility[0] - before.log_utility[0]) / 6.69
    growth = float(np.log(after.residents[0].sum() / before.residents[0].sum()))
    assert growth == pytest.approx(2.0 * gain, rel=1e-8)
