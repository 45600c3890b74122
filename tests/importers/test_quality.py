"""What a figure nobody gave decides: the same from the city as imported as from a city of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import technopole as tp
from technopole.importers.quality import SMALL_STEP, answers


@pytest.fixture(scope="module")
def city():
    return tp.calibrate(tp.load_region("two-towns"))


@pytest.mark.parametrize("name", ["nu", pytest.param("market_across", marks=pytest.mark.slow)])
def test_a_figure_changed_is_felt_as_in_a_city_calibrated_anew(city, name: str) -> None:
    """`market_across` is 0 and its equation left out, so that a little of it is another city's shape."""
    region, parameters = city.region, city.region.parameters
    labels = region.sectors if name == "market_across" else ("",)
    values = {(name, label): 1.1 * parameters.get(name) if name == "nu" else SMALL_STEP for label in labels}
    changed = replace(region, parameters=parameters.with_values(values))
    found = answers(city, changed)
    np.testing.assert_allclose(found, answers(tp.calibrate(changed), changed), rtol=1e-6)
    assert np.abs(found - answers(city, region)).max() > 1e-6
