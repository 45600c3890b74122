"""From other people's files to a region that checks, calibrates and runs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import files
import geopandas
import numpy as np
import pandas as pd
import pytest

import technopole as tp
from technopole.base import errors_of
from technopole.region import check_region
from technopole.travel import Network, travel_years

if TYPE_CHECKING:
    from pathlib import Path

    from technopole.importers import Imported


def test_a_region_comes_out_that_passes_every_check(imported: Imported) -> None:
    assert not errors_of(check_region(imported.folder))
    region = tp.load_region(imported.folder)
    assert list(region.zones) == files.ZONES
    assert region.settings.name.en == "Ruritania"
    assert (imported.folder / "build" / "import.toml").is_file()


@pytest.mark.slow
def test_it_calibrates_and_runs(imported: Imported) -> None:
    region = tp.load_region(imported.folder)
    run = tp.simulate(tp.calibrate(region), tp.load_plan(region, "baseline"))
    assert run.converged
    np.testing.assert_allclose(run.path.jobs[0].sum(), files.flows().sum(), rtol=1e-6)


def test_zones_have_their_areas_centres_and_outlines(imported: Imported) -> None:
    zones = pd.read_csv(imported.folder / "zones.csv")
    true = files.zones_frame().to_crs("EPSG:6933").area / 1e6
    np.testing.assert_allclose(zones["area"], true, rtol=1e-3)
    np.testing.assert_allclose(zones["longitude"], [files.centre(tile)[0] for tile in files.TILES], atol=0.02)
    outlines = geopandas.read_file(imported.folder / "geometry.geojson")
    assert list(outlines["zone"]) == files.ZONES
    np.testing.assert_allclose(outlines.geometry.to_crs("EPSG:6933").area / 1e6, true, rtol=1e-3)


def test_what_was_given_comes_back_and_what_was_not_is_graded(imported: Imported) -> None:
    people = pd.read_csv(imported.folder / "people.csv")
    np.testing.assert_allclose(people["population"], 2.1 * files.flows().sum(axis=1), rtol=1e-5)
    np.testing.assert_allclose(people["households"], people["population"] / 2.5, atol=0.1)
    for table in ("wages", "floor", "rents"):
        assert set(pd.read_csv(imported.folder / f"{table}.csv")["grade"]) == {"assumed"}
    assert set(pd.read_csv(imported.folder / "residents.csv")["grade"]) == {"derived"}
    assert {gap.table for gap in imported.filled} >= {"wages", "floor", "rents", "people", "controls"}
    assert all(gap.method and gap.better for gap in imported.filled)


def test_rents_follow_from_the_budgets_of_the_model(imported: Imported) -> None:
    """Homes: a quarter of the wage bill; work floor: beta over (1 - beta) of it."""
    region = tp.load_region(imported.folder)
    rents, floor = (pd.read_csv(imported.folder / f"{name}.csv") for name in ("rents", "floor"))
    bill = rents.merge(floor, on=["zone", "market"], suffixes=("", "_of_floor"))
    bill = (bill["rent"] * bill["floor"]).groupby([bill["zone"].str[0], bill["market"]]).sum()
    jobs = region.array("jobs", "jobs", ["zone", "sector"]).sum(axis=1)
    workers = region.array("residents", "workers", ["zone", "group"]).sum(axis=1)
    north = np.array([zone.startswith("N") for zone in region.zones])
    assert bill["N", "home"] == pytest.approx(0.25 * 30000 * workers[north].sum(), rel=1e-6)
    assert bill["S", "business"] == pytest.approx(0.15 / 0.85 * 40000 * jobs[~north].sum(), rel=1e-6)


def test_roads_run_at_their_speed(imported: Imported) -> None:
    """One link of 5.56 km at 50 km/h, and the connectors at its ends."""
    region = tp.load_region(imported.folder)
    links = pd.read_csv(imported.folder / "links.csv").set_index(["from", "to"])
    assert links.loc[("road:0", "road:1"), "minutes"] == pytest.approx(5.56 / 50 * 60, abs=1e-3)
    assert links.loc[("road:1", "road:0"), "minutes"] == pytest.approx(5.56 / 50 * 60, abs=1e-3)
    assert ("road:1", "road:16") not in links.index  # it crosses the border
    assert any("links join two sides" in remark for remark in imported.remarks)
    network = Network.of(region)
    within = network.minutes("road", network.running(2021, {})).within
    assert np.isfinite(within[:9, :9]).all()


def test_a_timetable_becomes_waits_rides_and_walks(imported: Imported) -> None:
    """Every 20 minutes: a wait of 10; 7 minutes a ride, also over the stop without times."""
    links = pd.read_csv(imported.folder / "links.csv").set_index(["from", "to"])
    assert links.loc[("stop:s0", "line:RN:0@s0"), "minutes"] == pytest.approx(10.0)
    for pair in (("s0", "s1"), ("s1", "s2"), ("s2", "s5")):
        assert links.loc[tuple(f"line:RN:0@{stop}" for stop in pair), "minutes"] == pytest.approx(7.0)
    assert links.loc[("line:RN:0@s1", "stop:s1"), "minutes"] == 0.0
    assert links.loc[("line:RN:0@s0", "line:RN:0@s1"), "mode"] == "rail"
    assert links.loc[("line:RS:0@s9", "line:RS:0@s10"), "mode"] == "bus"


def test_ppml_finds_the_decay_of_flows_that_obey_gravity(tmp_path: Path) -> None:
    """Flows made with the very minutes of the region, theta being nu: nu and the border come back."""
    recipe = files.country(tmp_path / "files")
    region = tp.load_region(tp.import_region(recipe, tmp_path / "first", quality=False).folder)
    true = region.parameters.with_values({("nu", ""): files.DECAY})
    travel = travel_years(replace(region, parameters=true), [2021])
    minutes = travel.minutes[0].copy()
    across = region.zone_side[:, None] != region.zone_side[None, :]
    minutes[across] = (travel.leg_out[0][:, :, None] + travel.leg_in[0][None, :, :]).min(axis=1)[across]
    counts = files.flows(minutes)
    table = [
        [a, b, f"{counts[i, j]:.9f}"] for i, a in enumerate(files.ZONES) for j, b in enumerate(files.ZONES)
    ]
    files.write(recipe.parent, "commuters.csv", [["from", "to", "persons"], *table])
    (recipe.parent / "census.csv").write_text(
        "gebiet;einwohner\n"
        + "".join(f"{zone};{3 * counts[i].sum():.3f}\n" for i, zone in enumerate(files.ZONES))
    )
    found = {one.name: one for one in tp.import_region(recipe, tmp_path / "second", quality=False).estimates}
    assert found["nu"].value == pytest.approx(files.DECAY, abs=1e-4)
    assert found["border"].value == pytest.approx(files.BORDER, abs=1e-2)
    assert 0 < found["nu"].standard_error < 1e-3
    nu = tp.load_region(tmp_path / "second").parameters
    assert nu.get("nu") == pytest.approx(found["nu"].value, rel=1e-6)
    assert nu.grade("nu") == "derived"


def test_minutes_of_a_matrix_come_back_exactly(tmp_path: Path) -> None:
    done = tp.import_region(
        files.country(tmp_path / "files", files.MATRIX), tmp_path / "region", quality=False
    )
    region = tp.load_region(done.folder)
    network = Network.of(region)
    found = network.minutes("transit", network.running(2021, {})).within
    same = region.zone_side[:, None] == region.zone_side[None, :]
    np.testing.assert_allclose(found[same], files.true_minutes()[same], atol=1e-3)
    assert any("crossings" in gap.what for gap in done.filled if gap.table == "minutes")


def test_minutes_of_a_csv_too(tmp_path: Path) -> None:
    minutes = files.true_minutes()
    section = files.MATRIX.replace('file = "skim.omx"', 'file = "skim.csv"').replace(
        'matrix = "pt"', 'columns = {from = "o", to = "d", minutes = "t"}'
    )
    recipe = files.country(tmp_path / "files", section)
    rows = [
        [a, b, f"{minutes[i, j]:.4f}"] for i, a in enumerate(files.ZONES) for j, b in enumerate(files.ZONES)
    ]
    files.write(recipe.parent, "skim.csv", [["o", "d", "t"], *rows])
    done = tp.import_region(recipe, tmp_path / "region", quality=False)
    table = pd.read_csv(done.folder / "minutes.csv").set_index(["from", "to", "layer"])
    assert table.loc[("N00", "N01", "transit"), "minutes"] == pytest.approx(minutes[0, 1], abs=1e-3)


@pytest.mark.parametrize("ending", [".shp", ".parquet", ".geojson"])
def test_zones_of_every_format_are_the_same(tmp_path: Path, imported: Imported, ending: str) -> None:
    recipe = files.country(tmp_path / "files", files.NETWORK, files.TIMETABLE)
    frame = files.zones_frame()
    name = f"zones{ending}"
    frame.to_parquet(recipe.parent / name) if ending == ".parquet" else frame.to_file(recipe.parent / name)
    recipe.write_text(recipe.read_text().replace("zones.gpkg", name))
    done = tp.import_region(recipe, tmp_path / "region", quality=False)
    one, two = (pd.read_csv(folder / "zones.csv") for folder in (done.folder, imported.folder))
    np.testing.assert_allclose(one["area"], two["area"], rtol=1e-3)
    assert list(one["side"]) == list(two["side"])


def test_a_wide_census_table_is_melted(tmp_path: Path) -> None:
    recipe = files.country(tmp_path / "files")
    counts = files.flows()
    rows = [[zone, f"{counts[:, i].sum():.4f}"] for i, zone in enumerate(files.ZONES)]
    files.write(recipe.parent, "work.csv", [["gebiet", "handel"], *rows])
    recipe.write_text(
        recipe.read_text() + '\n[[tables]]\ntable = "jobs"\nfile = "work.csv"\ncolumns = {zone = "gebiet"}\n'
        'melt = {column = "sector", value = "jobs", columns = {trade = "handel"}}\nsource = "census 2021"\n'
    )
    done = tp.import_region(recipe, tmp_path / "region", quality=False)
    assert not [gap for gap in done.filled if gap.table == "jobs"]
    jobs = pd.read_csv(done.folder / "jobs.csv")
    np.testing.assert_allclose(jobs["jobs"], counts.sum(axis=0), rtol=1e-5)


def test_jobs_that_do_not_agree_with_workers_are_scaled_and_said_to_be(tmp_path: Path) -> None:
    recipe = files.country(tmp_path / "files")
    counts = files.flows()
    rows = [[zone, f"{1.25 * counts[:, i].sum():.4f}"] for i, zone in enumerate(files.ZONES)]
    files.write(recipe.parent, "work.csv", [["zone", "jobs"], *rows])
    recipe.write_text(
        recipe.read_text() + '\n[[tables]]\ntable = "jobs"\nfile = "work.csv"\n'
        'columns = {zone = "zone", jobs = "jobs"}\nsource = "census 2021"\n'
    )
    done = tp.import_region(recipe, tmp_path / "region", quality=False)
    scaled = [gap for gap in done.filled if gap.table == "jobs"]
    assert len(scaled) == 2
    assert "x 0.8000" in scaled[0].method
    assert set(pd.read_csv(done.folder / "jobs.csv")["grade"]) == {"derived"}


def test_the_same_files_give_the_same_bytes(recipe: Path, imported: Imported, tmp_path: Path) -> None:
    again = tp.import_region(recipe, tmp_path / "region", quality=False)
    names = sorted(path.relative_to(again.folder) for path in again.folder.rglob("*") if path.is_file())
    for name in names:
        assert (again.folder / name).read_bytes() == (imported.folder / name).read_bytes(), name


@pytest.mark.slow
def test_the_quality_report_names_every_gap_and_measures_it(tmp_path: Path) -> None:
    done = tp.import_region(files.country(tmp_path / "files"), tmp_path / "region")
    assert done.report is not None
    text = done.report.read_text(encoding="utf-8")
    for gap in done.filled:
        assert gap.what.replace("'", "&#x27;") in text
    for words in ("What would help most", "parameter epsilon", "standard error", "graded assumed"):
        assert words in text
    assert "http" not in text
    assert json.dumps("nan") not in text
