"""Every view opens, in both themes, and shows something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from page_helpers import FILLS, VIEWS, address, colours, settled, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_without_a_fault(
    visit: Callable[..., Any], lab: str, pictures: Path, view: str, theme: str
) -> None:
    page = settled(visit(address(lab, view=view, theme=theme)))
    until(page, "!document.querySelector('main').textContent.includes('is being solved')", seconds=180)
    page.screenshot(path=pictures / f"{view}-1440-{theme}.png")
    assert len(page.inner_text("main h1")) > 20
    assert page.get_attribute("html", "data-theme") == theme
    assert colours(page, "main") > 2


def test_views_are_reached_by_their_names(visit: Callable[..., Any], lab: str) -> None:
    page = settled(visit(address(lab, view="plan")))
    for at, view in enumerate(VIEWS):
        page.click(f"nav .view-link >> nth={at}")
        page.wait_for_selector(f"main.view-{view}")
        until(page, f"location.hash.includes('view={view}')")


def test_maps_are_filled_and_compare_shows_three_on_one_scale(visit: Callable[..., Any], lab: str) -> None:
    page = settled(visit(address(lab, view="compare")))
    maps = page.evaluate(FILLS)
    assert len(maps) == 3
    assert all(len(fills) == len(maps[0]) > 4 for fills in maps)
    assert len(set(maps[0])) > 2
    assert colours(page, ".zone-map >> nth=2") > 2


def test_another_layer_changes_the_fills_and_the_legend(visit: Callable[..., Any], lab: str) -> None:
    page = settled(visit(address(lab, view="plan", map="jobs_per_worker")))
    before = page.evaluate(FILLS)
    page.goto(address(lab, view="plan", map="rent_home"))
    settled(page)
    assert page.evaluate(FILLS) != before


def test_the_year_slider_moves_fills_and_playing_ends_at_the_last_year(
    visit: Callable[..., Any], lab: str
) -> None:
    page = settled(visit(address(lab, view="plan", year="2046")))
    last = page.evaluate(FILLS)
    slider = page.locator(".timeline input[type=range]")
    slider.fill("2021") if slider.get_attribute("max") == "2046" else slider.fill("0")
    page.wait_for_timeout(400)
    assert page.inner_text(".timeline .year") == "2021"
    assert page.evaluate(FILLS) != last
    page.click(".timeline .play")
    until(page, "document.querySelector('.timeline .year').textContent === '2046'")
    page.wait_for_timeout(400)
    assert page.evaluate(FILLS) == last


def test_hovering_a_zone_shows_its_readout_on_every_map(visit: Callable[..., Any], lab: str) -> None:
    page = settled(visit(address(lab, view="compare")))
    page.locator(".zone-map .zone >> nth=0").hover(force=True)
    page.wait_for_selector(".zone-map .chosen", state="attached")
    assert page.locator(".zone-map .chosen").count() == 3
