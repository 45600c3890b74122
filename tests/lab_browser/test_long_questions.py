"""A long question asked in the page: its answer, and what the answer cannot reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from page_helpers import address, settled

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

LONG = 300_000


def test_a_programme_is_chosen_and_says_which_goals_no_choice_reaches(
    visit: Callable[..., Any], lab: str
) -> None:
    page = settled(visit(address(lab, view="money", A="baseline", B="new-town")))
    page.click(".money-pareto .ask-button")
    page.wait_for_selector(".money-years .by-year", timeout=LONG)
    assert page.locator(".money-pareto svg").count() == 1
    assert page.locator(".by-year tbody tr").count() > 0
    assert "No choice found within the budget meets all goals" in page.inner_text(".money-missed")
    assert "Budget of Government of Northbank" in page.inner_text(".money-settings")
    page.click(".money-settings .link >> nth=0")
    field = page.locator(".money-field input")
    usual = float(field.input_value())
    field.fill(f"{usual / 100:.6f}")
    field.press("Enter")
    assert "a tenth to ten times the usual" in page.inner_text(".money-refused")
    assert page.locator(".money-years .by-year").count() == 1, "what was found stays"
    field.fill(f"{2 * usual:.6f}")
    field.press("Enter")
    page.wait_for_selector(".money-refused", state="detached")
    page.wait_for_selector(".money-pareto .ask-button")
