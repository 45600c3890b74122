"""Hong Kong by small area: the same people, jobs, floor and plans as in 52 zones, in smaller parts."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import technopole
from technopole.plans import TimelineBuilder, load_plan
from technopole.region import load_region

PACKAGE = Path(technopole.__file__).parent
COARSE, FINE = "hong-kong-shenzhen", "hong-kong-shenzhen-fine"
SMALL_AREAS, SHENZHEN = 211, 16


@pytest.fixture(scope="module")
def fine():
    return load_region(FINE)


@pytest.fixture(scope="module")
def coarse():
    return load_region(COARSE)


@pytest.fixture(scope="module")
def parent(fine, coarse):
    """Position of the zone each cell lies in."""
    named = fine.tables["scopes"]
    named = named[named["scope"].isin(coarse.zones)].set_index("zone")["scope"]
    return np.array([coarse.zones.index(named.get(cell, cell)) for cell in fine.zones])


def summed(values, parent, zones):
    """Sums over the cells of each zone, along the first axis."""
    result = np.zeros((zones, *values.shape[1:]))
    np.add.at(result, parent, values)
    return result


def test_every_small_area_is_a_zone_beside_the_loop(fine):
    hong_kong = [zone for zone, side in zip(fine.zones, fine.zone_side, strict=True) if side == 0]
    assert len(hong_kong) == SMALL_AREAS + 1
    assert "LOOP" in hong_kong
    assert len(fine.zones) == SMALL_AREAS + 1 + SHENZHEN


@pytest.mark.slow
def test_build_gives_the_same_bytes(tmp_path):
    shelf = tmp_path / "regions"
    shutil.copytree(
        PACKAGE / "regions" / COARSE, shelf / COARSE, ignore=shutil.ignore_patterns("__pycache__")
    )
    (tmp_path / "region").mkdir()
    shutil.copy(PACKAGE / "region" / "columns.csv", tmp_path / "region")
    build = shelf / COARSE / "build"
    for script in (["cell_geometry.py"], ["tables.py", "--zoning", "small-areas"]):
        subprocess.run([sys.executable, build / script[0], *script[1:]], check=True)  # noqa: S603 - our own
    shipped = PACKAGE / "regions" / FINE
    written = [path for path in shipped.rglob("*") if path.is_file() and path.name != "README.md"]
    assert len(written) > 40
    for path in written:
        assert (shelf / FINE / path.relative_to(shipped)).read_bytes() == path.read_bytes(), path.name
    land = "facts/small_area_cells.csv"
    assert (build / land).read_bytes() == (PACKAGE / "regions" / COARSE / "build" / land).read_bytes()


@pytest.mark.parametrize(
    ("table", "column", "keys"),
    [
        ("people", "population", ["zone"]),
        ("people", "households", ["zone"]),
        ("residents", "workers", ["zone", "group"]),
        ("residents", "followers", ["zone", "group"]),
        ("jobs", "jobs", ["zone", "sector"]),
        ("floor", "floor", ["zone", "market"]),
    ],
)
def test_cells_add_up_to_their_zone(fine, coarse, parent, table, column, keys):
    cells, zones = fine.array(table, column, keys), coarse.array(table, column, keys)
    np.testing.assert_array_equal(summed(cells, parent, len(coarse.zones)), zones)


@pytest.mark.parametrize("column", ["area", "built_area"])
def test_land_adds_up(fine, coarse, parent, column):
    cells = summed(fine.zone_values(column), parent, len(coarse.zones))
    np.testing.assert_allclose(cells, coarse.zone_values(column), rtol=2e-3)


def test_rents_paid_keep_the_mean_over_homes(fine, coarse, parent):
    homes = fine.array("people", "households", ["zone"])
    paid = fine.array("rents", "effective_rent", ["zone", "market"])[:, fine.markets.index("home")]
    whole = coarse.array("rents", "effective_rent", ["zone", "market"])[:, coarse.markets.index("home")]
    count = summed(homes, parent, len(coarse.zones))
    mean = summed(homes * paid, parent, len(coarse.zones)) / np.where(count > 0, count, 1.0)
    here = (coarse.zone_side == 0) & (count > 0)
    # public rental is counted in quarters, homes in households
    np.testing.assert_allclose(mean[here], whole[here], rtol=0.02)


@pytest.mark.parametrize("plan", ["baseline", "northern-metropolis", "cooperation-zone"])
def test_plans_build_and_cost_the_same_by_zone(fine, coarse, parent, plan):
    def levers(region):
        builder = TimelineBuilder.compiled(region, load_plan(region, plan).measures)
        floor = builder.floor.released + builder.floor.public_floor
        return np.moveaxis(floor, 1, 0), sum(
            cost.amount for m in load_plan(region, plan).measures for cost in m.cost
        )

    (cells, money), (zones, cost) = levers(fine), levers(coarse)
    np.testing.assert_allclose(summed(cells, parent, len(coarse.zones)), zones, rtol=1e-3, atol=50.0)
    assert money == pytest.approx(cost, rel=1e-9)


@pytest.mark.parametrize(
    "table", ["controls", "targets", "crossings", "wages", "cross_border", "research_money"]
)
def test_what_zones_do_not_touch_is_the_same(table):
    first, second = (PACKAGE / "regions" / name / f"{table}.csv" for name in (COARSE, FINE))
    assert first.read_bytes() == second.read_bytes()


def test_parameters_differ_in_what_belongs_to_the_size_of_zones_alone(fine, coarse):
    names = {name for name, leaf in coarse.parameters.leaves.items() if leaf != fine.parameters.leaves[name]}
    assert names == {"own_zone_bonus", "door_to_door"}


def test_lines_within_a_zone_are_approximate(fine, parent):
    lines = json.loads((fine.folder / "edges.geojson").read_text(encoding="utf-8"))["features"]
    within = 0
    for line in lines:
        first, second = (
            parent[fine.zones.index(cell)] for cell in line["properties"]["zones"].split("|")[:2]
        )
        if first == second:
            within += 1
            assert line["properties"]["kind"] == "approximate"
    assert within > SMALL_AREAS


def test_a_damaged_home_area_is_named(tmp_path):
    folder = tmp_path / "region"
    shutil.copytree(PACKAGE / "regions" / FINE, folder)
    table = folder / "commute_areas.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",CW,", ",CWW,", 1), encoding="utf-8")
    from technopole.region import check_region

    said = [finding.sentence() for finding in check_region(folder) if "CWW" in finding.sentence()]
    assert len(said) == 1
    assert "nearest: 'CW'" in said[0]
