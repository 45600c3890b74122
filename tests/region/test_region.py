"""Labels, arrays, scopes, money and defaults of a loaded region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from technopole.base import InputError
from technopole.region import find_region, fingerprint, load_region
from technopole.region.parameters import declared_parameters
from technopole.region.schema import declared_tables

if TYPE_CHECKING:
    from conftest import Copy

    from technopole.region import Region


def test_array_follows_the_order_of_labels(two_towns: Region) -> None:
    jobs = two_towns.array("jobs", "jobs", ["zone", "sector"])
    assert jobs.shape == (7, 3)
    assert jobs[two_towns.zones.index("foundry"), two_towns.sectors.index("industry")] == 28_000
    assert jobs[two_towns.zones.index("meadow")].sum() == 0
    turned = two_towns.array("jobs", "jobs", ["sector", "zone"])
    assert np.array_equal(turned, jobs.T)


def test_array_conserves_the_sum(two_towns: Region) -> None:
    for table, value, rows in (
        ("jobs", "jobs", ["zone", "sector"]),
        ("residents", "workers", ["group", "zone"]),
        ("floor", "floor", ["market", "zone"]),
    ):
        assert two_towns.array(table, value, rows).sum() == two_towns.tables[table][value].sum()


def test_array_keeps_rows_asked_for(two_towns: Region) -> None:
    where = {"year": 2021, "indicator": "households"}
    assert two_towns.array("controls", "value", ["side"], where=where).tolist() == [100_000, 83_000]
    assert two_towns.array("controls", "value", ["indicator", "side"], where={"year": 2021}).shape == (4, 2)


def test_array_marks_what_is_absent(two_towns: Region) -> None:
    rents = two_towns.array("rents", "rent", ["zone", "market"], absent=np.nan)
    assert np.isnan(rents[two_towns.zones.index("meadow")]).all()
    assert np.isnan(rents).sum() == 3


@pytest.mark.parametrize(
    ("table", "value", "rows", "message"),
    [
        ("job", "jobs", ["zone"], "no table 'job' \\(nearest: 'jobs'\\)"),
        ("jobs", "job", ["zone", "sector"], "no column 'job' \\(nearest: 'jobs'\\)"),
        ("jobs", "jobs", ["zone"], "several rows for one place"),
        ("jobs", "jobs", ["zone", "source"], "holds no labels"),
    ],
)
def test_array_refuses(two_towns: Region, table: str, value: str, rows: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        two_towns.array(table, value, rows)


def test_tables_have_plain_positions_as_index(two_towns: Region) -> None:
    for frame in two_towns.tables.values():
        assert isinstance(frame.index, pd.RangeIndex)


@pytest.mark.parametrize(
    ("scope", "zones"),
    [
        ("region", "harbour hills mills meadow market gardens foundry"),
        ("SOUTH", "market gardens foundry"),
        ("border_north", "mills meadow"),
        ("centres", "harbour market"),
        ("meadow", "meadow"),
    ],
)
def test_scopes(two_towns: Region, scope: str, zones: str) -> None:
    mask = two_towns.scope_mask(scope)
    assert [zone for zone, inside in zip(two_towns.zones, mask, strict=True) if inside] == zones.split()


def test_scope_names(two_towns: Region) -> None:
    assert two_towns.scope_name("centres") == "The two centres"
    assert two_towns.scope_name("NORTH", "zh-Hant") == "北岸"
    assert two_towns.scope_name("meadow") == "Meadow"
    assert two_towns.scope_name("region", "zh-Hans") == "双城"
    with pytest.raises(InputError, match="no scope 'centre' \\(nearest: 'centres'\\)"):
        two_towns.scope_mask("centre")


def test_sides_make_up_the_region(two_towns: Region) -> None:
    assert sum(two_towns.scope_mask(side).astype(int) for side in two_towns.sides).tolist() == [1] * 7
    assert sum(two_towns.scope_mask(part).astype(int) for part in two_towns.parts).tolist() == [1] * 7


def test_money_is_converted(two_towns: Region) -> None:
    wages = two_towns.array("wages", "wage", ["side", "sector", "skill"])
    assert wages[1, 0, 0] == 150_000 * 1.25
    assert wages[0, 0, 0] == 300_000
    assert set(two_towns.tables["rents"]["unit"]) == {"NOR per m2 a year"}
    assert two_towns.array("rents", "rent", ["zone", "market"])[4, 0] == 480 * 1.25
    assert two_towns.parameters.by("value_of_time", two_towns.sides).tolist() == [60.0, 31.25]


def test_defaults_are_filled(two_towns: Region) -> None:
    zones, rents, crossings = (two_towns.tables[name] for name in ("zones", "rents", "crossings"))
    assert zones["home_donor"].tolist() == [
        "harbour",
        "hills",
        "mills",
        "mills",
        "market",
        "gardens",
        "foundry",
    ]
    assert zones["terminal_minutes"].eq(3).all()
    assert zones["own_minutes_transit"].iloc[0] == pytest.approx(9 + 0.5 * 30.8**0.5 * 1.3 / 18 * 60)
    home_south = rents[(rents["zone"] == "market") & (rents["market"] == "home")]
    assert home_south["effective_rent"].item() == home_south["rent"].item()
    assert crossings["capacity"].tolist() == [42_000 * 1.25, 12_000, 60_000]
    assert crossings["close_year"].eq(9999).all()


def test_nothing_is_left_blank_where_a_default_exists(two_towns: Region) -> None:
    for name, table in declared_tables().items():
        frame = two_towns.tables[name]
        assert tuple(frame.columns) == table.column_names
        for column in table.columns:
            if column.required or column.default:
                assert not frame[column.name].isna().any()


def test_optional_tables_may_be_missing(copy: Copy) -> None:
    for name in ("scopes", "targets", "institutions", "assumptions"):
        (copy.folder / f"{name}.csv").unlink()
    region = load_region(copy.folder)
    assert len(region.tables["targets"]) == 0
    assert "centres" not in region.scopes


def test_rows_count_blank_lines(copy: Copy) -> None:
    text = (copy.folder / "jobs.csv").read_text(encoding="utf-8").replace("\nhills", "\n\nhills", 1)
    (copy.folder / "jobs.csv").write_text(
        text.replace("hills,industry,3000", "hills,industry,many"), encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"jobs\.csv, row 7, column `jobs`: 'many' is not a number"):
        load_region(copy.folder)


def test_one_bank_alone_needs_no_crossing(copy: Copy) -> None:
    for table in ("crossings", "cross_border"):
        header = (copy.folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
        (copy.folder / f"{table}.csv").write_text(header + "\n", encoding="utf-8")
    copy.replace("region.toml", 'work = ["NORTH", "SOUTH"]', 'work = ["NORTH"]')
    copy.replace("region.toml", 'work = ["NORTH", "SOUTH"]', 'work = ["SOUTH"]')
    with pytest.raises(InputError) as caught:
        load_region(copy.folder)
    whats = [finding.what for finding in caught.value.findings]
    assert any("talent" in what and "may use no crossing" in what for what in whats)
    assert any("jobs unexplained" in what for what in whats)


def test_fingerprint_depends_on_content_alone(copy: Copy, two_towns: Region) -> None:
    assert len(two_towns.fingerprint) == 64
    assert fingerprint(copy.folder) == two_towns.fingerprint == fingerprint(find_region("two-towns"))
    (copy.folder / "README.md").write_text("other words", encoding="utf-8")
    assert fingerprint(copy.folder) == two_towns.fingerprint
    copy.put("jobs", 2, "jobs", "6001")
    changed = fingerprint(copy.folder)
    assert changed != two_towns.fingerprint
    copy.drop_row("jobs", 2)
    assert fingerprint(copy.folder) not in (changed, two_towns.fingerprint)


def test_unknown_region_names_the_nearest() -> None:
    with pytest.raises(InputError, match="no region 'two-town' \\(nearest: 'two-towns'\\)"):
        load_region("two-town")


@given(st.sampled_from(sorted(declared_parameters())))
def test_every_parameter_has_a_value(two_towns: Region, name: str) -> None:
    declared = declared_parameters()[name]
    labels = two_towns.parameters.labels.get(declared.by, ())
    if declared.is_text:
        assert set(two_towns.parameters.choices(name, labels)) <= set(declared.choices)
    elif declared.by == "none":
        assert np.isfinite(two_towns.parameters.get(name))
    else:
        assert np.isfinite(two_towns.parameters.by(name, labels)).all()
