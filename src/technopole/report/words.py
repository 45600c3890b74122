"""Every string of the page in one table, and numbers written as a reader says them."""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MINUS = "\N{MINUS SIGN}"
THIN = "\N{NARROW NO-BREAK SPACE}"
DIGITS = 3
THOUSAND, MILLION, BILLION = 1e3, 1e6, 1e9
SIGNS = {"HKD": "HK$", "USD": "US$", "EUR": "€", "GBP": "£", "CNY": "CN¥", "SGD": "S$"}
GRADE_LETTERS = {"official": "A", "plan": "B", "derived": "C", "assumed": "D"}

ENGLISH: dict[str, str] = {
    "title": "{plan}, {region} {first}–{last}",
    "skip": "Skip to what changed",
    "nav_changes": "What changed",
    "nav_scorecard": "Scorecard",
    "nav_maps": "Maps",
    "nav_years": "Years",
    "nav_fit": "Fit",
    "nav_assumptions": "Assumptions",
    "theme": "Switch between light and dark",
    "plan_a": "A",
    "plan_b": "B",
    "no_baseline": "choose a baseline",
    "no_baseline_note": "No baseline was given: changes are since {first}.",
    "baseline_role": "baseline",
    "plan_role": "plan",
    "converged": "converged",
    "not_converged": "not converged",
    "books_closed": "books closed",
    "books_open": "books off by {error}",
    "certificate_line": "Largest residual {residual}, {books}, {converged}",
    "banner_incomplete": "The run stopped. {failure} Below are the years that were found, {first}–{last}.",
    "banner_unconverged": "The model did not settle in {years}. Do not use the figures of those years.",
    "banner_base_incomplete": "The baseline stopped in {last}; later years show no difference.",
    "banner_different_data": "Plan and baseline rest on different data or versions: their difference mixes both.",
    "banner_condition": "The equilibrium is close to a turning point: small changes of the inputs may have large effects.",
    "banner_extrapolated": "Extrapolated: {warning}",
    "banner_books": "The books do not close: {what}.",
    "changes": "What changed, in plain words",
    "scorecard": "Scorecard",
    "goals": "Published targets",
    "goals_note": "Targets stand on one line; right of it is met. Figures where less is better are flipped, printed values never are.",
    "no_goals": "The region has no published target that is scored.",
    "every_indicator": "Every indicator",
    "family_note": "No official target here: only the change is shown.",
    "goal_and_scope": "Goal and where",
    "today": "{first} today",
    "target": "Target",
    "value_in": "Value in {year}, vs A",
    "value_alone": "Value in {year}, since {first}",
    "target_of": "target {value} by {year}",
    "target_undated": "target {value}, no year published",
    "grade": "Grade",
    "grade_key": "A official count, B published plan, C derived, D assumed. The weakest input sets the grade.",
    "grade_official": "official count",
    "grade_plan": "published plan",
    "grade_derived": "derived",
    "grade_assumed": "assumed",
    "meets": "meets",
    "meets_by": "meets by {miss}",
    "misses_by": "misses by {miss}",
    "too_late": "reached too late, {miss} short in {year}",
    "not_judged": "not judged",
    "measure": "Indicator",
    "where": "Where",
    "path": "Path",
    "change_from_a": "Change from A",
    "change_since": "Change since {first}",
    "maps": "Where it happens",
    "layer": "Layer",
    "extent": "Extent",
    "whole_region": "Region",
    "difference": "Difference",
    "map_help": "Hover a zone, or focus a map and use the arrow keys; Enter pins, Escape lets go, T shows the table.",
    "shared_scale": "One scale for A and B, fixed over all years.",
    "fewer": "Less in B",
    "more": "More in B",
    "no_data": "no data",
    "approximate": "Dashed zone edges are approximate.",
    "legend_border": "boundary",
    "legend_edge": "edge of a part",
    "legend_crossing": "crossing",
    "legend_planned": "dashed rail: not open yet",
    "year": "Year",
    "play": "Play the years",
    "pause": "Pause",
    "dated": "Dated measures",
    "all_dated": "All dated measures, by year",
    "none_this_year": "No dated measure in this year.",
    "timeline": "Years",
    "table": "Table",
    "graphic": "Graphic",
    "section": "South to north",
    "section_note": "Bars: jobs in B; outline: A. Tick: working residents in B. Arrow: centre of jobs of each side.",
    "years_title": "Over the years",
    "years_note": "Strong line: plan B. Thin line: plan A.",
    "part": "Part",
    "fit": "Model against data",
    "fit_note": "Fitted figures are reproduced by calibration and prove nothing; the others are a test.",
    "fitted": "fitted",
    "tested": "test",
    "fit_empty": "The run carries no comparison with data.",
    "what": "What",
    "place": "Where",
    "model": "Model",
    "data": "Data",
    "ratio": "Model / data",
    "left_out": "Existing places predicted as if they were new",
    "left_out_note": "Each place keeps its floor and network and takes over the character of its donor; everything else as observed.",
    "left_out_rms": "Root mean square of ln(model / data): {rms} for {what}.",
    "donor": "Donor",
    "certificate": "Certificate",
    "assumptions": "What it rests on",
    "tables_title": "Grade of every input table, share of rows",
    "assumed_title": "Assumed figures and their ranges",
    "assumed_none": "The region lists no assumed figures.",
    "warnings": "Warnings",
    "badly": "Where this fits badly",
    "range": "Range",
    "used": "Value",
    "unit": "Unit",
    "why": "Why",
    "used_in": "Used in",
    "inputs": "Inputs and versions",
    "source": "Source",
    "attribution": "Maps and data",
    "footer": "Made by technopole {version} on {created}. One file, nothing is fetched.",
    "family_people": "People",
    "family_jobs": "Jobs",
    "family_housing": "Housing",
    "family_balance": "Balance",
    "family_travel": "Travel",
    "family_integration": "Integration",
    "family_diversity": "Diversity",
    "family_environment": "Environment",
    "family_welfare": "Welfare",
    "family_money": "Money",
    "and": "and",
    "million": "million",
    "billion": "bn",
    "point": "pt",
}

STRINGS: dict[str, Mapping[str, str]] = {"en": ENGLISH}
"""Strings by language; zh-Hant and zh-Hans are translated separately and join here."""

def strings(language: str = "en") -> Mapping[str, str]:
    """Return the strings of a language, English where there is no translation yet."""
    return {**ENGLISH, **STRINGS.get(language, {})}


def significant(value: float, digits: int = DIGITS) -> float:
    """Round to significant digits; NaN and infinities stay."""
    if not isfinite(value) or value == 0:
        return value
    return round(value, digits - 1 - floor(log10(abs(value))))


def number(value: float | None, *, sign: bool = False) -> str:
    """Write a number with at most three significant digits: 161,000, 0.66, 2.5 million, 412 bn."""
    if value is None or not isfinite(value):
        return "–"
    rounded = significant(float(value))
    size = abs(rounded)
    if size >= BILLION:
        text = f"{_plain(size / BILLION)} bn"
    elif size >= MILLION:
        text = f"{_plain(size / MILLION)} million"
    else:
        text = _plain(size)
    if rounded == 0:
        return text
    return f"{MINUS if rounded < 0 else '+' if sign else ''}{text}"


def _plain(size: float) -> str:
    """Write a positive number of three significant digits without needless zeros."""
    size = significant(size)
    if size == 0:
        return "0"
    if size >= 10**DIGITS:
        return f"{size:,.0f}"
    places = max(0, DIGITS - 1 - floor(log10(size)))
    text = f"{size:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit_words(unit: str) -> tuple[str, float]:
    """Return the unit as printed and the factor to it: shares become percent, m2 becomes m²."""
    if unit == "share":
        return "%", 100.0
    if unit.startswith("share of "):
        return f"% of {unit.removeprefix('share of ')}", 100.0
    for code, symbol in SIGNS.items():
        unit = unit.replace(code, symbol)
    return unit.replace("km2", "km²").replace("m2", "m²"), 1.0


def is_percent(unit: str) -> bool:
    """Tell whether a printed unit is percent, whose changes are points."""
    return unit == "%" or unit.startswith("% of")


def amount(value: float | None, unit: str, *, sign: bool = False) -> str:
    """Write a value with its unit: "23.4 %", "HK$ 412 bn", "161,000 jobs". `unit` is the table's."""
    printed, factor = unit_words(unit)
    if value is None or not isfinite(value):
        return "no data"
    text = number(value * factor, sign=sign)
    if sign and is_percent(printed):
        return f"{text}{THIN}pt"
    if printed.startswith("%"):
        return f"{text}{THIN}%"
    for code, symbol in SIGNS.items():
        del code
        if printed == symbol or printed.startswith((f"{symbol} ", f"{symbol},")):
            lead, rest = (text[0], text[1:]) if text[0] in f"{MINUS}+" else ("", text)
            return f"{lead}{symbol}{THIN}{rest}{printed.removeprefix(symbol)}"
    return text if printed in {"index", ""} or printed.startswith("index") else f"{text} {printed}"


def joined(items: list[str], conjunction: str = "and") -> str:
    """Join a list as a sentence does: "a, b and c"."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"
