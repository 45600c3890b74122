"""The shipped region: its tables are what its facts give, and its totals are those of the sources."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import technopole
from technopole.plans import load_plan
from technopole.region import load_region

PACKAGE = Path(technopole.__file__).parent
FOLDER = PACKAGE / "regions" / "hong-kong-shenzhen"
PLANS = sorted(path.stem for path in (FOLDER / "plans").glob("*.yaml"))
CENSUS_WORKERS, ELSEWHERE = 3_680_407, 19_724
TO_SHENZHEN, TO_HONG_KONG = 29_587, 18_668


@pytest.fixture(scope="module")
def region():
    return load_region("hong-kong-shenzhen")


def test_build_gives_the_same_bytes(tmp_path):
    copy = tmp_path / "regions" / FOLDER.name
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.geojson", "__pycache__"))
    (tmp_path / "region").mkdir()
    shutil.copy(PACKAGE / "region" / "columns.csv", tmp_path / "region")
    written = [*FOLDER.glob("*.csv"), *FOLDER.glob("plans/*.yaml")]
    kept = {"assumptions.csv"}
    for path in written:
        if path.name not in kept:
            (copy / path.relative_to(FOLDER)).unlink()
    subprocess.run([sys.executable, copy / "build" / "tables.py"], check=True)  # noqa: S603 - our own script
    for path in written:
        assert (copy / path.relative_to(FOLDER)).read_bytes() == path.read_bytes(), path.name


def test_workers_are_the_census_less_those_who_leave(region):
    residents = region.tables["residents"].merge(region.tables["zones"][["zone", "side"]], on="zone")
    assert residents.loc[residents["side"] == "HK", "workers"].sum() == CENSUS_WORKERS - ELSEWHERE


def test_every_fixed_resident_has_a_job(region):
    residents = region.tables["residents"]
    fixed = (residents["workers"] - residents["followers"]).sum()
    assert region.tables["jobs"]["jobs"].sum() == fixed


def test_flows_across_the_border(region):
    flows = region.tables["cross_border"].groupby(["home_side", "work_side"])["workers"].sum()
    assert flows["HK", "SZ"] == TO_SHENZHEN
    assert flows["SZ", "HK"] == TO_HONG_KONG


def test_home_bill_is_what_the_parameters_say(region):
    """Effective rents x floor over the pay of Hong Kong's residents: 29%."""
    homes = region.tables["floor"].query("market == 'home'").set_index("zone")["floor"]
    rents = region.tables["rents"].query("market == 'home'").set_index("zone")["effective_rent"]
    zones = region.tables["zones"].query("side == 'HK'")["zone"]
    mean_pay = 324_700
    share = (homes * rents)[zones].sum() / (mean_pay * (CENSUS_WORKERS - ELSEWHERE))
    assert share == pytest.approx(region.parameters.by("home_share", ["HK"])[0], abs=0.01)


@pytest.mark.parametrize("plan", PLANS)
def test_plans_load(region, plan):
    assert load_plan(region, plan).id == plan
