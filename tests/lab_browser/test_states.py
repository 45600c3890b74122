"""Whatever happens has a designed state: no solution, out of range, server gone, broken link, no baseline."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from page_helpers import VALUES, address, settled, until

if TYPE_CHECKING:
    from collections.abc import Callable

GONE = ("Failed to load resource",)
LEVER = ".lever input[type=range] >> nth={}"
CLEARANCE, MEADOW = 0, 2
FAILURE = "Year 2030 did not converge: the largest residual is in the home floor market of zone 'meadow'."


def first_number(page: Any) -> float:
    return float(page.evaluate(VALUES)[0].replace(",", ""))


def test_a_run_that_does_not_settle_keeps_the_last_valid_one(visit: Callable[..., Any], lab: str) -> None:
    page = settled(visit(address(lab, view="plan", A="baseline", B="new-town")))
    people = first_number(page)

    def unsettled(route: Any) -> None:
        told = route.fetch().json()
        told["status"]["converged"] = False
        told["status"]["failure"] = told["failure"] = FAILURE
        route.fulfill(status=200, content_type="application/json", body=json.dumps(told))

    page.route("**/scenario**", unsettled)
    page.locator(LEVER.format(MEADOW)).fill("40")
    page.wait_for_selector(".banner[role=alert]")
    said = page.inner_text(".banner[role=alert]")
    assert "did not settle" in said
    assert "last valid run" in said
    assert first_number(page) == pytest.approx(people, rel=0.01)  # rounded as long as bands are known
    page.unroute_all(behavior="ignoreErrors")
    page.click(".banner[role=alert] .link >> nth=0")
    until(page, "!document.querySelector('.banner[role=alert]')")
    until(page, "!location.hash.includes('meadow')")


def test_a_value_outside_the_tested_range_is_said_and_run_only_on_request(
    visit: Callable[..., Any], lab: str
) -> None:
    page = settled(visit(address(lab, view="plan", A="baseline", B="new-town")))
    page.locator(LEVER.format(CLEARANCE)).fill("4")
    page.wait_for_selector(".lever.untested")
    said = page.inner_text(".lever.untested")
    assert "Outside the tested range, 5 to 36" in said
    settled(page)
    assert "clear:4" not in page.evaluate("location.hash")
    page.click(".lever.untested .link")
    until(page, "location.hash.includes('clear:4')")
    page.wait_for_selector(".banner")
    assert "xtrapolated" in page.inner_text(".banners")


def test_a_server_that_went_away_is_waited_for_and_nothing_is_lost(
    visit: Callable[..., Any], lab: str
) -> None:
    page = settled(visit(address(lab, view="plan", A="baseline", B="new-town"), forgiven=GONE))
    people = first_number(page)
    page.route("**/api/**", lambda route: route.abort())
    page.locator(LEVER.format(MEADOW)).fill("60")
    page.wait_for_selector(".status.away")
    assert "cannot be reached" in page.inner_text(".banners")
    assert first_number(page) == pytest.approx(people, rel=0.01)  # rounded as long as bands are known
    page.unroute_all(behavior="ignoreErrors")
    page.wait_for_selector(".status.ready")
    until(page, f"Math.abs(parseFloat({VALUES}[0].replace(',', '')) / {people} - 1) > 0.1")
    assert "meadow:60" in page.evaluate("location.hash")


def test_a_link_with_unknown_keys_and_levers_says_so(visit: Callable[..., Any], lab: str) -> None:
    page = settled(visit(address(lab, view="plan", B="new-town", colour="red")))
    assert "colour" in page.inner_text(".banners")
    assert "colour=red" in page.evaluate("location.hash")


def test_a_broken_scenario_is_refused_in_the_servers_own_words(visit: Callable[..., Any], lab: str) -> None:
    page = visit(address(lab, view="plan", B="new-town~nowhere:3"), forgiven=GONE)
    page.wait_for_selector(".banner[role=alert]")
    assert "nowhere" in page.inner_text(".banners")


def test_an_old_link_names_both_models(visit: Callable[..., Any], lab: str) -> None:
    page = settled(visit(address(lab, view="plan", B="new-town", model="0.0.1%2Babc")))
    assert "0.0.1+abc" in page.inner_text(".banners")


def test_names_of_a_region_stay_text(visit: Callable[..., Any], lab: str) -> None:
    """A hostile name in an answer becomes text, never markup."""
    hostile = "<img src=x onerror=window.hacked=1>"
    page = visit("about:blank")

    def renamed(route: Any) -> None:
        text = route.fetch().text()
        route.fulfill(status=200, content_type="application/json", body=text.replace("Meadow", hostile))

    page.route("**/api/v1/regions/**", renamed)
    page.goto(address(lab, view="plan", B="new-town"))
    settled(page)
    page.keyboard.press("t")
    page.wait_for_timeout(300)
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert "onerror" in page.inner_text("#app")
    page.unroute_all(behavior="ignoreErrors")
