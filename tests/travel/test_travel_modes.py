"""The log-sum over modes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from technopole.travel import log_sum_minutes

THETA = 0.037
minute = st.one_of(st.just(np.inf), st.floats(0, 500))
weight = st.floats(0.001, 0.999)


def combined(transit: float, road: float, road_weight: float) -> float:
    return float(
        log_sum_minutes((np.array([transit]), np.array([road])), (1 - road_weight, road_weight), THETA)[0]
    )


@given(minute, minute, weight)
def test_lies_between_the_fastest_mode_and_its_price_in_weight(
    transit: float, road: float, road_weight: float
) -> None:
    found = combined(transit, road, road_weight)
    if np.isinf(transit) and np.isinf(road):
        assert np.isinf(found)
        return
    bounds = [transit - np.log(1 - road_weight) / THETA, road - np.log(road_weight) / THETA]
    assert min(transit, road) - 1e-9 <= found <= min(bounds) + 1e-9


@given(minute, minute, weight, st.floats(0, 100))
def test_grows_with_the_minutes_of_a_mode(
    transit: float, road: float, road_weight: float, more: float
) -> None:
    assert combined(transit + more, road, road_weight) >= combined(transit, road, road_weight) - 1e-9


def test_equal_modes_take_their_common_minutes() -> None:
    assert combined(30, 30, 0.2) == pytest.approx(30)


def test_a_mode_of_no_weight_is_barred() -> None:
    assert combined(30, 1, 0.0) == pytest.approx(30)
    assert np.isinf(combined(np.inf, 1, 0.0))
