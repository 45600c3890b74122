"""The measure `joint_fund`: whose money goes where, what is booked, what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from technopole.base import InputError
from technopole.base.innovation import PERFORMERS
from technopole.funds.response import Response, Sending, scheme_response
from technopole.plans import TimelineBuilder, make_plan
from technopole.plans.fund_money import matched, of_response
from technopole.plans.words import Words

if TYPE_CHECKING:
    from technopole.region import Region

PAYERS = [{"funder": "north_government", "share": 0.6}, {"funder": "south_government", "share": 0.4}]
FUND: dict[str, Any] = {
    "kind": "joint_fund",
    "id": "fund",
    "scheme": "co-managed-real-pot",
    "proposals": 30,
    "amount": 1e9,
    "payers": PAYERS,
    "year_from": 2030,
    "year_to": 2034,
}
ALLOTTED: dict[str, Any] = {
    **{key: FUND[key] for key in ("kind", "id", "amount", "payers", "year_from", "year_to")},
    "allocation": [
        {"funder": "north_government", "zone": "harbour", "share": 0.3},
        {"funder": "north_government", "zone": "market", "share": 0.2, "year": 2033},
        {"funder": "south_government", "zone": "market", "share": 0.35},
    ],
}


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Responses of this module are kept apart from the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TECHNOPOLE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def built(region: Region, *measures: dict[str, Any]) -> TimelineBuilder:
    plan = make_plan(region, {"id": "x", "measures": list(measures)})
    return TimelineBuilder.compiled(region, plan.measures)


def refused(region: Region, measure: dict[str, Any]) -> str:
    with pytest.raises(InputError) as caught:
        make_plan(region, {"id": "x", "measures": [measure]})
    return " | ".join(f"{finding.what} {finding.remedy}" for finding in caught.value.findings)


def across(builder: TimelineBuilder) -> float:
    """Money sent to the other side."""
    region = builder.region
    money = builder.innovation.research_money.sum(axis=(0, 2, 4))
    sides = list(region.tables["funders"]["side"])
    return float(
        sum(
            money[f, z]
            for f, side in enumerate(sides)
            for z in range(len(region.zones))
            if side and region.sides[region.zone_side[z]] != side
        )
    )


def test_money_sent_and_administration_is_what_is_booked(region: Region) -> None:
    builder = built(region, FUND)
    response = scheme_response("co-managed-real-pot", None, 30, 1)
    paid = builder.ledger.by_year(region, builder.years)
    for payer, side, share in (("north_government", "HK", 0.6), ("south_government", "SZ", 0.4)):
        expected = 1e9 * share * (1.0 - response.kept[side])
        assert paid[:, region.payers.index(payer)].sum() == pytest.approx(expected)
    sent = builder.innovation.research_money.sum()
    overhead = sum(1e9 * s * response.administration[k] for k, s in (("HK", 0.6), ("SZ", 0.4)))
    assert paid.sum() == pytest.approx(sent + overhead)
    assert overhead == pytest.approx(0.03 * sent)


def test_money_is_spread_evenly_over_its_years_by_the_performer(region: Region) -> None:
    builder = built(region, {**FUND, "performer": "government"})
    by_year = builder.innovation.research_money.sum(axis=(1, 2, 3, 4))
    inside = [builder.years.index(year) for year in range(2030, 2035)]
    assert by_year[inside] == pytest.approx(by_year.sum() / 5)
    others = builder.innovation.research_money.sum(axis=(0, 1, 3, 4))
    assert others.sum() == others[PERFORMERS.index("government")]


def test_own_money_stays_and_a_real_pot_crosses(region: Region) -> None:
    assert across(built(region, {**FUND, "spent": "own"})) == 0.0
    assert across(built(region, {**FUND, "spent": "either"})) > 0.0


def test_the_same_fund_is_the_same_money_and_another_seed_is_not(region: Region) -> None:
    one, same = built(region, FUND), built(region, FUND)
    other = built(region, {**FUND, "seed": 2})
    assert np.array_equal(one.innovation.research_money, same.innovation.research_money)
    assert not np.array_equal(one.innovation.research_money, other.innovation.research_money)


def test_what_is_kept_is_read_again(region: Region) -> None:
    first = scheme_response("mhkjfs", "own", 30, 3)
    scheme_response.cache_clear()
    assert scheme_response("mhkjfs", "own", 30, 3) == first


def test_shares_of_a_response_sum_to_one_and_stay_at_home_under_a_virtual_pot() -> None:
    response = scheme_response("mhkjfs", "own", 30, 1)
    for payer in response.payers:
        sent = [one for one in response.sendings if one.payer == payer]
        assert {one.side for one in sent} == {payer}
        total = sum(one.share for one in sent) + response.administration[payer] + response.kept[payer]
        assert total == pytest.approx(1.0)
        assert response.kept[payer] >= -1e-9


def test_an_allocation_is_spent_where_and_when_it_says(region: Region) -> None:
    builder = built(region, {**ALLOTTED, "administration": 0.05})
    money = builder.innovation.research_money.sum(axis=(2, 4))
    north = builder.innovation.funders.index("north_government")
    harbour, market = region.zones.index("harbour"), region.zones.index("market")
    assert money[:, north, harbour].sum() == pytest.approx(3e8)
    assert money[builder.years.index(2033), north, market] == pytest.approx(2e8)
    assert money[:, north, market].sum() == pytest.approx(2e8)
    paid = builder.ledger.by_year(region, builder.years)[:, region.payers.index("north_government")]
    assert paid.sum() == pytest.approx(5e8 * 1.05)
    assert paid[builder.years.index(2033)] == pytest.approx((3e8 / 5 + 2e8) * 1.05)


def test_delay_moves_the_years_of_an_allocation(region: Region) -> None:
    builder = built(region, {**ALLOTTED, "delay": 2})
    market = builder.innovation.research_money.sum(axis=(1, 2, 4))[:, region.zones.index("market")]
    assert market[builder.years.index(2035)] == pytest.approx(2e8 + 3.5e8 / 5)
    assert market[builder.years.index(2031)] == 0.0


def test_an_appropriation_cannot_be_spent_twice(region: Region) -> None:
    row = {"appropriation": "vote", "name_en": "Vote", "payer": "north_government", "amount": 5.9e8,
           "unit": "NOR", "year": 2021, "grade": "assumed", "source": "invented"}  # fmt: skip
    voted = replace(region, tables={**region.tables, "appropriations": pd.DataFrame([row])})
    drawn = [{**PAYERS[0], "appropriation": "vote"}, PAYERS[1]]
    assert built(voted, {**ALLOTTED, "payers": drawn}).draws[0][0].amount > 0
    full = [*ALLOTTED["allocation"], {"funder": "north_government", "zone": "mills", "share": 0.1}]
    found = refused(voted, {**ALLOTTED, "payers": drawn, "allocation": full})
    assert "spent twice" in found


def test_a_cost_that_repeats_the_payment_is_refused(region: Region) -> None:
    cost = [{"payer": "south_government", "year_from": 2030, "year_to": 2034, "amount": 3.5e8}]
    assert "spent twice" in refused(region, {**ALLOTTED, "cost": cost})


def test_payers_are_paired_by_side_then_in_order(region: Region) -> None:
    names = ("south_government", "north_government")
    assert matched(("NORTH", "SOUTH"), names, region) == {
        "NORTH": "north_government",
        "SOUTH": "south_government",
    }
    assert matched(("HK", "SZ"), names, region) == {"HK": "south_government", "SZ": "north_government"}
    assert matched(("HK",), names, region) is None


def test_a_side_nobody_stands_for_is_named(region: Region) -> None:
    response = Response("x", (Sending("NORTH", "MO", "", 1.0),), {"NORTH": 0.0}, {"NORTH": 0.0})
    with pytest.raises(LookupError, match="MO"):
        of_response(response, {"NORTH": "north_government"}, {"north_government": 1.0}, region)


def test_a_sentence_says_who_pays_under_which_rules(region: Region) -> None:
    plan = make_plan(region, {"id": "x", "measures": [{**FUND, "spent": "own"}]})
    ((year, text),) = plan.measures[0].events(Words(region))
    assert year == 2030
    assert "Government of Northbank, Government of Southbank" in text
    assert "each for its own side" in text
    assert "'co-managed-real-pot'" in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"scheme": "co-managed-pot"}, "nearest: 'co-managed-real-pot'"),
        ({"scheme": None}, "nowhere where its money goes"),
        ({"payers": PAYERS[:1]}, "sum to 0.6"),
        ({"payers": [PAYERS[0], {"funder": "north_government", "share": 0.4}]}, "names a payer twice"),
        ({"payers": [{**PAYERS[0], "funder": "north_goverment"}, PAYERS[1]]}, "north_government"),
        ({"scheme": "tcfs-a"}, "2 payers, while sides HK pay"),
        ({"scheme": "eurostars"}, "2 payers, while sides HK, SZ, MO pay"),
        ({"amount": -1}, "greater than 0"),
        ({"year_to": 2029}, "before it begins"),
        ({"spent": "both"}, "own"),
        ({"allocation": [{"funder": "south_firms", "zone": "market", "share": 0.1}]}, "who is no payer"),
        ({"allocation": [{"funder": "south_government", "zone": "markt", "share": 0.1}]}, "market"),
        ({"allocation": [{"funder": "south_government", "zone": "market", "share": 0.5}]}, "who gives 0.4"),
        (
            {"allocation": [{"funder": "south_government", "zone": "market", "share": 0.1, "year": 2040}]},
            "outside its years",
        ),
        (
            {"spent": "own", "allocation": [{"funder": "south_government", "zone": "mills", "share": 0.1}]},
            "on the other side",
        ),
    ],
)
def test_faults_are_named_with_a_remedy(region: Region, change: dict[str, Any], words: str) -> None:
    assert words in refused(region, {**FUND, **change})
