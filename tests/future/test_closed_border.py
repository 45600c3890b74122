"""A border shut entirely: in one year and for good, from the first year on, and in a static city."""

from __future__ import annotations

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import technopole as tp
from technopole.city.newton import homotopy
from technopole.future.base_year import base_year_levers
from technopole.future.rescue import follow
from technopole.future.simulate import prepared, residual_function
from technopole.future.timeline import build_timeline

CERTIFIED = 1e-10


@pytest.fixture(
    scope="module", params=["two-towns", pytest.param("hong-kong-shenzhen", marks=pytest.mark.slow)]
)
def place(request):
    region = tp.load_region(request.param)
    return tp.calibrate(region), tp.load_plan(region, region.settings.default_plan)


@pytest.mark.parametrize("first", [0, 5])
@pytest.mark.slow
def test_the_whole_run_is_found(place, first):
    city, plan = place
    timeline = build_timeline(city.region, plan)[0]
    openness = np.array(timeline.openness)
    openness[first:] = 0.0
    records = follow(city, jax.tree.map(jnp.asarray, replace(timeline, openness=openness)))
    assert records["residual"].max() <= CERTIFIED
    assert records["crossing_commuters"][first:].sum() == 0.0
    assert np.isfinite(records["wage"]).all()
    across = records["side_flows"][first:] * (1.0 - np.eye(2))
    assert across.sum() == 0.0


def test_the_static_city_is_found(place):
    city, _ = place
    levers = base_year_levers(city.region).at(0)
    floor = city.calibrated.character.floor

    def shut(share):
        closing = replace(levers, openness=(1.0 - share) * jnp.asarray(levers.openness))
        return prepared(city.structure, city.calibrated, city.growth, city.first_state, closing, floor)

    root = homotopy(residual_function(city.structure, city.calibrated), shut, jnp.asarray(city.start))
    assert float(root.residual) <= CERTIFIED
