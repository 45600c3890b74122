"""What tests of the page say often."""

from __future__ import annotations

import io
import time
from typing import Any

import numpy as np
from PIL import Image

VIEWS = ("plan", "compare", "innovation", "claims", "money", "fund", "evidence")
LANGUAGES = ("en", "zh-Hant", "zh-Hans")
FILLS = (
    "[...document.querySelectorAll('.zone-map')].map((map) => "
    "[...map.querySelectorAll('.zone')].map((zone) => getComputedStyle(zone).fill))"
)
VALUES = "[...document.querySelectorAll('.goal .value')].map((one) => one.textContent)"
SENTENCE = "document.querySelector('#sentence h1').textContent"
OVERFLOW = """() => {
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  const seen = [];
  const scrolls = (one) => {
    for (let up = one; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (/(auto|scroll|hidden|clip)/.test(style.overflowX) && up !== document.body) return true;
    }
    return false;
  };
  for (const one of document.querySelectorAll('#app *')) {
    if (one instanceof SVGElement || one.closest('.unseen, .skip, [hidden]')) continue;
    const box = one.getBoundingClientRect();
    if (box.width && box.right > window.innerWidth + 1 && !scrolls(one.parentElement))
      seen.push(`${one.tagName}.${one.className}: ${Math.round(box.right)} ${one.textContent.slice(0, 40)}`);
  }
  return { wide, seen: seen.slice(0, 5) };
}"""
"""How far the page is wider than the window, and what stands out of it."""


def address(base: str, **settings: str) -> str:
    """Return the page's address with settings after the hash."""
    told = {"region": "two-towns", **settings}
    return f"{base}/#v=1&" + "&".join(f"{key}={value}" for key, value in told.items())


def until(page: Any, condition: str, seconds: float = 60.0) -> None:
    """Wait until an expression is true: asked from outside, since the page forbids eval."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def settled(page: Any) -> Any:
    """Wait until the numbers stand for the settings and all that was drawn stands still."""
    page.wait_for_selector(".view h1")
    page.wait_for_selector(".status.ready", state="attached")
    until(
        page,
        "!document.querySelector('.view-plan, .view-compare') || !!document.querySelector('.zone-map .zone')",
    )
    page.wait_for_timeout(700)
    page.wait_for_selector(".status.ready", state="attached")
    return page


def colours(page: Any, selector: str) -> int:
    """Count the colours that cover at least one in a thousand pixels of an element's picture."""
    picture = np.asarray(Image.open(io.BytesIO(page.locator(selector).first.screenshot())).convert("RGB"))
    _, counts = np.unique(picture.reshape(-1, 3), axis=0, return_counts=True)
    return int((counts > picture.shape[0] * picture.shape[1] / 1000).sum())


def picture(page: Any, selector: str) -> np.ndarray:
    """Return an element's pixels (height, width, 3)."""
    shot = page.locator(selector).first.screenshot()
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")).astype(int)
