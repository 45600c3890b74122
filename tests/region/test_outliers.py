"""A figure a hundred times the others is refused, one twenty times is named, all else is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from technopole.region import check_region, list_regions, load_region

if TYPE_CHECKING:
    from conftest import Copy

CHECKS = ("times above", "times below")


def apart(copy: Copy) -> list[tuple[str, str, str]]:
    return [
        (finding.severity, finding.file, finding.what)
        for finding in check_region(copy.folder)
        if any(words in finding.what for words in CHECKS)
    ]


@pytest.mark.parametrize("name", list_regions())
def test_shipped_regions_have_none(name: str) -> None:
    assert not [one for one in load_region(name).warnings if any(words in one.what for words in CHECKS)]


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "severity", "words"),
    [
        ("rents", 2, "rent", "180000", "error", "rent of market 'home' in zone 'harbour'"),
        ("rents", 2, "rent", "18000", "warning", "zone 'harbour'"),
        ("rents", 2, "rent", "5", "error", "times below"),
        ("wages", 2, "wage", "30000000", "error", "wage of 'general' in sector 'innovation' on side 'NORTH'"),
        ("floor", 2, "floor", "1e9", "error", "m2 of homes for each person in zone 'harbour'"),
        ("floor", 3, "floor", "1e9", "error", "m2 for each job of market 'business' in zone 'harbour'"),
        ("people", 2, "population", "9000000", "warning", "workers for each person in zone 'harbour'"),
    ],
)
def test_figures_that_stand_apart_are_named(
    copy: Copy, table: str, row: int, column: str, value: str, severity: str, words: str
) -> None:
    copy.put(table, row, column, value)
    found = [(kind, what) for kind, _, what in apart(copy) if words in what]
    assert [kind for kind, _ in found][:1] == [severity], apart(copy)


def test_money_is_compared_in_one_currency(copy: Copy) -> None:
    """Southbank's wages are lower in its own money, which is worth more."""
    assert not apart(copy)
    copy.replace("region.toml", "exchange_rate = 1.25", "exchange_rate = 0.001")
    assert {file for _, file, _ in apart(copy)} == {"wages.csv", "rents.csv"}
