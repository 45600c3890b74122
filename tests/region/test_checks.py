"""Each check across tables catches the fault it is there for, and nothing else does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from technopole.base import warnings_of
from technopole.region import check_region
from technopole.region.checks import all_checks

if TYPE_CHECKING:
    from typing import Any

    from conftest import Copy


def warnings(copy: Copy) -> list[str]:
    assert copy.errors() == []
    return [
        finding.sentence() for finding in warnings_of(check_region(copy.folder)) if finding.column != "grade"
    ]


def test_checks_are_described() -> None:
    checks = all_checks()
    assert len(checks) > 30
    assert all(item.description.endswith(".") for item in checks)
    assert len({item.name for item in checks}) == len(checks)


def test_jobs_without_floor(copy: Copy) -> None:
    copy.drop_row("floor", copy.row_of("floor", zone="gardens", market="innovation"))
    assert (
        "zone 'gardens' has 500 jobs in 'innovation' but no floor of market 'innovation'" in copy.only().what
    )


def test_residents_without_homes(copy: Copy) -> None:
    copy.drop_row("floor", copy.row_of("floor", zone="gardens", market="home"))
    assert "43,000 workers live in zone 'gardens', which has no floor of market 'home'" in copy.only().what


def test_floor_without_rent(copy: Copy) -> None:
    copy.drop_row("rents", copy.row_of("rents", zone="market", market="business"))
    finding = copy.only()
    assert (finding.file, finding.row) == (
        "floor.csv",
        copy.row_of("floor", zone="market", market="business"),
    )


def test_effective_rent_above_market(copy: Copy) -> None:
    copy.put("rents", 2, "effective_rent", "2000")
    assert "is above the market's" in warnings(copy)[0]


def test_donor_without_floor(copy: Copy) -> None:
    copy.put("zones", copy.row_of("zones", zone="harbour"), "innovation_donor", "meadow")
    assert "the donor 'meadow' of zone 'harbour' has no floor" in copy.only().what


def test_greenfield_without_donor(copy: Copy) -> None:
    copy.put("zones", copy.row_of("zones", zone="meadow"), "home_donor", "")
    assert "neither floor of market 'home' nor a donor" in warnings(copy)[0]


def test_land_beyond_area(copy: Copy) -> None:
    copy.put("zones", 2, "developable_land", "4000")
    assert "4,000 ha to develop on 30.8 km2" in copy.only().what


def test_zone_cut_off(copy: Copy) -> None:
    copy.edit(
        "links", lambda rows: rows.__setitem__(slice(None), [row for row in rows if "meadow" not in row[:2]])
    )
    said = [finding.what for finding in copy.errors()]
    assert any("zone 'meadow' is cut off from the rest of side 'NORTH' in 2021" in what for what in said)


def test_way_in_but_no_way_out(copy: Copy) -> None:
    copy.edit(
        "links", lambda rows: rows.__setitem__(slice(None), [row for row in rows if row[0] != "foundry"])
    )
    assert "zone 'foundry' is cut off" in copy.only().what


def test_links_of_projects_do_not_connect_the_base_year(copy: Copy) -> None:
    def plan(rows: list[list[str]]) -> None:
        for row in rows[1:]:
            if "foundry" in row[:2]:
                row[8] = "new_bridge"

    copy.edit("links", plan)
    assert "zone 'foundry' is cut off" in copy.only().what


def test_link_over_the_border(copy: Copy) -> None:
    copy.edit("links", lambda rows: rows.append([*rows[1][:1], "market", *rows[1][2:]]))
    finding = copy.only()
    assert "the link from 'harbour' to 'market' joins two sides" in finding.what
    assert finding.row == 84


def test_link_to_itself(copy: Copy) -> None:
    copy.put("links", 3, "from", "harbour")
    assert any("starts and ends at 'harbour'" in finding.what for finding in copy.errors())


def test_crossing_on_one_side(copy: Copy) -> None:
    copy.put("crossings", 2, "node_b", "mills_station")
    assert any("both its nodes on side 'NORTH'" in finding.what for finding in copy.errors())


def test_crossing_nobody_reaches(copy: Copy) -> None:
    copy.edit(
        "links",
        lambda rows: rows.__setitem__(slice(None), [row for row in rows if "ferry_south" not in row[:2]]),
    )
    assert "no zone reaches node 'ferry_south' of crossing 'ferry'" in copy.only().what


def test_group_that_may_use_no_crossing(copy: Copy) -> None:
    for row in (2, 3, 4):
        copy.put("crossings", row, "groups", "general_north; general_south")
    assert "group 'talent' may work across" in copy.only().what


def test_unknown_group_at_a_crossing(copy: Copy) -> None:
    copy.put("crossings", 3, "groups", "talent;general_nort")
    assert "'general_nort' is not among the groups (nearest: 'general_north')" in copy.only().what


def test_crossing_without_constant(copy: Copy) -> None:
    copy.put("crossings", 4, "constant_from", "")
    copy.put("crossings", 4, "capacity", "")
    assert len(warnings(copy)) == 2


def test_group_without_residents(copy: Copy) -> None:
    block = '[[groups]]\nid = "ghosts"\nname = {en = "Ghosts"}\norigin = "NORTH"\nskill = "talent"\n'
    copy.replace("region.toml", "[[sectors]]", block + 'live = ["NORTH"]\nwork = ["NORTH"]\n\n[[sectors]]')
    assert "group 'ghosts' has no residents" in copy.only().what


def test_group_where_it_may_not_live(copy: Copy) -> None:
    copy.put("residents", copy.row_of("residents", zone="mills", group="general_north"), "zone", "market")
    assert any("'general_north' may not live on side 'SOUTH'" in finding.what for finding in copy.errors())


def test_identity_reports_the_difference(copy: Copy) -> None:
    copy.put("jobs", 2, "jobs", "6010")
    finding = copy.only()
    assert finding.file == "cross_border.csv"
    assert "side 'NORTH' has 125,110.0 jobs" in finding.what
    assert "leaves +10.0 jobs unexplained" in finding.what


@pytest.mark.parametrize(("value", "count"), [("6000.4", 0), ("6000.6", 1)])
def test_identity_forgives_half_a_person(copy: Copy, value: str, count: int) -> None:
    copy.put("jobs", 2, "jobs", value)
    assert len(copy.errors()) == count


def test_cross_border_disagrees_with_residents(copy: Copy) -> None:
    copy.put("cross_border", 2, "workers", "89500")
    assert "89,500.0" not in copy.only().what
    assert "90,100.0 workers of group 'general_north' live on side 'NORTH' here, 90,000.0" in copy.only().what


def test_cross_border_against_the_rules(copy: Copy) -> None:
    copy.edit(
        "cross_border", lambda rows: rows.append(["general_south", "NORTH", "NORTH", "5", *rows[1][4:]])
    )
    assert any(
        "5 workers of group 'general_south' live on side 'NORTH'" in finding.what for finding in copy.errors()
    )


def test_wage_shares(copy: Copy) -> None:
    copy.put("wages", 2, "share", "0.3")
    assert "the shares of sector 'innovation' on side 'NORTH' sum to 1.1000" in copy.only().what


def test_missing_wage(copy: Copy) -> None:
    copy.edit("wages", lambda rows: rows.__delitem__(slice(12, 14)))
    assert any("no wage for skill 'talent'" in finding.what for finding in copy.errors())


def test_more_followers_than_workers(copy: Copy) -> None:
    copy.put("residents", 2, "followers", "40001")
    assert any(
        "40,001 of 40,000 workers have no fixed workplace" in finding.what for finding in copy.errors()
    )


def test_people_missing_or_too_few(copy: Copy) -> None:
    copy.put("people", 2, "population", "50000")
    assert "50,000 people but 56,000 employed residents" in copy.only().what
    copy.drop_row("people", 2)
    assert "zone 'harbour' has no row" in copy.only().what


def test_controls(copy: Copy) -> None:
    copy.put("controls", 2, "year", "2022")
    assert "starts in 2022, the run in 2021" in copy.only().what


def test_controls_that_end_early_or_disagree(copy: Copy) -> None:
    copy.put("controls", 3, "year", "2040")
    copy.put("controls", 4, "value", "150000")
    early, apart = warnings(copy)
    assert "ends in 2040, the run in 2046" in early
    assert "its zones sum to 134,000" in apart


def test_scope_named_like_a_zone(copy: Copy) -> None:
    copy.put("scopes", 2, "scope", "market")
    assert any("'market' already is a side, part or zone" in finding.what for finding in copy.errors())


def test_target_of_no_scope(copy: Copy) -> None:
    copy.put("targets", 2, "scope", "medow")
    assert "'medow' is not a scope (nearest: 'meadow')" in copy.only().what
    copy.put("targets", 2, "indicator", "")
    assert copy.errors() == []


def test_target_without_year(copy: Copy) -> None:
    copy.put("targets", 2, "target_year", "")
    assert "is scored but has no year" in copy.only().what


def test_zone_on_the_wrong_side_of_its_part(copy: Copy) -> None:
    copy.put("zones", 2, "part", "south_bank")
    assert any("its part 'south_bank' on 'SOUTH'" in finding.what for finding in copy.errors())


def test_assumption_outside_its_range(copy: Copy) -> None:
    copy.put("assumptions", 2, "low", "0.05")
    assert "outside its range 0.05 to 0.06" in copy.only().what


def test_commute_areas(copy: Copy) -> None:
    rows = [
        "zone,area,workers,unit,year,grade,source",
        "mills,same,9000,persons,2021,assumed,x",
        "mills,centre,1,persons,2021,assumed,x",
    ]
    (copy.folder / "commute_areas.csv").write_text("\n".join(rows), encoding="utf-8")
    assert "'centre' is neither 'same' nor a scope (nearest: 'centres')" in copy.only().what


def _outlines(copy: Copy) -> dict[str, Any]:
    return json.loads((copy.folder / "geometry.geojson").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (None, "is no polygon"),
        ({"type": "Point", "coordinates": [0, 0]}, "is no polygon"),
        ({"type": "Polygon", "coordinates": []}, "is empty"),
        ({"type": "Polygon", "coordinates": "far away"}, "cannot be read"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]}, "is not valid"),
        (
            {"type": "Polygon", "coordinates": [[[8e5, 8e5], [9e5, 8e5], [9e5, 9e5], [8e5, 8e5]]]},
            "must be WGS84",
        ),
    ],
)
def test_bad_outline(copy: Copy, geometry: object, words: str) -> None:
    outlines = _outlines(copy)
    outlines["features"][0]["geometry"] = geometry
    (copy.folder / "geometry.geojson").write_text(json.dumps(outlines), encoding="utf-8")
    assert words in copy.only().what


def test_outlines_and_zones_differ(copy: Copy) -> None:
    outlines = _outlines(copy)
    outlines["features"][0]["properties"]["zone"] = "harbor"
    outlines["features"][1] = outlines["features"][2]
    (copy.folder / "geometry.geojson").write_text(json.dumps(outlines), encoding="utf-8")
    whats = " ".join(finding.what for finding in copy.errors())
    assert "'harbor', which is not in zones.csv (nearest: 'harbour')" in whats
    assert "zone 'mills' has two features" in whats
    assert "zone 'hills' has no outline" in whats


@pytest.mark.parametrize("content", ["{", "[]", '{"features": 3}', '{"features": [3]}', "[" * 100_000])
@pytest.mark.parametrize("file", ["geometry.geojson", "edges.geojson"])
def test_broken_geojson(copy: Copy, file: str, content: str) -> None:
    (copy.folder / file).write_text(content, encoding="utf-8")
    assert copy.only().file == file
