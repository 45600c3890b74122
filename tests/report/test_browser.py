"""The page in a real browser, opened from a file with the network watched."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FILLS = "[...document.querySelectorAll('.map-b .zone')].map((zone) => getComputedStyle(zone).fill)"
WIDTH = "document.documentElement.scrollWidth"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a page; at the end nothing may have gone wrong in it and nothing may have been asked for."""
    seen: list[str] = []
    contexts = []

    def opened(path: Path, width: int = 1440, height: int = 900, theme: str = "light", **more: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: seen.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: seen.append(f"error: {error}"))
        page.on(
            "request", lambda request: request.url.startswith(("file:", "data:")) or seen.append(request.url)
        )
        page.goto(path.as_uri())
        page.wait_for_selector(".map-b .zone", state="attached")
        page.wait_for_timeout(100)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert seen == []


def set_year(page: Any, index: int) -> None:
    page.evaluate(
        f"slider = document.querySelector('#slider'); slider.value = {index}; "
        "slider.dispatchEvent(new Event('input'))"
    )
    page.wait_for_timeout(250)


def test_moving_the_year_changes_fills_and_readouts(visit: Callable[..., Any], report: Path) -> None:
    page = visit(report)
    assert page.inner_text("#year") == "2046"
    before, key = page.evaluate(FILLS), page.inner_text("[data-figure=population] .keys")
    set_year(page, 0)
    assert page.inner_text("#year") == "2021"
    assert page.evaluate(FILLS) != before
    assert page.inner_text("[data-figure=population] .keys") != key


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844), (360, 740)])
def test_no_width_scrolls_sideways(
    visit: Callable[..., Any], report: Path, pictures: Path, theme: str, width: int, height: int
) -> None:
    page = visit(report, width, height, theme)
    page.screenshot(path=pictures / f"report-{width}-{theme}.png")
    page.evaluate("document.querySelector('#maps').scrollIntoView()")
    page.screenshot(path=pictures / f"report-{width}-{theme}-maps.png")
    for details in page.query_selector_all("details"):
        details.evaluate("one => { one.open = true; }")
    assert page.evaluate(WIDTH) == width


def test_both_themes_and_the_switch(visit: Callable[..., Any], report: Path) -> None:
    page = visit(report, theme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(14, 23, 28)"
    dark = page.evaluate(FILLS)
    page.click("#theme")
    page.wait_for_timeout(250)
    assert page.evaluate(background) == "rgb(247, 249, 249)"
    assert page.evaluate(FILLS) != dark


def test_every_layer_can_be_shown_and_has_a_legend(visit: Callable[..., Any], report: Path) -> None:
    page = visit(report)
    for layer in page.evaluate("[...document.querySelectorAll('#layer option')].map((one) => one.value)"):
        page.select_option("#layer", layer)
        assert page.inner_text(".map-a .legend")


def test_arrow_keys_move_between_zones_and_name_them(visit: Callable[..., Any], report: Path) -> None:
    page = visit(report)
    page.focus(".map-b svg")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(50)
    first = page.inner_text("#live")
    assert "2046" in first
    assert page.locator(".map-a .callout").count() == page.locator(".map-d .callout").count() == 1
    seen = {first}
    for key in ("ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
        page.wait_for_timeout(50)
        seen.add(page.inner_text("#live"))
    assert len(seen) > 1
    page.keyboard.press("Escape")
    assert page.locator(".callout").count() == 0


def test_hovering_a_zone_shows_it_on_all_maps_and_enter_pins(visit: Callable[..., Any], report: Path) -> None:
    page = visit(report)
    page.evaluate("document.querySelector('#maps').scrollIntoView()")
    page.hover(".map-a .zone >> nth=0", force=True)
    assert page.locator(".callout").count() == 3
    page.mouse.move(5, 5)
    assert page.locator(".callout").count() == 0


def test_t_swaps_the_map_for_its_table(visit: Callable[..., Any], report: Path, run: Any) -> None:
    page = visit(report)
    page.focus(".map-b svg")
    page.keyboard.press("t")
    assert page.locator("#map-twin tbody tr").count() == len(run.region.zones)
    assert not page.is_visible("#map-row")
    set_year(page, 3)
    assert "2024" in page.inner_text("#map-twin thead")
    page.click("[data-twin=maps]")
    assert page.is_visible("#map-row")


def test_every_figure_has_a_table(visit: Callable[..., Any], report: Path) -> None:
    page = visit(report)
    for button in page.query_selector_all(".figure .link"):
        button.click()
    figures = page.locator(".figure").count()
    assert page.locator(".figure .twin table").count() == figures > 5


def test_playing_runs_through_the_years_and_stops(visit: Callable[..., Any], report: Path) -> None:
    page = visit(report)
    set_year(page, 23)
    page.click("#play")
    assert page.get_attribute("#play", "aria-pressed") == "true"
    page.wait_for_timeout(1500)
    assert page.inner_text("#year") == "2046"
    assert page.get_attribute("#play", "aria-pressed") == "false"


def test_a_phone_shows_one_map_and_a_switch(visit: Callable[..., Any], report: Path) -> None:
    page = visit(report, 390, 844, has_touch=True)
    assert [page.is_visible(f".map-{plan}") for plan in "abd"] == [False, False, True]
    page.click("#plan button >> nth=0")
    assert [page.is_visible(f".map-{plan}") for plan in "abd"] == [True, False, False]


def test_a_plan_alone_has_one_map(visit: Callable[..., Any], run: Any, tmp_path: Path) -> None:
    from technopole.report import write_report

    page = visit(write_report(run, None, tmp_path / "alone.html"))
    assert page.locator(".map").count() == 1
    set_year(page, 0)
    assert page.evaluate(WIDTH) == 1440


def test_hostile_names_stay_text(visit: Callable[..., Any], hostile: Path) -> None:
    page = visit(hostile)
    page.click("[data-twin=maps]")
    for details in page.query_selector_all("details"):
        details.evaluate("one => { one.open = true; }")
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert "window.hacked=1" in page.inner_text("#map-twin")


def test_no_text_is_under_twelve_pixels(visit: Callable[..., Any], report: Path) -> None:
    page = visit(report)
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('main *')].filter((one) => one.children.length === 0 && "
        "one.textContent.trim() && !(one instanceof SVGElement))"
        ".map((one) => parseFloat(getComputedStyle(one).fontSize)))"
    )
    assert smallest >= 12
