"""Places predicted as greenfields, whichever method finds the city without them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from technopole.future.leave_one_out import leave_one_out, root_mean_square
from technopole.region.plain import rows_of


@pytest.fixture(scope="module")
def places(city):
    return leave_one_out(city)


def test_every_place_asked_for_is_predicted(city, places):
    asked = rows_of(city.region.tables["leave_one_out"])
    assert [(place.zone, place.what, place.donor) for place in places] == [
        (row["zone"], row["what"], row["donor"]) for row in asked
    ]
    assert all(place.model > 0 and place.data > 0 for place in places)
    assert all(abs(place.log_error) > 1e-6 for place in places)  # a prediction, not the data
    kinds = {place.what for place in places}
    assert all(np.isfinite(root_mean_square(places, kind)) for kind in kinds)


def test_newtons_method_finds_the_same_where_broydens_does_not(city, places):
    lost = replace(city, static_inverse=np.zeros_like(city.static_inverse))
    for one, other in zip(leave_one_out(lost), places, strict=True):
        assert one.model == pytest.approx(other.model, rel=1e-8)
