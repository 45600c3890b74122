"""Shortest paths: what must hold on any directed graph."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from technopole.travel.shortest import DirectedGraph

SIZE = 6
TOLERANCE = 1e-9  # zero-minute links stand for 1e-12 minutes each

link = st.tuples(
    st.integers(0, SIZE - 1),
    st.integers(0, SIZE - 1),
    st.sampled_from([0.0, 0.5, 1.0, 2.25, 7.0]),
)
links = st.lists(link, min_size=1, max_size=25)


def minutes(chosen: list[tuple[int, int, float]]) -> np.ndarray:
    start, end, weight = (np.array(column) for column in zip(*chosen, strict=True))
    graph = DirectedGraph.of(SIZE, start, end, weight.astype(float))
    return graph.minutes(np.arange(SIZE), np.ones(len(chosen), dtype=bool))


def by_relaxation(chosen: list[tuple[int, int, float]]) -> np.ndarray:
    """Return the same minutes the plain way, as a reference."""
    best = np.full((SIZE, SIZE), np.inf)
    np.fill_diagonal(best, 0.0)
    for start, end, weight in chosen:
        best[start, end] = min(best[start, end], weight)
    for middle in range(SIZE):
        best = np.minimum(best, best[:, middle, None] + best[None, middle, :])
    return best


@given(links)
def test_minutes_equal_a_plain_reference(chosen: list[tuple[int, int, float]]) -> None:
    found, wanted = minutes(chosen), by_relaxation(chosen)
    assert np.array_equal(np.isinf(found), np.isinf(wanted))
    assert np.allclose(found[np.isfinite(found)], wanted[np.isfinite(wanted)], atol=TOLERANCE)


@given(links)
def test_no_detour_is_shorter_than_the_direct_way(chosen: list[tuple[int, int, float]]) -> None:
    found = minutes(chosen)
    detour = found[:, :, None] + found[None, :, :]
    assert (found[:, None, :] <= detour + TOLERANCE).all()


@given(links, link)
def test_another_link_never_lengthens_a_trip(
    chosen: list[tuple[int, int, float]], extra: tuple[int, int, float]
) -> None:
    assert (minutes([*chosen, extra]) <= minutes(chosen) + TOLERANCE).all()


def test_links_are_one_way() -> None:
    found = minutes([(0, 1, 5.0)])
    assert found[0, 1] == pytest.approx(5)
    assert np.isinf(found[1, 0])


def test_links_of_no_minutes_are_kept() -> None:
    found = minutes([(0, 1, 0.0), (1, 2, 0.0)])
    assert found[0, 2] == pytest.approx(0, abs=TOLERANCE)


def test_the_fastest_of_parallel_links_counts_once() -> None:
    assert minutes([(0, 1, 9.0), (0, 1, 4.0), (0, 1, 6.0)])[0, 1] == pytest.approx(4)
