"""Who pays whom how much for research and ventures, and what the money is spent on (base year)."""

from __future__ import annotations

from functools import cache
from typing import Any

from sources import BASE_YEAR, assumed, fact, is_assumed, published, write
from words import name

Row = dict[str, Any]
STAGES = ("research", "translate", "finance", "scale_up", "market")
PERFORMERS = ("business", "higher_education", "government", "venture")
CURRENCY = {"HK": "HKD", "SZ": "CNY"}
MILLION = 1e6
FUNDERS = (  # funder, side, kind, payer in whose account a plan's spending is booked
    ("hk_government", "HK", "government", "hk_government"),
    ("ugc", "HK", "block_grant", "hk_government"),
    ("hk_firms", "HK", "firms", "private"),
    ("hk_venture", "HK", "venture", "private"),
    ("sz_government", "SZ", "government", "sz_government"),
    ("central_government", "SZ", "government", "central_government"),
    ("sz_firms", "SZ", "firms", "private"),
    ("sz_venture", "SZ", "venture", "private"),
    ("world", "", "world", ""),
)


@cache
def innovation_facts() -> dict[str, Row]:
    """Rows of facts/innovation_published.csv by identifier."""
    return fact("innovation_published").set_index("row_id").to_dict("index")


def found(row: str) -> float:
    """Value of one row of facts/innovation_published.csv."""
    return float(innovation_facts()[row]["value"])


@cache
def performed() -> dict[tuple[str, str], float]:
    """Money spent by side and performer in millions of the side's currency: GERD as published, and ventures."""
    table = fact("controls")
    here = table[(table.side == "HK") & (table.year == BASE_YEAR)].set_index("indicator").value.astype(float)
    return {
        ("HK", "business"): here.gerd_business,
        ("HK", "higher_education"): here.gerd_higher_education,
        ("HK", "government"): here.gerd_government,
        ("HK", "venture"): assumed("hk_venture_total"),
        ("SZ", "business"): published("I053"),
        ("SZ", "higher_education"): published("I055"),
        ("SZ", "government"): published("I054") + found("N003"),
        ("SZ", "venture"): published("S135") * assumed("sz_venture_invested"),
    }


@cache
def money() -> dict[tuple[str, str, str], float]:
    """Money by funder, side and performer in millions of the side's currency; each performer's sums to its total."""
    parts = {key: round(value, 1) for key, value in (_hong_kong() | _shenzhen()).items()}
    rest = {
        ("HK", "business"): "hk_firms",
        ("HK", "higher_education"): "ugc",
        ("HK", "government"): "hk_government",
        ("HK", "venture"): "hk_venture",
        ("SZ", "business"): "sz_firms",
        ("SZ", "higher_education"): "sz_firms",
        ("SZ", "government"): "sz_firms",
        ("SZ", "venture"): "sz_venture",
    }
    for (side, performer), funder in rest.items():
        given = sum(value for (_, s, p), value in parts.items() if (s, p) == (side, performer))
        parts[funder, side, performer] = round(performed()[side, performer] - given, 1)
    return parts


def _hong_kong() -> dict[tuple[str, str, str], float]:
    """What is not the block grant, the firms' own or local venture capital."""
    yuan = assumed("exchange_rate")
    venture = performed()["HK", "venture"]
    return {
        ("hk_government", "HK", "higher_education"): assumed("hk_he_government"),
        ("hk_firms", "HK", "higher_education"): assumed("hk_he_firms"),
        ("central_government", "HK", "higher_education"): assumed("hk_he_central") * yuan,
        ("sz_government", "HK", "higher_education"): assumed("hk_he_shenzhen") * yuan,
        ("world", "HK", "higher_education"): assumed("hk_he_world"),
        ("hk_government", "HK", "business"): assumed("hk_business_government"),
        ("world", "HK", "business"): assumed("hk_business_world"),
        ("hk_firms", "HK", "government"): assumed("hk_government_firms"),
        ("hk_firms", "HK", "venture"): venture * assumed("hk_venture_firms"),
        ("hk_government", "HK", "venture"): venture * assumed("hk_venture_government"),
        ("sz_venture", "HK", "venture"): venture * assumed("hk_venture_shenzhen"),
        ("world", "HK", "venture"): venture * assumed("hk_venture_world"),
    }


def _shenzhen() -> dict[tuple[str, str, str], float]:
    """What is not the firms' own or local venture capital."""
    business, venture = performed()["SZ", "business"], performed()["SZ", "venture"]
    result = {
        ("sz_government", "SZ", "business"): business * assumed("sz_business_government"),
        ("central_government", "SZ", "business"): business * assumed("sz_business_central"),
        ("world", "SZ", "business"): business * assumed("sz_business_world"),
        ("sz_government", "SZ", "venture"): venture * assumed("sz_venture_government"),
        ("hk_venture", "SZ", "venture"): venture * assumed("sz_venture_hong_kong"),
        ("world", "SZ", "venture"): venture * assumed("sz_venture_world"),
    }
    for performer in ("higher_education", "government"):
        total = performed()["SZ", performer]
        result["sz_government", "SZ", performer] = total * assumed("sz_public_city")
        result["central_government", "SZ", performer] = total * assumed("sz_public_central")
    return result


def stage_shares(side: str, performer: str) -> dict[str, float]:
    """Share of a performer's money by stage; stages without a row of assumptions.csv get none."""
    keys = {stage: f"stage_{side.lower()}_{performer}_{stage}" for stage in STAGES}
    return {stage: assumed(key) if is_assumed(key) else 0.0 for stage, key in keys.items()}


def write_funding() -> None:
    """Write funders.csv, research_money.csv and stage_map.csv."""
    write("funders", (_funder(*row) for row in FUNDERS))
    write("research_money", (_money_row(*key, money()[key]) for key in sorted(money(), key=_order)))
    write(
        "stage_map",
        (
            {
                "side": side,
                "performer": performer,
                "stage": stage,
                "share": share,
                "year": BASE_YEAR,
                "grade": "assumed",
                "source": f"assumptions.csv: stage_{side.lower()}_{performer}_*",
            }
            for side in CURRENCY
            for performer in PERFORMERS
            for stage, share in stage_shares(side, performer).items()
        ),
    )


def _funder(funder: str, side: str, kind: str, payer: str) -> Row:
    title = name("funder", funder)
    return {
        "funder": funder,
        "name_en": title["en"],
        "name_zh_hant": title["zh-Hant"],
        "name_zh_hans": title["zh-Hans"],
        "side": side,
        "kind": kind,
        "payer": payer,
        "grade": "official" if kind in {"government", "block_grant"} else "derived",
        "source": "public accounts"
        if kind in {"government", "block_grant"}
        else "sources of funds as in GERD statistics",
    }


def _order(key: tuple[str, str, str]) -> tuple[int, int, int]:
    funder, side, performer = key
    places = [row[0] for row in FUNDERS]
    return list(CURRENCY).index(side), PERFORMERS.index(performer), places.index(funder)


def _money_row(funder: str, side: str, performer: str, millions: float) -> Row:
    total = "venture money as assumed" if performer == "venture" else "total of the performer as published"
    return {
        "funder": funder,
        "side": side,
        "performer": performer,
        "amount": round(millions * MILLION),
        "unit": f"{CURRENCY[side]} a year",
        "year": BASE_YEAR,
        "grade": "assumed",
        "source": f"{total}, split by funder as assumed (assumptions.csv: {side.lower()}_*)",
    }
