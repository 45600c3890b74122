"""Long tables, comparison and the formats other tools read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pytest

from technopole.base import InputError
from technopole.indicators import compute
from technopole.store import FORMATS, compare, default_target, export, long_tables, read_run

if TYPE_CHECKING:
    from pathlib import Path

    from synthetic_run import FakeRun


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("people", ["year", "zone", "population", "households", "residents"]),
        ("residents", ["year", "group", "zone", "residents", "followers", "income", "minutes"]),
        ("jobs", ["year", "zone", "sector", "jobs", "wage", "output", "price"]),
        (
            "floor",
            [
                "year",
                "zone",
                "market",
                "floor",
                "floor_available",
                "floor_used",
                "rent",
                "shadow_price",
                "unbuilt",
                "completions",
            ],
        ),
        ("crossings", ["year", "crossing", "trips", "clearance", "capacity"]),
        ("flows", ["year", "zone", "work_zone", "commuters", "minutes"]),
        ("money", ["year", "payer", "cost", "land_income"]),
    ],
)
def test_long_tables(run: FakeRun, table: str, columns: list[str]) -> None:
    assert list(long_tables(run)[table].columns) == columns


def test_long_tables_hold_the_arrays(run: FakeRun) -> None:
    tables = long_tables(run)
    jobs = tables["jobs"]
    one = jobs[(jobs["year"] == 2023) & (jobs["zone"] == "mills") & (jobs["sector"] == "local")]
    assert float(one["jobs"].iloc[0]) == run.path.jobs[2, 2, 2]
    assert tables["people"]["residents"].sum() == pytest.approx(run.path.residents.sum())
    assert set(tables["flows"]["year"]) == {2021, 2024}


def test_csv(run: FakeRun, folder: Path, tmp_path: Path) -> None:
    files = {path.name for path in export(read_run(folder), "csv", tmp_path / "csv")}
    assert {"people.csv", "jobs.csv", "floor.csv", "scorecard.csv", "plan_costs.csv"} <= files
    people = pd.read_csv(tmp_path / "csv" / "people.csv")
    np.testing.assert_allclose(people["population"], run.path.population.reshape(-1), rtol=1e-9)


def test_geopackage(run: FakeRun, tmp_path: Path) -> None:
    (file,) = export(run, "geopackage", tmp_path / "run.gpkg")
    layers = {name for name, _ in pyogrio.list_layers(file)}
    assert {"zones_2021", "zones_2024", "zones_by_year", "crossings_by_year", "people", "scorecard"} <= layers
    zones = geopandas.read_file(file, layer="zones_2024")
    assert list(zones["zone"]) == list(run.region.zones)
    np.testing.assert_allclose(zones["population"], run.path.population[-1])
    assert zones.crs.to_epsg() == 4326
    assert zones.geometry.iloc[0].geom_type in {"Polygon", "MultiPolygon"}


def test_geoparquet(run: FakeRun, tmp_path: Path) -> None:
    files = export(run, "geoparquet", tmp_path / "zones.parquet")
    assert [file.name for file in files] == ["zones.parquet", "zones-crossings.parquet"]
    zones = geopandas.read_parquet(files[0])
    assert len(zones) == 4 * 7
    assert zones.crs.to_epsg() == 4326
    for place, year in enumerate(run.years):
        back = zones[zones["year"] == year].set_index("zone").loc[list(run.region.zones), "population"]
        np.testing.assert_array_equal(back, run.path.population[place])


def test_iamc(run: FakeRun, tmp_path: Path) -> None:
    (file,) = export(run, "iamc", tmp_path / "iamc.csv")
    table = pd.read_csv(file)
    assert list(table.columns) == [
        "Model",
        "Scenario",
        "Region",
        "Variable",
        "Unit",
        "2021",
        "2022",
        "2023",
        "2024",
    ]
    assert not table.duplicated(["Region", "Variable"]).any()
    row = table[
        (table["Variable"] == "People|Population") & (table["Region"] == "two-towns|south_bank")
    ].iloc[0]
    assert row["2024"] == pytest.approx(compute(run, "population", "south_bank")[-1])


def test_export_refuses_to_overwrite_and_names_the_nearest_format(run: FakeRun, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("kept")
    with pytest.raises(InputError, match="nothing was written"):
        export(run, "iamc", tmp_path / "x.csv")
    with pytest.raises(InputError, match="nearest: 'geopackage'"):
        export(run, "geopakage", tmp_path / "y")
    assert FORMATS.names() == ("csv", "geopackage", "geoparquet", "iamc", "omx", "datapackage")


def test_without_geometry_zones_are_points(run: FakeRun, tmp_path: Path) -> None:
    (tmp_path / "region").mkdir()
    bare = replace(run, region=replace(run.region, folder=tmp_path / "region"))
    files = export(bare, "geoparquet", tmp_path / "zones.parquet")
    assert geopandas.read_parquet(files[0]).geometry.iloc[0].geom_type == "Point"


def test_a_missing_outline_is_named(run: FakeRun, tmp_path: Path) -> None:
    (tmp_path / "geometry.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"zone": "harbour"}, '
        '"geometry": {"type": "Point", "coordinates": [0, 0]}}]}'
    )
    bare = replace(run, region=replace(run.region, folder=tmp_path))
    with pytest.raises(InputError, match="no outline of hills"):
        export(bare, "geoparquet", tmp_path / "zones.parquet")
    assert not (tmp_path / "zones.parquet").exists()


def test_comparison(run: FakeRun, base: FakeRun, folder: Path) -> None:
    found = compare(base, read_run(folder))
    assert found.year == 2024
    row = found.scorecard.set_index(["indicator", "scope"]).loc[("jobs", "south_bank")]
    assert row["a"] == pytest.approx(compute(base, "jobs", "south_bank")[-1])
    assert row["difference"] == pytest.approx(row["b"] - row["a"])
    zones = found.zones
    assert set(zones["quantity"]) >= {"population", "jobs", "homes", "home_rent"}
    one = zones[
        (zones["year"] == 2022) & (zones["zone"] == "mills") & (zones["quantity"] == "population")
    ].iloc[0]
    assert one["difference"] == pytest.approx(run.path.population[1, 2] - base.path.population[1, 2])


def test_runs_of_different_data_are_not_compared(run: FakeRun, base: FakeRun) -> None:
    with pytest.raises(InputError, match="different data"):
        compare(run, replace(base, region=replace(base.region, fingerprint="other")))
    with pytest.raises(InputError, match="share no year"):
        compare(run, replace(base, years=[1990, 1991, 1992, 1993]))


@pytest.mark.filterwarnings("error")
def test_a_name_without_ending_is_written_without_warnings(run: FakeRun, tmp_path: Path) -> None:
    (file,) = export(run, "geopackage", tmp_path / "bare")
    assert file.name == "bare"
    assert [path.name for path in tmp_path.iterdir()] == ["bare"]


def test_default_names_bear_the_formats_ending(tmp_path: Path) -> None:
    names = {to: default_target(tmp_path / "v1.2", to).name for to in FORMATS.names()}
    assert names == {
        "csv": "v1.2-csv",
        "geopackage": "v1.2-geopackage.gpkg",
        "geoparquet": "v1.2-geoparquet.parquet",
        "iamc": "v1.2-iamc.csv",
        "omx": "v1.2-omx.omx",
        "datapackage": "v1.2-datapackage",
    }


def test_the_second_file_of_geoparquet_is_not_overwritten(run: FakeRun, tmp_path: Path) -> None:
    (tmp_path / "zones-crossings.parquet").write_text("kept")
    with pytest.raises(InputError, match="nothing was written"):
        export(run, "geoparquet", tmp_path / "zones.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["zones-crossings.parquet"]
