"""Other equilibria: searched for from many starts, and judged by the linearised city."""

from __future__ import annotations

import numpy as np
import pytest

from technopole.city.uniqueness import distinct, linearised
from technopole.future.diagnose import diagnose


def test_known_answers_of_a_small_matrix():
    answer = np.array([[0.0, 0.5, 0.1], [0.5, 0.0, 0.1], [0.2, -0.2, 0.3]])
    found = linearised(answer - np.eye(3), [("a", 2), ("b", 1)])
    assert found.spectral_radius == pytest.approx(np.abs(np.linalg.eigvals(answer)).max())
    assert found.dependence == pytest.approx(np.linalg.eigvals([[0.5, 0.1], [0.4, 0.3]]).real.max())
    assert found.largest_real_part == pytest.approx(found.spectral_radius - 1.0)


def test_roots_that_differ_are_counted_once():
    one, two = np.zeros(3), np.array([0.0, 0.1, 0.0])
    assert len(distinct([one, two, one + 1e-9, two])) == 2


@pytest.mark.slow
def test_the_teaching_region_comes_back_from_afar(city):
    found = diagnose(city, starts=3, spread=0.3, seed=1)
    assert found.lost < 3
    assert found.distinct == 1
    assert found.spread.max() < 1e-6
    assert found.linearised.largest_real_part < 0
    assert not found.unique_without_spillovers
    assert found.sentences()[0].startswith(f"{3 - found.lost} of 3 searches")
