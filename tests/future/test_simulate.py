"""The year loop: books close every year, plans do what they say, failures are values."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import technopole as tp
from technopole.future.base_year import base_timeline
from technopole.future.run import first_failure
from technopole.future.timeline import build_timeline

CERTIFIED = 1e-10
CLOSED = 1e-10


def test_calibrated_city_returns_its_data(city, new_town):
    assert city.base_residual <= 1e-9
    jobs = city.region.array("jobs", "jobs", ["zone", "sector"])
    np.testing.assert_allclose(new_town.path.jobs[0], jobs, rtol=1e-6, atol=1e-6)
    workers = city.region.array("residents", "workers", ["group", "zone"])
    np.testing.assert_allclose(new_town.path.residents[0], workers, rtol=1e-6, atol=1e-6)


def test_every_year_is_certified_and_the_books_close(new_town):
    assert new_town.converged
    assert new_town.certificate["max_residual"] <= CERTIFIED
    assert new_town.certificate["stable"]
    for book, error in new_town.certificate["conservation"].items():
        assert error <= CLOSED, book


def test_books_notice_a_lost_worker(city, new_town):
    """The conservation check is not a formality: change one number and it shows."""
    from technopole.future.certificate import jobs_error

    records = {
        name: np.array(getattr(new_town.path, name))
        for name in ("residents", "followers", "jobs_by_group", "jobs", "commuters")
    }
    records["jobs_by_group"][3, 0, 0, 0] += 1.0
    assert jobs_error(records) > 1e-8


def test_population_follows_the_controls(city, new_town):
    side = city.region.zone_side
    controls, workers = np.asarray(new_town.timeline.population), np.asarray(new_town.timeline.workers)
    living = np.stack([new_town.path.residents.sum(axis=1)[:, side == s].sum(axis=1) for s in (0, 1)], axis=1)
    found = np.stack([new_town.path.population[:, side == s].sum(axis=1) for s in (0, 1)], axis=1)
    share = living / workers
    np.testing.assert_allclose(found / found[0], controls / controls[0] * share / share[0], rtol=1e-12)
    counted = city.region.array("people", "population", ["zone"])
    np.testing.assert_allclose(new_town.path.population[0], counted, rtol=1e-9, atol=1e-6)


def test_the_new_town_fills(city, new_town):
    """People come where homes are built, and not before."""
    meadow = city.region.zones.index("meadow")
    floor, people = new_town.path.floor[:, meadow, 0], new_town.path.population[:, meadow]
    assert people[floor == 0].max(initial=0.0) < 1e-3
    assert people[-1] > 1000
    assert np.all(np.diff(floor) >= -1e-9)


def test_nobody_looks_ahead(city):
    """A plan cut after 2030 has the same path up to 2030."""
    plan = tp.load_plan(city.region, "new-town")
    early = tp.make_plan(
        city.region,
        {
            "id": "early",
            "name": "early",
            "measures": [
                {"kind": "amenity", "id": "park", "zones": ["mills"], "percent": 10, "year_from": 2035}
            ],
        },
    )
    nothing = tp.make_plan(city.region, {"id": "nothing", "name": "nothing", "measures": []})
    with_park, without = tp.simulate(city, early), tp.simulate(city, nothing)
    before = list(without.years).index(2034)
    np.testing.assert_array_equal(with_park.path.rent[: before + 1], without.path.rent[: before + 1])
    assert np.abs(with_park.path.rent[before + 1 :] - without.path.rent[before + 1 :]).max() > 1.0
    del plan


def test_same_inputs_same_numbers(city, new_town):
    again = tp.simulate(tp.calibrate(tp.load_region("two-towns")), tp.load_plan(city.region, "new-town"))
    for name in ("rent", "residents", "jobs", "wage"):
        np.testing.assert_array_equal(getattr(again.path, name), getattr(new_town.path, name))


def test_a_year_without_root_stops_with_a_sentence(city):
    """Levers that admit no equilibrium end the run at that year and say where."""
    from technopole.future import rescue

    timeline, _ = build_timeline(city.region, tp.load_plan(city.region, "new-town"))
    broken = np.array(timeline.workers)
    broken[10:, 0] = np.nan
    records = rescue.follow(city, _as_jax(replace(timeline, workers=broken)))
    sentence = first_failure(city, replace(timeline, workers=broken), records)
    assert sentence.startswith("Year 2031 did not converge")
    assert "zone" in sentence or "crossing" in sentence or "group" in sentence


def test_a_sudden_closure_is_followed_through(city):
    """Every crossing shut overnight: the loop finds its way and nobody crosses."""
    from technopole.future import rescue

    timeline = base_timeline(city.region)
    openness = np.array(timeline.openness)
    openness[5:] = 0.0
    records = rescue.follow(city, _as_jax(replace(timeline, openness=openness)))
    assert records["residual"].max() <= CERTIFIED
    assert records["crossing_commuters"][6:].sum() == 0.0


def _as_jax(timeline):
    import jax
    import jax.numpy as jnp

    return jax.tree.map(jnp.asarray, timeline)


@pytest.mark.slow
class TestGradient:
    """One reverse pass against central differences."""

    LEVERS = (
        ("clearance", (9, 0), 0.2),
        ("released", (6, 3, 0), 500.0),
        ("public_floor", (8, 3, 0), 500.0),
        ("minutes", (12, 0, 1), 0.05),
        ("subsidy", (10, 0, 0), 1e-3),
        ("amenity", (10, 0, 2), 1e-3),
        ("workers", (20, 1), 50.0),
    )

    @pytest.fixture(scope="class")
    @staticmethod
    def slopes(city):
        timeline, _ = build_timeline(city.region, tp.load_plan(city.region, "new-town"))
        return timeline, tp.gradient(city, timeline, jobs_in_first_zone)[1]

    @pytest.mark.parametrize(("lever", "place", "step"), LEVERS)
    def test_equals_differences(self, city, slopes, lever, place, step):
        from technopole.future.simulate import path_of, run_years

        timeline, gradient = slopes

        def value(shift):
            moved = np.array(getattr(timeline, lever), dtype=float)
            moved[place] += shift
            levers = _as_jax(replace(timeline, **{lever: moved}))
            return float(
                jobs_in_first_zone(
                    path_of(run_years(city.structure, city.calibrated, city.growth, city.first_state, levers))
                )
            )

        near, far = value(step) - value(-step), value(2 * step) - value(-2 * step)
        difference = (8.0 * near - far) / (
            12.0 * step
        )  # Richardson's (1911) extrapolation: long steps drown the solver's tolerance
        found = float(np.asarray(getattr(gradient, lever))[place])
        assert found == pytest.approx(difference, rel=1e-6)

    @pytest.mark.parametrize(
        ("lever", "place"),
        [
            ("public_floor", (3, 0, 1)),
            ("public_floor", (3, 3, 1)),
            ("public_floor", (3, 3, 0)),
            ("released", (3, 0, 1)),
            ("released", (3, 3, 1)),
        ],
    )
    def test_right_from_above_where_nothing_is_built(self, city, lever, place):
        """Floor and demolition are levers even where none is under way: one-sided, no averaged kink."""
        from technopole.future.simulate import path_of, run_years

        timeline = base_timeline(city.region)
        slope = float(np.asarray(getattr(tp.gradient(city, timeline, jobs_in_first_zone)[1], lever))[place])

        def value(shift):
            moved = np.array(getattr(timeline, lever), dtype=float)
            moved[place] += shift
            levers = _as_jax(replace(timeline, **{lever: moved}))
            return float(
                jobs_in_first_zone(
                    path_of(run_years(city.structure, city.calibrated, city.growth, city.first_state, levers))
                )
            )

        assert slope == pytest.approx((value(5.0) - value(0.0)) / 5.0, rel=0.02)

    def test_is_finite_everywhere(self, slopes):
        from dataclasses import fields

        for field in fields(slopes[1]):
            assert np.isfinite(np.asarray(getattr(slopes[1], field.name))).all(), field.name


def jobs_in_first_zone(path):
    """Jobs of the first zone in the last year."""
    return path.jobs[-1, 0].sum()
