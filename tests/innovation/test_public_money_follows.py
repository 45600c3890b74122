"""Universities stay with their innovation workers; when these leave their money follows, and none is lost."""

from __future__ import annotations

from dataclasses import replace

import jax.numpy as jnp
import numpy as np
import pytest

from technopole.innovation.arrays import UNIVERSITY
from technopole.innovation.money import placed
from tests.innovation.systems import two_sides


def public(workers: list[float] | None = None) -> np.ndarray:
    """University money by zone, with these innovation workers."""
    system, _ = two_sides()
    state = system.start if workers is None else replace(system.start, workers=jnp.asarray(workers))
    return np.asarray(placed(system, state))[:, UNIVERSITY].sum(axis=0)


def test_in_the_base_year_nothing_moves() -> None:
    system, _ = two_sides()
    np.testing.assert_array_equal(public(), np.asarray(system.sent)[:, UNIVERSITY].sum(axis=0))


@pytest.mark.parametrize(
    "workers",
    [
        [15_000.0, 15_000.0, 15_000.0, 24_000.0, 36_000.0, 0.0],
        [0.0, 15_000.0, 30_000.0, 24_000.0, 36_000.0, 0.0],
        [60_000.0, 30_000.0, 0.0, 1.0, 1.0, 1.0],
        [0.0, 0.0, 0.0, 24_000.0, 36_000.0, 0.0],
    ],
)
def test_no_public_money_is_lost_on_either_side(workers: list[float]) -> None:
    system, _ = two_sides()
    side = np.asarray(system.side)
    np.testing.assert_allclose(side @ public(workers), side @ public(), rtol=1e-12)
    assert (public(workers) >= 0).all()


def test_it_leaves_in_step_with_the_workers_and_goes_where_they_are() -> None:
    moved = public([15_000.0, 15_000.0, 15_000.0, 24_000.0, 36_000.0, 0.0])
    before = public()
    gone = before[0] / 2
    assert moved[2] > 0
    assert moved[0] + moved[1] + moved[2] == pytest.approx(before[:3].sum())
    assert before[0] - gone < moved[0] < before[0]
    np.testing.assert_allclose(moved[3:], before[3:], rtol=1e-12)


def test_more_workers_in_all_zones_draw_nothing() -> None:
    np.testing.assert_allclose(
        public([45_000.0, 20_000.0, 5_000.0, 30_000.0, 40_000.0, 9.0]), public(), rtol=1e-12
    )
