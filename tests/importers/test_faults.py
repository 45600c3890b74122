"""Bad files: each ends in findings that name file, line, field and remedy, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import files
import geopandas
import pytest

import technopole as tp
from technopole.base import InputError


def refused(recipe: Path) -> str:
    """Import and return what was said; nothing may be left behind."""
    out = recipe.parent.parent / "region"
    with pytest.raises(InputError) as caught:
        tp.import_region(recipe, out, quality=False)
    assert all(finding.what and finding.remedy for finding in caught.value.findings)
    assert [path.name for path in out.parent.iterdir()] == ["files"]
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("import.toml", "[zones]", "[zoness]", "unknown key 'zoness' (nearest: 'zones')"),
        ("import.toml", 'population = "einwohner"', 'populaton = "einwohner"', "nearest: 'population'"),
        ("import.toml", '"einwohner"', '"einwonner"', "census.csv, row 1, column `einwonner`"),
        ("import.toml", 'delimiter = ";"', "", "Set delimiter = ';'"),
        ("import.toml", 'table = "people"', 'table = "peple"', "nearest: 'people'"),
        ("import.toml", 'zone = "CODE"', 'zone = "KODE"', "nearest: 'CODE'"),
        (
            "import.toml",
            '{N = "NORTH", S = "SOUTH"}}\nsource = "survey',
            '{N = "NORTH"}}\nsource = "survey',
            "'S' is not in region.toml",
        ),
        ("import.toml", "2021-05-12", "2031-05-12", "nothing runs on 2031-05-12"),
        ("import.toml", 'to = "09:00"', 'to = "06:00"', "end before they begin"),
        (
            "import.toml",
            "mean_wage = {NORTH = 30000, SOUTH = 40000}",
            "",
            "add mean_wage = {SOUTH = ...} (DEN a year)",
        ),
        (
            "import.toml",
            'others = "skip"',
            "",
            "census.csv, row 20, column `gebiet`: 'X99' is not in zones.csv",
        ),
        ("region.toml", 'money = "CRO"', "", "'money' is missing"),
        ("census.csv", "N00;", "N00;-", "census.csv, row 2, column `einwohner`"),
        ("census.csv", "N01;", "N00;", "already in row 2"),
        ("commuters.csv", "N00,N01,", "N00,N0X,", "commuters.csv, row 3, column `to`: 'N0X' is no zone"),
        ("commuters.csv", "N00,N01,", "N00,N01,x", "commuters.csv, row 3, column `persons`"),
        ("commuters.csv", "N00,N01,", "N00,N00,", "appears twice"),
        ("border.csv", "post_n,N", "post_n,X", "border.csv, row 2, column `land`"),
        ("bridges.csv", "post_s", "post_x", "bridges.csv, row 2, column `b`: 'post_x' is not in nodes.csv"),
        ("roads/node.csv", "\n1,", "\n0,", "roads/node.csv, row 3, column `node_id`: node '0' appears twice"),
        ("roads/node.csv", "x_coord", "x_cord", "nearest: 'x_cord'"),
        ("roads/link.csv", "0,0,1,", "0,0,99,", "node '99' is not in node.csv"),
        ("roads/link.csv", ",5560,50", ",5560,0", "a speed of 0 leads nowhere"),
        ("roads/link.csv", ",5560,50", ",5560,", "no free_speed and the recipe no default_speed"),
        ("feed/stop_times.txt", "s0,0", "s99,0", "feed/stop_times.txt, row 2, column `stop_id`"),
        ("feed/stop_times.txt", "06:00:00,06:00:00", "6.00,06:00:00", "is no time"),
        (
            "feed/stop_times.txt",
            "RN0360,06:14:00,06:14:00",
            "RN0360,05:14:00,05:14:00",
            "feed/stop_times.txt, row 3, column `arrival_time`: trip 'RN0360'",
        ),
        ("feed/trips.txt", "RN,w,RN0360", "RX,w,RN0360", "'RX' is not in routes.txt"),
        ("feed/stops.txt", "s3,Stop 3,", "s3,Stop 3,9", "is no place on earth"),
        ("feed/routes.txt", "route_type", "route_typ", "there is no column 'route_type'"),
    ],
)
def test_faults_are_named(recipe: Path, name: str, old: str, new: str, words: str) -> None:
    file = recipe.parent / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert words in refused(recipe)


@pytest.mark.parametrize(
    "name",
    [
        "zones.gpkg",
        "census.csv",
        "commuters.csv",
        "roads/link.csv",
        "feed/trips.txt",
        "feed/calendar.txt",
        "region.toml",
    ],
)
@pytest.mark.parametrize("junk", [b"", b"\x00\x01junk\xff" * 40])
def test_files_that_are_gone_empty_or_junk_are_named(recipe: Path, name: str, junk: bytes) -> None:
    file = recipe.parent / name
    file.unlink()
    assert Path(name).name in refused(recipe)
    file.write_bytes(junk)
    assert Path(name).name in refused(recipe)


def test_outlines_without_coordinates_system_and_points_are_refused(recipe: Path) -> None:
    frame = files.zones_frame()
    points = frame.geometry.representative_point()
    frame.geometry = points.where(frame["CODE"] == "N01", frame.geometry)
    recipe.write_text(recipe.read_text().replace("zones.gpkg", "zones.geojson"))
    frame.to_file(recipe.parent / "zones.geojson")
    assert "feature 2 is Point, not a polygon" in refused(recipe)
    shapes = geopandas.GeoDataFrame(
        files.zones_frame().drop(columns="geometry"), geometry=list(files.zones_frame().geometry)
    )
    recipe.write_text(recipe.read_text().replace("zones.geojson", "zones.parquet"))
    shapes.to_parquet(recipe.parent / "zones.parquet")
    assert "does not say what its coordinates are" in refused(recipe)


def test_an_omx_file_is_checked(tmp_path: Path) -> None:
    recipe = files.country(tmp_path / "files", files.MATRIX)
    text = recipe.read_text()
    recipe.write_text(text.replace('matrix = "pt"', 'matrix = "ptt"'))
    assert "there is no matrix 'ptt' (nearest: 'pt')" in refused(recipe)
    recipe.write_text(text.replace('layer = "transit"', 'layer = "transit"\nlookup = ["N00"]'))
    assert "its lookup has 1 zones" in refused(recipe)
    (recipe.parent / "skim.omx").write_bytes(b"junk")
    recipe.write_text(text)
    assert "skim.omx" in refused(recipe)


def test_nothing_is_written_over(recipe: Path, tmp_path: Path) -> None:
    (tmp_path / "region").mkdir()
    (tmp_path / "region" / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="nothing was written"):
        tp.import_region(recipe, tmp_path / "region", quality=False)
    assert [path.name for path in (tmp_path / "region").iterdir()] == ["mine.txt"]
