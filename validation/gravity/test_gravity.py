"""The decay that commuters were simulated with is found again; Germany's own is in its published range."""

from __future__ import annotations

import numpy as np
import pytest

from technopole.city.equilibrium import outcome
from validation.berlin_model.city import PUBLISHED, calibrated
from validation.berlin_model.instance import made_up
from validation.german_border.counties import read
from validation.gravity.ppml import decay

# pyfixest and its compiler warn about their own internals.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_decay_of_simulated_commuters_is_recovered(seed):
    city = made_up(60, seed)
    made = calibrated(city)
    expected = np.asarray(outcome(made.structure, *made.given(), made.calibrated.start).commuters[0])
    flows = np.random.default_rng(seed).poisson(expected).astype(float)
    found = decay(flows, city.minutes)
    assert found.low < -PUBLISHED["nu"] < found.high
    assert found.standard_error < 0.002


def test_german_commuting_falls_steeply_with_distance(germany_folder):
    counties = read(germany_folder)
    others = ~np.eye(counties.wage.size, dtype=bool)
    found = decay(counties.flows, np.log(counties.distance), others)
    print(f"\nGermany: {found.value:.3f} ({found.standard_error:.3f}) over {found.pairs} pairs of counties")
    assert -4.0 < found.value < -2.0
