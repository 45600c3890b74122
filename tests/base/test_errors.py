"""Findings in the house form, sorted, all at once."""

from __future__ import annotations

import pytest

from technopole.base import (
    Finding,
    InputError,
    NotConverged,
    TechnopoleError,
    errors_of,
    sorted_findings,
    warnings_of,
)


def test_sentence_says_which_what_and_remedy() -> None:
    finding = Finding(
        "'FSSS' is not in zones.csv (nearest: 'FSS')",
        "jobs.csv",
        12,
        "zone",
        "Add the zone or fix column `zone`",
    )
    assert finding.sentence() == (
        "jobs.csv, row 12, column `zone`: 'FSSS' is not in zones.csv (nearest: 'FSS'). "
        "Add the zone or fix column `zone`."
    )


def test_sentence_without_place_or_remedy() -> None:
    assert Finding("Nothing fits.").sentence() == "Nothing fits."


def test_input_error_prints_every_finding_once_in_order() -> None:
    late, early, whole = Finding("b", "x.csv", 10), Finding("a", "x.csv", 9), Finding("c", "x.csv")
    error = InputError([late, early, whole, late])
    assert error.findings == (whole, early, late)
    assert str(error).splitlines() == ["x.csv: c.", "x.csv, row 9: a.", "x.csv, row 10: b."]


def test_input_error_takes_a_sentence() -> None:
    assert InputError("Give a number.").findings == (Finding("Give a number."),)


def test_severities_part() -> None:
    hard, soft = Finding("hard"), Finding("soft", severity="warning")
    assert errors_of([hard, soft]) == [hard]
    assert warnings_of([hard, soft]) == [soft]
    assert sorted_findings([soft, hard, soft]) == [hard, soft]


@pytest.mark.parametrize(("kind", "code"), [(InputError, 2), (NotConverged, 3), (TechnopoleError, 1)])
def test_exit_codes(kind: type[TechnopoleError], code: int) -> None:
    assert kind.exit_code == code
    assert issubclass(kind, TechnopoleError)
