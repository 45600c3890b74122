"""Names of zones, projects, crossings, measures and plans in the three languages (facts/names.csv)."""

from __future__ import annotations

from functools import cache

from sources import fact

Name = dict[str, str]
LANGUAGES = {"en": "en", "zh-Hant": "zh_hant", "zh-Hans": "zh_hans"}


@cache
def _all() -> dict[tuple[str, str], Name]:
    table = fact("names").fillna("")
    return {
        (row["kind"], row["id"]): {tag: row[column] for tag, column in LANGUAGES.items()}
        for row in table.to_dict("records")
    }


def name(kind: str, label: str) -> Name:
    """The name of a thing: kind is zone, market, project, crossing, measure, plan..."""
    return dict(_all()[kind, label])


def joined(first: Name, second: Name) -> Name:
    """Two names, the second saying what of the first."""
    return {tag: first[tag] + (": " if tag == "en" else "：") + second[tag] for tag in LANGUAGES}


def filled(pattern: Name, part: Name) -> Name:
    """A name with a gap, filled with another name."""
    return {tag: pattern[tag].format(part[tag]) for tag in LANGUAGES}


def beside(first: Name, second: Name) -> Name:
    """A name with a second one in brackets."""
    return {
        tag: f"{first[tag]} ({second[tag]})" if tag == "en" else f"{first[tag]}（{second[tag]}）"
        for tag in LANGUAGES
    }
