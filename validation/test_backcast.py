"""Hong Kong from 2011 to 2021: better than trend, worse than counting homes, and the page says so."""

from __future__ import annotations

import pytest

from validation.backcast.compare import backcast, summary
from validation.backcast.page import PAGE, written


@pytest.fixture(scope="module")
def found():
    return backcast()


def test_told_what_was_built_the_model_beats_trend_and_persistence(found):
    mean = summary(found.people)["mean"]
    print(mean.to_string())
    assert found.largest_residual < 1e-9
    assert mean["model"] < 0.025
    assert mean["model"] < 0.5 * mean[["trend", "recent_trend", "unchanged"]].min()


def test_counting_homes_is_better_still_as_the_page_says(found):
    mean = summary(found.people)["mean"]
    assert mean["homes"] < mean["model"]
    assert "a planner with a pencil does better" in PAGE.read_text(encoding="utf-8")


def test_the_page_holds_what_was_computed(found):
    text = PAGE.read_text(encoding="utf-8")
    assert written(found, text) == text, "run: python -m validation.backcast --write"
