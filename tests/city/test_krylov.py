"""Newton without a Jacobian finds what Newton with one finds."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from technopole.city import border
from technopole.city.krylov import by_size, newton_krylov
from technopole.city.newton import homotopy, newton

TOLERANCE = 1e-10


def changed(made_up, share=1.0):
    """Parameters of the made-up city when a share of the way to quicker crossings is gone."""
    _, calibrated, now, *_ = made_up
    later = replace(now, clearance=now.clearance * 0.5**share)
    return calibrated.economy, border.gates(calibrated.economy, later), later


@pytest.mark.slow
def test_same_root_as_with_a_jacobian(made_up):
    _, _, _, function, _, start, _ = made_up
    found = newton_krylov(function, changed(made_up), start)
    assert float(found.residual) <= TOLERANCE
    np.testing.assert_allclose(found.z, newton(function, changed(made_up), start).z, atol=1e-9)
    assert float(found.error) < 1e-9


def test_method_follows_the_number_of_unknowns(made_up):
    _, _, _, function, _, start, _ = made_up
    assert by_size(function, changed(made_up), start).inverse.shape == (start.size, start.size)


@pytest.mark.slow
def test_homotopy_with_either_search(made_up):
    _, _, _, function, _, start, _ = made_up
    roots = [
        homotopy(function, partial(changed, made_up), start, search) for search in (newton, newton_krylov)
    ]
    np.testing.assert_allclose(roots[0].z, roots[1].z, atol=1e-9)
