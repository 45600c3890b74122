"""Did-you-mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from technopole.base import nearest, suggestion

ZONES = ("FSS", "KTN", "harbour", "gardens", "San Tin")


@pytest.mark.parametrize(
    ("word", "found"),
    [("FSSS", "FSS"), ("ktn", "KTN"), ("harbor", "harbour"), ("garden", "gardens"), ("San Tinn", "San Tin")],
)
def test_nearest(word: str, found: str) -> None:
    assert nearest(word, ZONES) == found


def test_nothing_is_near() -> None:
    assert nearest("zzz", ZONES) is None
    assert suggestion("zzz", ZONES) == ""
    assert suggestion("x", ()) == ""


def test_suggestion_is_ready_to_append() -> None:
    assert suggestion("harbor", ZONES) == " (nearest: 'harbour')"


@given(st.sampled_from(ZONES))
def test_a_known_word_is_its_own_nearest(word: str) -> None:
    assert nearest(word, ZONES) == word


@given(st.text(), st.lists(st.text(), max_size=8))
def test_nearest_is_an_option_or_nothing(word: str, options: list[str]) -> None:
    assert nearest(word, options) in (None, *options)
