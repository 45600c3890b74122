"""Three languages fit: nothing stands out of the window at any width, and every page says its language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from page_helpers import LANGUAGES, OVERFLOW, SENTENCE, VIEWS, address, settled, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WINDOWS = {"desk": (1440, 900), "tablet": (1024, 768), "phone": (360, 740), "1280 x 1024 at 400%": (320, 256)}
QUICK = {("desk", "en"), *(("phone", language) for language in LANGUAGES)}
"""What is looked at every time: the widest window, and the narrowest in use in every language."""
CASES = [
    pytest.param(
        *size, language, id=f"{name}-{language}", marks=() if (name, language) in QUICK else pytest.mark.slow
    )
    for name, size in WINDOWS.items()
    for language in LANGUAGES
]


@pytest.mark.parametrize(("width", "height", "language"), CASES)
def test_nothing_stands_out_of_the_window(
    visit: Callable[..., Any], lab: str, pictures: Path, width: int, height: int, language: str
) -> None:
    page = visit(address(lab, view="plan", lang=language, A="baseline", B="new-town"), width, height)
    for view in VIEWS:
        page.goto(address(lab, view=view, lang=language, A="baseline", B="new-town"))
        settled(page)
        page.screenshot(path=pictures / f"{view}-{width}-{language}.png")
        found = page.evaluate(OVERFLOW)
        assert found["wide"] <= 0, (view, found)
        assert found["seen"] == [], view


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_switching_the_language_changes_every_word_and_no_number(
    visit: Callable[..., Any], lab: str, language: str
) -> None:
    page = settled(visit(address(lab, view="plan", A="baseline", B="new-town")))
    english = page.evaluate(SENTENCE)
    page.click(f".langs button >> nth={LANGUAGES.index(language)}")
    until(page, f"document.documentElement.lang === '{language}'")
    until(page, "/[\u4e00-\u9fff]/.test(document.querySelector('#sentence h1').textContent)")
    settled(page)
    assert page.evaluate(SENTENCE) != english
    assert page.evaluate("document.querySelectorAll('.goal .row-name, .lever label').length") > 5
    latin = page.evaluate(
        "[...document.querySelectorAll('.goals .row-name, .lever label')].map((one) => one.textContent)"
        ".filter((text) => !/[\u4e00-\u9fff]/.test(text))"
    )
    assert latin == []


def test_no_text_is_under_twelve_pixels(visit: Callable[..., Any], lab: str) -> None:
    for view in ("plan", "compare", "evidence"):
        page = settled(visit(address(lab, view=view)))
        small = page.evaluate(
            "[...document.querySelectorAll('#app *')].filter((one) => one.children.length === 0 && "
            "one.textContent.trim() && parseFloat(getComputedStyle(one).fontSize) < 12)"
            ".map((one) => one.outerHTML.slice(0, 80))"
        )
        assert small == [], view
