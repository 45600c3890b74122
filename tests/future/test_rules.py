"""Rules of two regimes as a plan states them."""

from __future__ import annotations

import numpy as np
import pytest

import technopole as tp
from technopole.region.changes import with_parameters

QUOTA = {
    "kind": "quota",
    "id": "places",
    "groups": ["general_south"],
    "side": "NORTH",
    "what": "work",
    "year_from": 2030,
}


def with_measures(city, *measures):
    plan = tp.make_plan(city.region, {"id": "rules", "name": "rules", "measures": list(measures)})
    return tp.simulate(city, plan)


@pytest.fixture(scope="module")
def free(city):
    return with_measures(city)


@pytest.mark.slow
def test_a_quota_holds_from_its_year_on_and_fetches_a_price(city, free):
    group, north = city.region.groups.index("general_south"), city.region.sides.index("NORTH")
    used = free.path.side_flows[:, group, :, north].sum(axis=1)
    year = free.years.index(2030)
    limit = 0.8 * used[year]
    run = with_measures(city, QUOTA | {"persons": float(limit)})
    found = run.path.side_flows[:, group, :, north].sum(axis=1)
    np.testing.assert_allclose(found[:year], used[:year], rtol=1e-9)
    assert np.all(found[year:] <= limit * (1 + 1e-5))
    assert np.all(run.path.work_permit[year:, group, north] > 0.001)
    assert np.abs(run.path.work_permit[:year]).max() == 0.0
    assert run.certificate["max_residual"] <= 1e-10
    assert max(run.certificate["conservation"].values()) <= 1e-10


def test_nobody_moves_across_where_homes_there_weigh_nothing(city, free):
    region = with_parameters(city.region, {("living_across", ""): 0.0})
    run = with_measures(tp.calibrate(region))
    talent, south = city.region.groups.index("talent"), city.region.zone_side == 1
    before, after = (one.path.residents[:, talent][:, south].sum(axis=1) for one in (free, run))
    assert after[0] == pytest.approx(before[0], rel=1e-9)
    assert after[-1] < 0.2 * before[-1]
    assert run.certificate["max_residual"] <= 1e-10


def test_a_misspelt_quota_is_refused(city):
    with pytest.raises(tp.InputError, match="NORTH"):
        with_measures(city, QUOTA | {"persons": 100.0, "side": "NORHT"})
