"""Three languages say the same: every key, every name, the same figures, none left in English."""

from __future__ import annotations

import csv
import re
import shutil
import tomllib
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from technopole.decide.claims import load_claims
from technopole.indicators import INDICATORS
from technopole.region import load_region
from technopole.region.shipped import find_region
from technopole.report import facts
from technopole.report.data import report_data
from technopole.report.words import LANGUAGES, strings, unit_words
from technopole.store.manifest import plain

if TYPE_CHECKING:
    from synthetic_run import FakeRun

CHINESE = ("zh-Hant", "zh-Hans")
SHIPPED = ("hong-kong-shenzhen", "hong-kong-shenzhen-fine", "two-towns")
WORDS = ("what", "unit", "why")
HAN = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")
MISPLACED = re.compile(r"[\u4e00-\u9fff][,.;:()] ?[\u4e00-\u9fff]|[\u4e00-\u9fff] +[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
PAGE = Path(__file__).parents[2] / "lab-ui" / "src" / "words"


def table(language: str) -> dict[str, Any]:
    file = resources.files("technopole.report") / "strings" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", CHINESE)
def test_every_word_is_translated_and_fills_the_same_places(language: str) -> None:
    english, theirs = table("en"), table(language)
    for section, names in theirs.items():
        if isinstance(names, dict) and section in english:
            assert names.keys() == english[section].keys(), section
            assert all(places(names[key]) == places(english[section][key]) for key in names), section
    assert theirs.keys() - {"money", "units"} == english.keys()
    for key, text in theirs.items():
        if isinstance(text, str):
            assert places(text) == places(english[key]), key
            assert not LATIN.search(re.sub(r"\{\w+\}", "", text)), key


def test_traditional_and_simplified_are_written_apart() -> None:
    assert not set("职业业亿万数据岗发资与线区产创") & set(str(table("zh-Hant")))
    assert not set("職業億萬數據崗發資與線區產創") & set(str(table("zh-Hans")))


@pytest.mark.parametrize("language", CHINESE)
def test_every_unit_of_an_indicator_has_a_word(language: str) -> None:
    known = table(language)["units"]
    for one in dict(INDICATORS.items()).values():
        printed, _ = unit_words(one.unit.replace("{money}", "HKD"))
        rest = printed.removeprefix("HK$").strip()
        assert not rest or rest.startswith("%") or rest in known, one.unit


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.skipif(not PAGE.is_dir(), reason="the page's sources are not beside the package")
def test_the_page_calls_units_by_the_same_words(language: str) -> None:
    source = (PAGE / language / "units.ts").read_text(encoding="utf-8")
    said = dict(re.findall(r'^\s+"?([^":]+?)"?: "([^"]*)",$', source, re.MULTILINE))
    ours = table(language)
    both = said.keys() & ours["units"].keys()
    assert len(both) > 20
    assert {key: said[key] for key in both} == {key: ours["units"][key] for key in both}
    assert said["point"] == ours["points"]


def test_chinese_counts_in_its_own_units() -> None:
    words, simple = strings("zh-Hant"), strings("zh-Hans")
    assert words.number(4.12e11) == "4,120 億"
    assert simple.number(2.5e6) == "250 万"
    assert words.number(161_234.0) == "161,000"
    assert words.amount(4.12e11, "HKD") == "4,120 億港元"
    assert words.amount(-5e9, "HKD") == "\N{MINUS SIGN}50 億港元"
    assert simple.amount(2980.0, "HKD per m2 a year") == "2,980 港元（每平方米每年）"
    assert words.amount(1.31e6, "persons") == "131 萬人"
    assert words.amount(0.041, "share", sign=True) == "+4.1\N{NARROW NO-BREAK SPACE}個百分點"
    assert words.amount(None, "jobs") == "沒有數據"
    assert words.joined(["甲", "乙", "丙"]) == "甲、乙及丙"


def test_a_name_with_braces_is_not_filled_in() -> None:
    assert strings("zh-Hans").named("fit", "{0} {jobs}") == "{0} {jobs}"
    assert strings().named("layers", "rent", market="{x}") == "Rent: {x}"


def figures(value: Any) -> Any:
    """Leave numbers and shape, drop every text."""
    if isinstance(value, dict):
        return {key: figures(one) for key, one in value.items()}
    if isinstance(value, list):
        return [figures(one) for one in value]
    return None if isinstance(value, str) else value


@pytest.mark.parametrize("language", CHINESE)
def test_a_report_in_another_language_has_the_same_figures(
    language: str, run: FakeRun, base: FakeRun
) -> None:
    english, theirs = plain(report_data(run, base)), plain(report_data(run, base, language=language))
    for key in ("scorecard", "layers", "charts", "floor", "map", "section", "innovation", "fit", "grades"):
        assert figures(theirs[key]) == figures(english[key]), key
    assert len(theirs["changes"]) == len(english["changes"])


@pytest.mark.parametrize("language", CHINESE)
def test_computed_sentences_are_chinese_throughout(language: str, run: FakeRun, base: FakeRun) -> None:
    found = report_data(run, base, language=language)
    said = ["".join(span["text"] for span in found["headline"])]
    said += [change["lead"] + change["text"] for change in found["changes"]]
    said += [row["name"] + row["scope_name"] for row in found["scorecard"]]
    said += [layer["name"] + layer["group"] for layer in found["layers"]]
    said += [chart["title"] + series["name"] for chart in found["charts"] for series in chart["series"]]
    for text in said:
        rest = text.replace("NOR", "").replace("Theil", "")  # the invented money has no Chinese name
        assert not LATIN.search(rest), text
        assert "  " not in text
        assert "。。" not in text


def test_languages_are_the_three_of_the_page() -> None:
    assert set(LANGUAGES) == {"en", *CHINESE}


def digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def written_by_hand(text: str, other: str) -> bool:
    """Tell whether a text is Chinese, with Chinese marks, and has the figures of the other script's."""
    faults = ENGLISH.search(text) or MISPLACED.search(text)
    return bool(HAN.search(text)) and not faults and digits(text) == digits(other)


@pytest.mark.parametrize("region_id", SHIPPED)
def test_assumptions_are_told_in_chinese(region_id: str) -> None:
    region = load_region(region_id)
    english, hant, hans = (facts.assumption_rows(region, language) for language in ("en", *CHINESE))
    for plain_row, one, other in zip(english, hant, hans, strict=True):
        assert plain_row.keys() == one.keys() == other.keys()
        assert figures(plain_row) == figures(one) == figures(other)
        for key in WORDS:
            assert written_by_hand(one[key], other[key]), one[key]
            assert written_by_hand(other[key], one[key]), other[key]
            assert set(re.findall(r"\b(?:19|20)\d\d\b", plain_row[key])) <= set(digits(one[key])), one[key]


def test_the_same_english_is_the_same_chinese() -> None:
    said: dict[str, tuple[str, str]] = {}
    for region_id in SHIPPED:
        for row in load_region(region_id).tables["assumptions"].to_dict("records"):
            for key in WORDS:
                chinese = (row[f"{key}_zh_hant"], row[f"{key}_zh_hans"])
                assert said.setdefault(row[key], chinese) == chinese, row[key]


def test_assumptions_without_a_translation_stay_english(tmp_path: Path) -> None:
    folder = tmp_path / "towns"
    shutil.copytree(find_region("two-towns"), folder)
    with (folder / "assumptions.csv").open(encoding="utf-8", newline="") as file:
        rows = [{key: cell for key, cell in row.items() if "_zh_" not in key} for row in csv.DictReader(file)]
    with (folder / "assumptions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    region = load_region(folder)
    english = facts.assumption_rows(region, "en")
    assert english == facts.assumption_rows(load_region("two-towns"), "en")
    assert list(english[0]) == list(rows[0])
    assert facts.assumption_rows(region, "zh-Hant") == facts.assumption_rows(region, "zh-Hans") == english


def test_notes_of_claims_are_told_in_chinese() -> None:
    notes = [one.claim.note for one in load_claims(load_region("hong-kong-shenzhen")) if one.claim.note]
    assert notes
    for note in notes:
        hant, hans = (note.text(language) for language in CHINESE)
        assert written_by_hand(hant, hans), hant
        assert written_by_hand(hans, hant), hans
