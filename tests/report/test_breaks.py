"""Class limits are few, round, rising and hold the data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from technopole.report.breaks import circle_scale, class_limits, difference_limits

NUMBERS = st.lists(
    st.floats(-1e9, 1e9, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-6), max_size=60
)


@given(NUMBERS)
def test_limits_rise_and_are_few(values: list[float]) -> None:
    limits = class_limits(values)
    assert 1 <= len(limits) <= 6
    assert limits == sorted(set(limits))


@given(NUMBERS)
def test_differences_have_four_rising_limits_above_zero(values: list[float]) -> None:
    limits = difference_limits(values)
    assert len(limits) == 4
    assert limits == sorted(set(limits))
    assert limits[0] > 0


def test_a_wide_spread_gets_growing_classes(random: np.random.Generator) -> None:
    limits = class_limits(np.exp(random.normal(8, 1.5, 500)))
    assert limits[-1] / limits[0] > 8


def test_a_narrow_spread_gets_equal_steps() -> None:
    limits = class_limits(np.linspace(34, 66, 200))
    assert np.ptp(np.diff(limits)) == pytest.approx(0, abs=1e-9)


def test_no_data_and_one_value_still_have_a_scale() -> None:
    assert class_limits([np.nan, np.nan]) == [1.0]
    assert class_limits([10.0, 10.0, 10.0]) == [10.0]
    assert len(difference_limits([0.0, np.nan])) == 4
    assert circle_scale([np.nan]) == [1.0]


def test_circles_are_named_by_round_numbers_that_occur() -> None:
    assert circle_scale([0.0, 1234.0, 70_000.0]) == [50_000.0, 10_000.0, 2_000.0]
