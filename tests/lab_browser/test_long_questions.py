"""A long question asked in the page: its progress, its answer, and what the answer cannot reach."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from page_helpers import address, settled

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

ASK = ".money-pareto .ask-button"
LONG = 600_000


def test_a_programme_is_chosen_and_says_which_goals_no_choice_reaches(
    visit: Callable[..., Any], lab: str
) -> None:
    """The engine's own programme; then one that reaches nothing, as the server would tell it."""
    page = settled(visit(address(lab, view="money", A="baseline", B="new-town")))
    told: dict[str, Any] = {}

    def poorer(route: Any) -> None:
        if route.request.url.endswith("/events"):
            route.continue_()
            return
        answer = json.loads(route.fetch().text())
        result = answer.get("result")
        if result:
            told.update(result)
            goals = [row | {"with": row["without"]} for row in result["goals"]]
            answer["result"] = result | {"goals": goals if told.get("poorer") else result["goals"]}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(answer))

    page.route("**/jobs/*", poorer)
    page.click(ASK)
    page.wait_for_selector(".money-years .by-year", timeout=LONG)
    assert told["chosen"]
    assert page.locator(".money-pareto svg").count() == 1
    spent = sum(sum(row["by_year"]) for row in told["spending"])
    assert spent == pytest.approx(told["cost"], rel=1e-9)

    told["poorer"] = True
    page.reload()
    settled(page)
    page.click(ASK)
    page.wait_for_selector(".money-missed", timeout=LONG)
    said = page.inner_text(".money-missed")
    assert "No choice found within the budget meets all goals" in said
    assert "Meadow" in said
    page.unroute_all(behavior="ignoreErrors")
