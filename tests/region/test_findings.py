"""Each fault is named with file, row, column, what and remedy; all of them at once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from technopole.base import InputError
from technopole.region import check_region, load_region

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Copy


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "words"),
    [
        ("jobs", 4, "zone", "harbor", "'harbor' is not in zones.csv (nearest: 'harbour')"),
        ("jobs", 4, "sector", "locale", "'locale' is not in region.toml (nearest: 'local')"),
        ("jobs", 4, "jobs", "", "the cell is blank"),
        ("jobs", 4, "jobs", "NaN", "'NaN' is no value"),
        ("jobs", 4, "jobs", "44,000", "Write it without separators"),
        ("jobs", 4, "jobs", "inf", "'inf' is not a number"),
        ("jobs", 4, "jobs", "1e999", "too large"),
        ("jobs", 4, "jobs", "-5", "below the least allowed, 0 persons"),
        ("jobs", 4, "unit", "thousand persons", "(nearest: 'persons')"),
        ("jobs", 4, "year", "20211", "the year 20211 is out of range"),
        ("jobs", 4, "year", "2021.5", "is not a year"),
        ("jobs", 4, "grade", "offical", "'offical' is not a grade (nearest: 'official')"),
        ("jobs", 4, "source", "", "the cell is blank"),
        ("wages", 2, "unit", "NOK a year", "(nearest: 'NOR a year')"),
        ("wages", 2, "share", "1.2", "above the most allowed, 1 share"),
        ("nodes", 2, "type", "zones", "(nearest: 'zone')"),
        ("links", 3, "to", "hill", "'hill' is not in nodes.csv (nearest: 'hills')"),
        ("crossings", 4, "constant_from", "brigde", "(nearest: 'bridge')"),
        ("controls", 2, "indicator", "popualtion", "(nearest: 'population')"),
        ("zones", 2, "side", "NORHT", "(nearest: 'NORTH')"),
    ],
)
def test_one_bad_cell(copy: Copy, table: str, row: int, column: str, value: str, words: str) -> None:
    copy.put(table, row, column, value)
    finding = copy.one(words)
    assert (finding.file, finding.row, finding.column) == (f"{table}.csv", row, column)
    assert finding.remedy


def test_missing_file(copy: Copy) -> None:
    (copy.folder / "floor.csv").unlink()
    assert copy.only().sentence().startswith("floor.csv: 'floor.csv' is missing.")


def test_file_under_a_wrong_name(copy: Copy) -> None:
    (copy.folder / "job.csv").write_bytes((copy.folder / "jobs.csv").read_bytes())
    assert "nothing reads the file 'job.csv' (nearest: 'jobs.csv')" in copy.only().sentence()


def test_files_that_may_lie_about(copy: Copy) -> None:
    for name in ("LICENSE.txt", "NOTICE", "README.zh.md", ".hidden", "claims.yaml"):
        (copy.folder / name).write_text("anything", encoding="utf-8")
    (copy.folder / "build").mkdir()
    assert copy.errors() == []


def test_folder_in_place_of_a_file(copy: Copy) -> None:
    for name in ("jobs.csv", "region.toml", "parameters.toml", "geometry.geojson"):
        shutil.copytree(copy.folder / "plans", copy.folder / f"{name}.new")
        (copy.folder / name).unlink()
        (copy.folder / f"{name}.new").rename(copy.folder / name)
    assert {finding.file for finding in copy.errors()} >= {"jobs.csv", "region.toml"}


def test_misspelt_column(copy: Copy) -> None:
    copy.edit("people", lambda rows: rows[0].__setitem__(1, "populaton"))
    missing, unknown = (finding.sentence() for finding in copy.errors())
    assert "the column 'population' is missing (nearest: 'populaton')" in missing
    assert "declares no column 'populaton' (nearest: 'population')" in unknown


def test_column_twice(copy: Copy) -> None:
    copy.edit("people", lambda rows: [row.append(row[1]) for row in rows])
    assert "the column 'population' appears 2 times" in copy.only().what


def test_duplicate_row_names_the_first(copy: Copy) -> None:
    copy.edit("floor", lambda rows: rows.append(list(rows[3])))
    finding = copy.only()
    assert finding.what == "zone 'harbour', market 'innovation' is already in row 4"
    assert finding.row == 20


def test_ragged_row(copy: Copy) -> None:
    copy.edit("floor", lambda rows: rows[2].append("more"))
    assert copy.only().sentence().startswith("floor.csv, row 3: the row has 8 cells, the header 7.")


def test_open_quotation_mark(copy: Copy) -> None:
    copy.replace("floor.csv", "hills", '"hills')
    assert "cannot be read past this row" in copy.only().what


def test_byte_order_mark_is_a_warning(copy: Copy) -> None:
    path = copy.folder / "people.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert copy.errors() == []
    assert any("byte-order mark" in finding.what for finding in load_region(copy.folder).warnings)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\xff\xfez\x00", "is UTF-16"),
        (b"zone,population\nharbour,\xe9", "is not UTF-8 text (byte 0xe9)"),
        (b"zone\0,population", "holds binary data"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not UTF-8 text"),
        (b"zone,population,households,year,grade,source\n", "has no rows"),
    ],
)
@pytest.mark.parametrize("file", ["people.csv"])
def test_content_that_is_no_table(copy: Copy, file: str, content: bytes, words: str) -> None:
    (copy.folder / file).write_bytes(content)
    assert words in copy.one(words).sentence()


def test_not_utf8_gives_the_row(copy: Copy) -> None:
    path = copy.folder / "people.csv"
    path.write_bytes(path.read_bytes().replace(b"mills", b"mill\xff"))
    assert copy.only().row == 4


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("base_year", "base_yaer", "unknown key 'base_yaer' (nearest: 'base_year')"),
        ('currency = "SUD"', 'curency = "SUD"', "unknown key 'curency' (nearest: 'currency')"),
        ("base_year = 2021\n", "", "'base_year' is missing"),
        ("last_year = 2046", "last_year = 2020", "last_year 2020 is not after base_year 2021"),
        ('origin = "SOUTH"', 'origin = "SOUHT"', "'SOUHT' is not among the sides (nearest: 'SOUTH')"),
        (
            'market = "business"',
            'market = "busines"',
            "'busines' is not among the markets (nearest: 'business')",
        ),
        ('kind = "world"', 'kind = "word"', "is not accepted"),
        ("entry = true", 'entry = "perhaps"', "is not accepted"),
        ("exchange_rate = 1.25", "exchange_rate = -1", "is not accepted"),
        ("exchange_rate = 1.25", "exchange_rate = nan", "is not accepted"),
        ("exchange_rate = 1.0", "exchange_rate = 2.0", "NOR has the exchange rates 1 and 2"),
        ('id = "talent"', 'id = "general_north"', "'general_north' appears 2 times among the groups"),
        ('id = "home"', 'id = "homes"', "no market is called 'home'"),
        ('grade = "assumed"', 'grade = "asumed"', "'asumed' is not a grade (nearest: 'assumed')"),
        ('id = "upper_north"', 'id = "NORTH"', "'NORTH' is both a side and a part"),
        ("last_year = 2046", "last_year 2046", "is not valid TOML"),
    ],
)
def test_bad_settings(copy: Copy, old: str, new: str, words: str) -> None:
    copy.replace("region.toml", old, new)
    finding = copy.one(words)
    assert finding.file == "region.toml"
    assert finding.remedy


def test_toml_syntax_error_gives_the_row(copy: Copy) -> None:
    copy.replace("region.toml", "last_year = 2046", "last_year 2046")
    assert copy.one("not valid TOML").row == 6


def test_unknown_plan_is_a_warning(copy: Copy) -> None:
    copy.replace("region.toml", 'default_plan = "new-town"', 'default_plan = "new-twon"')
    said = [finding for finding in load_region(copy.folder).warnings if finding.file == "region.toml"]
    assert "nearest: 'new-town" in said[0].what


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[nu]", "[mu]", "there is no parameter 'mu' (nearest: 'nu')"),
        (
            "[beta.industry]",
            "[beta.indutry]",
            "'indutry' is not among the region's sectors (nearest: 'industry')",
        ),
        ("[nu]", "[nu.NORTH]", "has one value for the whole region"),
        ("value = 0.045", 'value = "fast"', "is not a number"),
        ("value = 0.045", "value = true", "is not a number"),
        ("value = 0.045", "value = inf", "is not a number"),
        ("value = 0.045", "value = " + "9" * 400, "is not a number"),
        ("value = 0.045", "value = 5.0", "above the most allowed"),
        ("value = 0.045", "value = 0.5", "outside its range 0.03 to 0.06"),
        ("value = 0.045", "val = 0.045", "unknown key 'val' (nearest: 'value')"),
        ('unit = "per minute"', 'unit = "per hour"', "the unit 'per hour' is wrong"),
        ('unit = "SUD an hour"', 'unit = "EUR an hour"', "the unit 'EUR an hour' is wrong"),
        ("high = 0.06\n", "", "only one end of the range"),
        ('grade = "assumed"', 'grade = "guess"', "is not a grade"),
        ("[value_of_time.SOUTH]", "[tax.SOUTH]", "'value_of_time.SOUTH' has no value"),
    ],
)
def test_bad_parameters(copy: Copy, old: str, new: str, words: str) -> None:
    copy.replace("parameters.toml", old, new)
    finding = copy.one(words)
    assert finding.file == "parameters.toml"
    assert finding.remedy


def test_all_faults_at_once_sorted_by_file_and_row(copy: Copy) -> None:
    copy.put("jobs", 9, "zone", "millls")
    copy.put("jobs", 3, "jobs", "many")
    copy.put("floor", 5, "floor", "-1")
    copy.replace("parameters.toml", "[nu]", "[mu]")
    with pytest.raises(InputError) as caught:
        load_region(copy.folder)
    places = [(finding.file, finding.row) for finding in caught.value.findings]
    assert places == [("floor.csv", 5), ("jobs.csv", 3), ("jobs.csv", 9), ("parameters.toml", None)]
    assert len(str(caught.value).splitlines()) == 4


def test_a_broken_column_does_not_flood(copy: Copy) -> None:
    copy.edit("links", lambda rows: [row.__setitem__(4, "soon") for row in rows[1:]])
    found = copy.errors()
    assert len(found) == 11
    assert "72 more rows" in found[-1].what


def test_a_folder_that_is_no_region(tmp_path: Path) -> None:
    files = {finding.file for finding in check_region(tmp_path)}
    assert {"region.toml", "zones.csv", "links.csv"} <= files
