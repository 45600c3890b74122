"""Hong Kong and Shenzhen: the ecosystem's tables say what was published, and no money is voted twice."""

from __future__ import annotations

import csv
import math

import pytest

from technopole.base.innovation import PERFORMERS, STAGES
from technopole.plans import TimelineBuilder, load_plan
from technopole.region import load_region

YUAN = 1.2053
GERD_2021 = {
    ("HK", "business"): 11707,
    ("HK", "higher_education"): 14797,
    ("HK", "government"): 1323,
    ("SZ", "business"): 158200,
    ("SZ", "higher_education"): 3520,
    ("SZ", "government"): 6444,
}
OWN_MILLIONS = {"HK": 1e6, "SZ": 1e6 * YUAN}


@pytest.fixture(scope="module")
def region():
    return load_region("hong-kong-shenzhen")


def series(region, side, statistic):
    table = region.tables["statistics"]
    rows = table[(table["side"] == side) & (table["indicator"] == statistic)]
    return dict(zip(rows["year"].astype(int), rows["value"], strict=True))


@pytest.mark.parametrize(("side", "performer"), sorted(GERD_2021))
def test_funders_make_the_published_research_of_each_performer(region, side, performer):
    money = region.tables["research_money"]
    rows = money[(money["side"] == side) & (money["performer"] == performer)]
    assert rows["amount"].sum() / OWN_MILLIONS[side] == pytest.approx(GERD_2021[side, performer], rel=1e-5)


def test_gerd_of_hong_kong_is_there_for_every_year_and_adds_up(region):
    total = series(region, "HK", "gerd_total")
    assert {year for year in range(2015, 2025) if year not in total} == set()
    parts = [series(region, "HK", f"gerd_{part}") for part in ("business", "higher_education", "government")]
    for year in (2015, 2019, 2020, 2022, 2024):
        assert sum(part[year] for part in parts) == pytest.approx(total[year], abs=2)
    assert series(region, "HK", "gerd_splice")[2018] == pytest.approx(22213 / 21280.4, abs=1e-6)


def test_years_without_a_published_figure_have_none(region):
    assert set(series(region, "SZ", "rd_total")) & {2017, 2018} == set()
    assert set(series(region, "HK", "innovation_practitioners")) == {2014, 2020, 2024}
    assert set(series(region, "HK", "venture_capital")) == {2014, 2021}


@pytest.mark.parametrize(
    ("side", "total", "ratio", "scale"), [("HK", "gerd_total", 0.97, 1000), ("SZ", "rd_total", 5.49, 1)]
)
def test_the_research_ratio_is_the_published_one(region, side, total, ratio, scale):
    share = series(region, side, total)[2021] / (series(region, side, "gdp_current")[2021] * scale)
    assert 100 * share == pytest.approx(ratio, abs=0.01)


def test_stages_share_all_of_a_performers_money(region):
    table = region.tables["stage_map"]
    sums = table.groupby(["side", "performer"])["share"].sum()
    assert len(sums) == len(PERFORMERS) * 2
    assert sums.to_numpy() == pytest.approx(1.0)
    assert set(table["stage"]) == set(STAGES)


def test_every_assumed_share_and_amount_has_a_range(region):
    rows = region.tables["assumptions"].set_index("assumption")
    for row in region.tables["stage_map"].itertuples():
        name = f"stage_{row.side.lower()}_{row.performer}_{row.stage}"
        assert (row.share == 0) == (name not in rows.index)
        if row.share:
            assert rows.low[name] < row.share < rows.high[name]
    for name in (name for name in rows.index if name.startswith(("hk_he_", "sz_he_", "zone_", "loop_"))):
        assert rows.low[name] < rows.value[name] < rows.high[name]


def test_research_is_done_where_somebody_works_on_it(region):
    jobs = region.array("jobs", "jobs", ["zone", "sector"])[:, region.sectors.index("innovation")]
    for row in region.tables["research_places"].itertuples():
        assert jobs[region.zones.index(row.zone)] > 0
    weights = region.array("research_places", "weight", ["zone", "performer"])
    assert weights.shape == (len(region.zones), len(PERFORMERS))


def test_universities_spend_what_higher_education_spends(region):
    table = region.tables["institutions"]
    spent = table[table["kind"] == "university"].groupby(table["zone"].str.startswith("SZ"))
    hong_kong, shenzhen = spent["research_spending"].sum()
    assert hong_kong == pytest.approx(14797e6, rel=1e-3)
    assert shenzhen == pytest.approx(3520e6 * YUAN, rel=1e-3)


def test_every_published_innovation_figure_says_where_it_is_from(region):
    path = region.folder / "build" / "facts" / "innovation_published.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["row_id"] for row in rows}) == len(rows)
    for row in rows:
        assert math.isfinite(float(row["value"]))
        assert 2000 < int(row["year"]) < 2030
        assert row["unit"]
        assert row["source"]
        assert row["grade"] in {"official", "plan", "derived"}


@pytest.mark.parametrize("plan", ["baseline", "northern-metropolis", "cooperation-zone"])
def test_no_plan_spends_voted_money_twice(region, plan):
    builder = TimelineBuilder.compiled(region, load_plan(region, plan).measures)
    held = region.tables["appropriations"].set_index("appropriation")["amount"]
    drawn = dict.fromkeys(held.index, 0.0)
    for draw, _ in builder.draws:
        drawn[draw.appropriation] += draw.amount
    assert all(drawn[name] <= held[name] for name in held.index)
    assert drawn["raise-plus"] == pytest.approx(9.984e9)
    assert drawn["hsitp-batch-1"] == held["hsitp-batch-1"]


def test_schemes_that_are_voted_are_in_every_plan(region):
    voted = {measure.id for measure in load_plan(region, "committed-innovation").measures}
    for plan in ("baseline", "northern-metropolis", "northern-metropolis-closed", "cooperation-zone"):
        assert voted < {measure.id for measure in load_plan(region, plan).measures}


def test_rules_whose_reach_is_assumed_are_in_the_cooperation_zone_alone(region):
    def rules(plan):
        return {m.id for m in load_plan(region, plan).measures if m.kind.endswith("_rules")}

    assert len(rules("cooperation-zone")) == 8
    assert rules("northern-metropolis") == rules("baseline") == set()


def test_the_cooperation_zone_only_lowers_frictions(region):
    builder = TimelineBuilder.compiled(region, load_plan(region, "cooperation-zone").measures)
    friction = builder.innovation.friction()
    assert (friction[1:] <= friction[:-1]).all()
    assert (friction[-1, :, 0, 1] < friction[0, :, 0, 1]).all()
    assert (friction[-1, :, 0, 1] > 0).all()


def test_the_cooperation_zone_builds_on_both_banks(region):
    builder = TimelineBuilder.compiled(region, load_plan(region, "cooperation-zone").measures)
    market = region.markets.index("innovation")
    new = (builder.floor.released + builder.floor.public_floor)[:, :, market].sum(axis=0)
    for zone, least in (("STT", 2e6), ("LOOP", 1.2e6), ("SZ-HT", 2e6)):
        assert new[region.zones.index(zone)] > least
