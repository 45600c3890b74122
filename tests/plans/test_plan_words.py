"""Sentences about measures in three languages: English as it was, Chinese without English."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any, get_args

import pytest

from technopole.funds.schemes import list_schemes
from technopole.plans import MEASURES, list_measures, list_plans, load_plan
from technopole.plans.fields import Performer, Stage
from technopole.plans.words import Words
from technopole.region import Region, load_region

LANGUAGES = ("en", "zh-Hant", "zh-Hans")
CHINESE = LANGUAGES[1:]
PLACES = re.compile(r"\{(\w+)\}")
LATIN = re.compile(r"[A-Za-z]{2,}")
LOOSE = re.compile(r"[^\x00-\x7f] [^\x00-\x7f]|[,;:()]|  |^ | $")
"""A space between two Chinese characters, or half-width punctuation that is not inside a number."""
YEARS = {"year_from": 2027, "year_to": 2030}
FUND = {"amount": 1e10, "payers": [{"funder": "north_government", "share": 1}]}

SAID = [
    (
        "crossing",
        {"crossing": "bridge", "year": 2030, "open": True, "clearance": 7.5, "hours_open": 24, "fare": 12.5},
        "Old Bridge opens and clears in 7.5 minutes and is open 24 hours a day and costs 12.5",
        "舊橋口岸啟用，過關需時 7.5 分鐘，每日開放 24 小時，收費 12.5 元",
    ),
    (
        "crossing",
        {"crossing": "ferry", "year": 2030, "capacity": 1_200_000, "groups": "all"},
        "East Ferry can take 1,200,000 trips a day and is open to all",
        "東渡輪口岸每日可容納 120 萬人次，供所有人士使用",
    ),
    (
        "quota",
        {"groups": ["talent"], "side": "SOUTH", "persons": 2000, "what": "work", "year_from": 2030},
        "Name: at most 2,000 of Graduates, free to live on either bank may work in Southbank",
        "名稱，最多 2,000 名可在兩岸居住的人才可在南岸工作",
    ),
    (
        "income_tax",
        {"groups": ["talent"], "side": "SOUTH", "rate": 0.15, "year_from": 2030},
        "Name: tax of Graduates, free to live on either bank on wages in Southbank is 15%",
        "名稱，可在兩岸居住的人才在南岸的工資稅率為 15 %",
    ),
    (
        "amenity",
        {"scope": "region", "percent": -5, "year_from": 2031},
        "Name: the whole region becomes 5% worse to live in, from 2031 on",
        "名稱，2031 年起，全區的居住吸引力降低 5 %",
    ),
    (
        "amenity",
        {"zones": ["meadow", "mills", "hills", "market"], "percent": 5, "year_from": 2031, "year_to": 2031},
        "Name: 4 zones becomes 5% better to live in, in 2031",
        "名稱，2031 年 4 個分區的居住吸引力提高 5 %",
    ),
    (
        "land_release",
        {"zone": "meadow", "market": "business", "floor": 1_070_000, **YEARS},
        "Name: land for 1,070,000 m2 (Business floor) is released in Meadow from 2027 to 2030",
        "名稱，2027 至 2030 年在草地推出土地，可建 107 萬平方米商業樓面",
    ),
    (
        "industrial_base",
        {"zone": "mills", "sector": "industry", "floor": 3e5, "rate": 0.1, "payer": "private", **YEARS},
        (
            "Name: 300,000 m2 for Industry and trade are built and 10% of Industry and trade firms' cost is "
            "paid in Mills from 2027 to 2030"
        ),
        "名稱，2027 至 2030 年在磨坊為工業及貿易興建 300,000 平方米樓面，資助工業及貿易企業成本的 10 %",
    ),
    (
        "research_funding",
        {"zones": ["mills"], "funder": "north_government", "performer": "business", "amount": 2.5e8}
        | {"stage": "scale_up", **YEARS},
        "Name: 250,000,000 from Government of Northbank for business in Mills (scale_up) from 2027 to 2030",
        "名稱，2027 至 2030 年北岸政府向磨坊的企業撥款 2.5 億元（擴產）",
    ),
    (
        "university_orientation",
        {"scope": "NORTH", "shift": -0.125, "year_from": 2027},
        "Name: 12.5% of university research money in Northbank moves to basic research from 2027 on",
        "名稱，2027 年起，北岸各大學的研究經費有 12.5 % 轉往基礎研究",
    ),
    (
        "capital_rules",
        {"from_side": "SOUTH", "to_side": "NORTH", "loss": 0.01, "both_ways": False, "year": 2030},
        "Name: share of transfers lost from Southbank to Northbank is 0.01",
        "名稱，由南岸往北岸的資金轉移損耗比例為 0.01",
    ),
    (
        "talent_rules",
        {"from_side": "NORTH", "to_side": "world", "eased": 0.123456, "year": 2030},
        "Name: barrier to talent between Northbank and world falls by 12.3%",
        "名稱，北岸與世界其他地區之間的人才流動阻力減少 12.3 %",
    ),
    (
        "joint_fund",
        {"scheme": "mhkjfs", "spent": "either", **FUND, **YEARS},
        (
            "Name: 10,000,000,000 from Government of Northbank, spent on either side under the rules of "
            "'mhkjfs' from 2027 to 2030"
        ),
        "名稱，2027 至 2030 年北岸政府共出資 100 億元，兩地皆可使用，採用「內地與香港聯合資助計劃」的規則",
    ),
]


def table(language: str) -> dict[str, Any]:
    file = resources.files("technopole.plans") / "strings" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def sentence(region: Region | None, kind: str, data: dict[str, Any], language: str) -> str:
    name = {"en": "Name", "zh-Hant": "名稱", "zh-Hans": "名称"}
    measure = MEASURES.get(kind).model_validate({"id": "x", "name": name, **data})
    ((_, said),) = measure.events(Words(region, language))
    return said


@pytest.fixture(scope="module")
def towns() -> Region:
    list_measures()
    return load_region("two-towns")


@pytest.mark.parametrize("language", CHINESE)
def test_every_pattern_is_translated_and_fills_the_same_places(language: str) -> None:
    english, theirs = table("en"), table(language)
    sections = {key for key, value in theirs.items() if isinstance(value, dict)}
    assert theirs.keys() - sections == english.keys()
    for key, pattern in english.items():
        if isinstance(pattern, str):
            assert sorted(PLACES.findall(pattern)) == sorted(PLACES.findall(theirs[key])), key
            assert not LATIN.search(PLACES.sub("", theirs[key])), key


def test_both_chinese_tables_name_the_same_labels() -> None:
    traditional, simplified = table("zh-Hant"), table("zh-Hans")
    for section, names in traditional.items():
        if isinstance(names, dict):
            assert names.keys() == simplified[section].keys(), section
    assert set(traditional["stages"]) == set(get_args(Stage))
    assert set(traditional["performers"]) == set(get_args(Performer))
    assert set(traditional["schemes"]) == set(list_schemes())
    assert not set("业亿万数据发资与线区产创过关为减划") & set(str(traditional))
    assert not set("業億萬數據發資與線區產創過關為減劃") & set(str(simplified))


@pytest.mark.parametrize(("kind", "data", "english", "chinese"), SAID)
def test_a_measure_is_told(
    towns: Region, kind: str, data: dict[str, Any], english: str, chinese: str
) -> None:
    assert sentence(towns, kind, data, "en") == english
    assert sentence(towns, kind, data, "zh-Hant") == chinese
    simplified = sentence(towns, kind, data, "zh-Hans")
    assert not LATIN.search(simplified)
    assert simplified != chinese


def test_without_a_region_identifiers_stand() -> None:
    list_measures()
    data = {"zone": "meadow", "flats": 16_000, **YEARS}
    said = sentence(None, "land_release", data, "en")
    assert said == "Name: land for 16,000 homes is released in meadow from 2027 to 2030"
    assert sentence(None, "land_release", data, "xx") == said


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("name", ["hong-kong-shenzhen", "two-towns"])
def test_plans_are_told_in_chinese_alone(name: str, language: str) -> None:
    region = load_region(name)
    for plan in list_plans(region):
        for _, measure, said in load_plan(region, plan).describe(region, language):
            assert not LATIN.search(said), (measure, said)
            assert not LOOSE.search(re.sub(r"\d,\d", "", said)), (measure, said)


def test_chinese_names_the_region_s_money() -> None:
    words = Words(load_region("hong-kong-shenzhen"), "zh-Hant")
    assert words.money(1.5e9) == "15 億港元"
    assert words.money(500_000) == "500,000 港元"
    assert Words(None, "zh-Hans").money(2.08e7) == "2,080 万元"
    assert Words(None, "en").money(2.08e7) == "20,800,000"
