"""A calibrated made-up city, compiled once for all tests of this room."""

from __future__ import annotations

from functools import partial

import jax
import numpy as np
import pytest

from technopole.city import border, vector
from technopole.city.calibrate import calibrate
from technopole.city.greenfield import base_year
from technopole.city.newton import jacobian
from tests.city.cities import STRUCTURE, observed, parameters


@pytest.fixture(scope="session")
def made_up():
    """(calibrated, conditions, residual function, parameters of it, root, inverse Jacobian)."""
    data = observed(10)
    calibrated = jax.jit(partial(calibrate, STRUCTURE))(parameters(), data)
    now = base_year(calibrated.character, data)
    function = vector.residual_function(STRUCTURE, vector.shapes_of(calibrated.start))
    given = (calibrated.economy, border.gates(calibrated.economy, now), now)
    start = vector.to_vector(calibrated.start)
    inverse = np.linalg.inv(np.asarray(jacobian(function, given, start)))
    return data, calibrated, now, function, given, start, inverse
