"""What holds for every city: shares, permutations, scales, gradients."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jax
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from synthetic_run import fake_run, random_path

from technopole.future.path_arrays import path_notes
from technopole.indicators import INDICATORS, compute, measure_of
from technopole.indicators.context import labels_of, region_context

if TYPE_CHECKING:
    from technopole.indicators import Indicator
    from technopole.region import Region

seeds = st.integers(min_value=0, max_value=1000)
few = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(item: Indicator, region: Region) -> str:
    """Return an identifier with its first label if it needs one."""
    return item.id if item.of is None else f"{item.id}.{labels_of(region, item.of)[0]}"


@few
@given(seed=seeds)
def test_theil_splits_into_between_and_within(region: Region, seed: int) -> None:
    run = fake_run(region, seed)
    total, between = compute(run, "theil"), compute(run, "theil_between")
    assert (between >= -1e-15).all()
    assert (between <= total + 1e-15).all()


@few
@given(seed=seeds)
def test_parts_add_up_to_the_region(region: Region, seed: int) -> None:
    run = fake_run(region, seed)
    for indicator in (
        "population",
        "jobs",
        "homes",
        "worker_income",
        "population_share",
        "land_take",
        "commuters_in",
    ):
        parts = sum(compute(run, indicator, part) for part in region.parts)
        np.testing.assert_allclose(parts, compute(run, indicator), rtol=1e-12)


@few
@given(seed=seeds, scale=st.floats(min_value=0.1, max_value=50))
def test_shares_do_not_depend_on_size(region: Region, seed: int, scale: float) -> None:
    path = random_path(region, seed)
    names = [name for name, note in path_notes().items() if note.unit == "persons"]
    larger = replace(path, **{name: scale * getattr(path, name) for name in names})
    for indicator in (
        "theil",
        "self_containment",
        "jobs_homes_balance",
        "excess_commute",
        "mean_minutes",
        "integration_index",
        "sector_diversity",
        "jobs_in_45_minutes",
    ):
        np.testing.assert_allclose(
            compute(fake_run(region, path=larger), indicator, "NORTH"),
            compute(fake_run(region, path=path), indicator, "NORTH"),
            rtol=1e-7,
        )


def test_order_of_zones_does_not_matter(region: Region) -> None:
    """Permute zones in the path and in the context: nothing changes."""
    path, context = random_path(region, 3), region_context(region, np.full((4, 3), 5e4))
    order = np.random.default_rng(0).permutation(len(region.zones))
    shuffled = replace(
        path,
        **{name: _permuted(getattr(path, name), note.axes, order) for name, note in path_notes().items()},
    )
    mask = region.scope_mask("NORTH").astype(float)
    mixed = replace(
        context,
        mask=mask[order],
        side=context.side[:, order],
        part=context.part[:, order],
        built_area=context.built_area[order],
        plot_ratio=context.plot_ratio[order],
        latitude=context.latitude[order],
        distance=context.distance[np.ix_(order, order)],
        m2_per_home=context.m2_per_home[order],
        follower_pay=context.follower_pay[order],
        road_share=context.road_share[order],
        label=0,
    )
    plain = replace(context, mask=mask, label=0)
    for item in map(INDICATORS.get, INDICATORS.names()):
        expected, found = item.measure(path, plain), item.measure(shuffled, mixed)
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9, err_msg=item.id)


def _permuted(array: Any, axes: tuple[str, ...], order: Any) -> Any:
    for position, axis in enumerate(axes):
        if axis in {"zone", "work_zone"}:
            array = np.take(array, order, axis=position)
    return array


@pytest.mark.parametrize("name", INDICATORS.names())
def test_every_indicator_returns_one_finite_number_a_year(region: Region, name: str) -> None:
    item = INDICATORS.get(name)
    run = fake_run(region)
    scope = "region" if item.scopes == "region" else "NORTH"
    values = compute(run, written(item, region), scope)
    assert values.shape == (len(run.years),)
    if name != "cost_per_new_job":
        assert np.isfinite(values).all()


@pytest.mark.parametrize("name", INDICATORS.names())
def test_every_indicator_is_documented(name: str) -> None:
    item = INDICATORS.get(name)
    assert item.formula
    assert item.source
    assert item.unit
    assert item.grade_tables
    assert set(item.name) == {"en", "zh-Hant", "zh-Hans"}
    assert item.measure.__doc__


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("theil_within", "jobs"),
        ("excess_commute", "minutes_now"),
        ("integration_index", "commuters"),
        ("border_minutes", "minutes_now"),
        ("home_cost_share", "rent"),
        ("welfare", "utility"),
        ("jobs_in_45_minutes", "minutes_now"),
        ("sector_diversity", "jobs"),
    ],
)
def test_gradients_equal_finite_differences(region: Region, name: str, array: str) -> None:
    with jax.enable_x64(True):
        path = random_path(region, 5)
        measure = measure_of(region, name, "NORTH")
        value = np.asarray(getattr(path, array))
        jax_path = jax.tree.map(jax.numpy.asarray, path)
        gradient = jax.grad(lambda x: measure(replace(jax_path, **{array: x}))[-1])(jax.numpy.asarray(value))
        direction = value * np.random.default_rng(1).normal(size=value.shape)
        step = 1e-6
        ahead = measure(replace(path, **{array: value + step * direction}))[-1]
        behind = measure(replace(path, **{array: value - step * direction}))[-1]
        numeric = (ahead - behind) / (2 * step)
        assert float((gradient * direction).sum()) == pytest.approx(numeric, rel=1e-5, abs=1e-9)


def test_a_closed_border_leaves_gradients_finite(region: Region) -> None:
    with jax.enable_x64(True):
        path = random_path(region, 5)
        same = region_context(region).same_side
        closed = replace(
            path, minutes_now=np.where(same > 0, path.minutes_now, np.inf), commuters=path.commuters * same
        )
        jax_path = jax.tree.map(jax.numpy.asarray, closed)
        for name in ("access_to_jobs", "excess_commute", "transport_carbon", "theil", "jobs_in_45_minutes"):
            measure = measure_of(region, name, "NORTH")
            gradient = jax.grad(lambda p, measure=measure: measure(p)[-1], allow_int=True)(jax_path)
            assert np.isfinite(gradient.minutes_now).all(), name
            assert np.isfinite(gradient.jobs).all(), name
