"""Pairs of zones across borders, in blocks, against whole arrays."""

from __future__ import annotations

import numpy as np
import pytest

from technopole.city.sides import (
    Crossed,
    are_apart,
    by_pair,
    by_zone,
    inward,
    others,
    outward,
    zones_of_sides,
)

SIDES = {
    "one after the other": (0, 0, 0, 0, 1, 1, 1),
    "mixed": (1, 0, 0, 1, 0, 1, 1),
    "three": (0, 2, 1, 0, 2, 2, 1, 0),
    "a side of one zone": (0, 0, 1, 0),
}


@pytest.fixture(params=SIDES.values(), ids=SIDES.keys())
def zones(request):
    return zones_of_sides(request.param, max(request.param) + 1)


def whole(zones, groups=2, seed=0):
    """A kernel by group (G, N, N) that is 0 within sides, and its blocks."""
    rng = np.random.default_rng(seed)
    apart = are_apart(zones)
    values = rng.uniform(0.1, 1.0, (groups, *apart.shape)) * apart
    blocks = tuple(values[:, list(own)][:, :, list(others(zones, side))] for side, own in enumerate(zones))
    return values, blocks


def test_every_pair_is_in_one_block(zones):
    values, blocks = whole(zones)
    np.testing.assert_array_equal(by_pair(zones, blocks), values)
    assert sum(block[0].size for block in blocks) == are_apart(zones).sum()


def test_zones_come_back_in_their_order(zones):
    value = np.arange(10.0, 10.0 + sum(map(len, zones)))
    np.testing.assert_array_equal(by_zone(zones, tuple(value[list(own)] for own in zones)), value)


def test_products_are_those_of_the_whole_kernel(zones):
    values, blocks = whole(zones)
    count = values.shape[1]
    rng = np.random.default_rng(1)
    within = rng.uniform(0.1, 1.0, (count, count)) * ~are_apart(zones)
    first, second = rng.uniform(0.0, 1.0, (2, 2, count))
    kernel = Crossed(within, blocks, zones)
    full = within + values
    np.testing.assert_allclose(kernel.full(), full, rtol=1e-15)
    for found, value in zip(outward(kernel, first, second), (first, second), strict=True):
        np.testing.assert_allclose(found, np.einsum("gni,gi->gn", full, value), rtol=1e-13)
    np.testing.assert_allclose(inward(kernel, first), np.einsum("gni,gn->gi", full, first), rtol=1e-13)


def test_without_a_border_one_kernel_serves_all_groups():
    within = np.random.default_rng(2).uniform(0.1, 1.0, (4, 4))
    value = np.arange(8.0).reshape(2, 4)
    kernel = Crossed(within, (), ())
    np.testing.assert_allclose(outward(kernel, value)[0], value @ within.T, rtol=1e-13)
    np.testing.assert_allclose(inward(kernel, value), value @ within, rtol=1e-13)
    assert kernel.full().shape == (1, 4, 4)
