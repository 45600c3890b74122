"""A lever moves the map and the scorecard; its address carries it; the keyboard does all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from page_helpers import FILLS, SENTENCE, VALUES, address, picture, settled, until

if TYPE_CHECKING:
    from collections.abc import Callable

LEVER = ".lever input[type=range] >> nth={}"
MEADOW = 2
"""Position of the lever that scales the floor in Meadow."""


def test_a_lever_changes_fills_pixels_and_the_scorecard(visit: Callable[..., Any], lab: str) -> None:
    page = settled(visit(address(lab, view="plan", A="baseline", B="new-town", map="job_density")))
    fills, values, before = page.evaluate(FILLS), page.evaluate(VALUES), picture(page, ".zone-map")
    page.locator(LEVER.format(MEADOW)).fill("0")
    until(page, f"JSON.stringify({VALUES}) !== '{_json(values)}'")
    settled(page)
    assert page.evaluate(FILLS) != fills
    changed = np.abs(picture(page, ".zone-map") - before).max(axis=2) > 8
    assert changed.mean() > 0.001
    assert "meadow:0" in page.evaluate("location.hash")


def test_undo_and_redo_bring_settings_and_numbers_back(visit: Callable[..., Any], lab: str) -> None:
    page = settled(visit(address(lab, view="plan", A="baseline", B="new-town")))
    first = page.evaluate(VALUES)
    page.locator(LEVER.format(MEADOW)).fill("0")
    until(page, f"JSON.stringify({VALUES}) !== '{_json(first)}'")
    moved = page.evaluate(VALUES)
    page.focus("main")
    page.keyboard.press("Control+z")
    until(page, f"JSON.stringify({VALUES}) === '{_json(first)}'")
    page.keyboard.press("Control+Shift+z")
    until(page, f"JSON.stringify({VALUES}) === '{_json(moved)}'")


def test_an_address_opened_again_gives_the_same_numbers(visit: Callable[..., Any], lab: str) -> None:
    page = settled(
        visit(address(lab, view="plan", A="baseline", B="new-town~meadow:50,clear:12", year="2036"))
    )
    told = page.evaluate(VALUES), page.evaluate(FILLS), page.evaluate(SENTENCE)
    again = settled(visit(page.url))
    assert (again.evaluate(VALUES), again.evaluate(FILLS), again.evaluate(SENTENCE)) == told
    assert again.inner_text(".timeline .year") == "2036"


def test_one_scenario_with_the_keyboard_alone(visit: Callable[..., Any], lab: str) -> None:
    page = settled(visit(address(lab, view="plan", A="baseline", B="new-town")))
    values = page.evaluate(VALUES)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.closest('section, header, nav')?.className ?? ''"))
        if page.evaluate("document.activeElement.matches('.lever input[type=range]')"):
            break
    assert page.evaluate("document.activeElement.matches('.lever input[type=range]')"), seen
    spoken = page.evaluate("document.activeElement.getAttribute('aria-valuetext')")
    page.keyboard.press("PageDown")
    until(page, f"JSON.stringify({VALUES}) !== '{_json(values)}'")
    assert page.evaluate("document.activeElement.getAttribute('aria-valuetext')") != spoken
    until(page, "document.querySelector('[role=status].unseen').textContent.length > 10")
    page.focus(".zone-map")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".zone-map .chosen", state="attached")
    page.keyboard.press("t")
    page.wait_for_selector("main table")


def _json(values: list[str]) -> str:
    """Write texts as the browser writes them, inside quotes of a script."""
    return "[" + ",".join(f'"{value}"' for value in values) + "]"
