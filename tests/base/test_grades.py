"""Grades."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from technopole.base import GRADES, InputError, weakest


@given(st.lists(st.sampled_from(GRADES), min_size=1))
def test_weakest_is_the_last_of_those_present(grades: list[str]) -> None:
    assert weakest(grades) == max(grades, key=GRADES.index)


def test_nothing_weakens_nothing() -> None:
    assert weakest([]) == "official"


def test_unknown_grade_suggests_the_nearest() -> None:
    with pytest.raises(InputError, match="'oficial' is not a grade \\(nearest: 'official'\\)"):
        weakest(["plan", "oficial"])
