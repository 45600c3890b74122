"""The lab: lever to map and scorecard, first picture, bytes, frames a second, readers beside movers."""

from __future__ import annotations

import json
import statistics
import threading
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.lab_server import browser_program, browsing, serving
from benchmarks.measure import Figure, benchmark

if TYPE_CHECKING:
    from collections.abc import Iterator

REGION = "hong-kong-shenzhen"
MOVES = 40
READERS, MOVERS = 50, 5
BESIDE_SECONDS = 20.0
LATENCY = """async ([at, value]) => {
  const sliders = document.querySelectorAll(".lever input[type=range]:enabled");
  const slider = sliders[at % sliders.length];
  const shown = () => JSON.stringify([
    [...document.querySelectorAll(".goal .value, .goal .change")].map((one) => one.textContent),
    [...document.querySelectorAll(".zone-map .zone")].map((one) => getComputedStyle(one).fill)]);
  const before = shown();
  const low = Number(slider.min), high = Number(slider.max), step = Number(slider.step) || 1;
  const next = low + step * Math.round((value * (high - low)) / step);
  const begun = performance.now();
  slider.value = String(next);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  while (performance.now() - begun < 15000) {
    await new Promise(requestAnimationFrame);
    if (shown() !== before) return performance.now() - begun;
  }
  return null;
}"""
"""Moves a lever and returns the milliseconds until a figure or a fill differs; None if nothing changed."""

FRAMES = """() => new Promise((done) => {
  const times = [], play = document.querySelector(".timeline .play");
  let last = 0;
  const tick = (now) => {
    if (last) times.push(now - last);
    last = now;
    if (now - begun > 300 && play.getAttribute("aria-pressed") !== "true") done(times);
    else requestAnimationFrame(tick);
  };
  const slider = document.querySelector(".timeline input[type=range]");
  slider.value = slider.min;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  const begun = performance.now();
  play.click();
  requestAnimationFrame(tick);
})"""


@benchmark
def lab() -> list[Figure]:
    """Measure the page with its server on this machine: both share its processors."""
    if browser_program() is None:
        return [Figure("the lab in a browser", float("nan"), "", "no chromium: nothing was measured")]
    with TemporaryDirectory() as folder, serving(REGION, Path(folder)) as address:
        with browsing() as browser:
            found = [*_opened(browser, address), *_moved(browser, address), *_played(browser, address)]
        return [*found, *_beside(address)]


def _opened(browser: Any, address: str) -> list[Figure]:
    """First useful picture and bytes over the wire, of a page opened for the first time and once more."""
    times = []
    for _ in range(2):
        with _page(browser) as page:
            session = page.context.new_cdp_session(page)
            session.send("Network.enable")
            sizes: list[float] = []
            session.on(
                "Network.loadingFinished", lambda told, kept=sizes: kept.append(told["encodedDataLength"])
            )
            begun = time.perf_counter()
            page.goto(f"{address}/#v=1&view=plan&region={REGION}")
            page.wait_for_selector(".zone-map .zone", state="attached")
            times.append(time.perf_counter() - begun)
            page.wait_for_timeout(3000)
    return [
        Figure("first picture, results not yet known", times[0], "s", "zones drawn, server just ready"),
        Figure("first picture", times[1], "s", "zones drawn"),
        Figure("transferred for it", sum(sizes) / 1e6, "MB", "page, fonts, region and scenario"),
    ]


def _moved(browser: Any, address: str) -> list[Figure]:
    """Lever to the first changed figure or fill, of moves to settings nobody asked for before."""
    with _page(browser) as page:
        page.goto(f"{address}/#v=1&view=plan&region={REGION}&map=job_density")
        page.wait_for_selector(".lever input[type=range]:enabled")
        page.wait_for_timeout(4000)
        times = []
        for move in range(MOVES):
            took = page.evaluate(LATENCY, [move, 0.05 + 0.9 * ((move * 0.618) % 1)])
            if took is not None:
                times.append(took / 1e3)
            page.wait_for_timeout(900)
    times.sort()
    tail = times[min(len(times) - 1, round(0.95 * len(times)))]
    note = f"{len(times)} moves to new settings, server and browser on one machine"
    return [
        Figure("lever to changed map or scorecard, median", statistics.median(times), "s", note),
        Figure("lever to changed map or scorecard, 95th", tail, "s", note),
    ]


def _played(browser: Any, address: str) -> list[Figure]:
    """Frames a second while the years play, of one map and of three."""
    found = []
    for view, maps in (("plan", "one map"), ("compare", "three maps")):
        with _page(browser) as page:
            page.goto(f"{address}/#v=1&view={view}&region={REGION}")
            page.wait_for_selector(".zone-map .zone", state="attached")
            page.wait_for_timeout(2000)
            times = page.evaluate(FRAMES)
            rate = 1e3 * len(times) / sum(times)
            found.append(Figure(f"years played, {maps}", rate, "/s", "frames, drawn by the processor"))
    return found


def _beside(address: str) -> list[Figure]:
    """Readers of known scenarios beside movers of levers: the slowest one in twenty, and errors."""
    until = time.perf_counter() + BESIDE_SECONDS
    times: dict[str, list[float]] = {"reader": [], "mover": []}
    errors: list[str] = []
    path = f"{address}/api/v1/regions/{REGION}"
    plain = urllib.parse.urlencode({"a": "baseline", "b": "northern-metropolis"})

    def asks(kind: str, number: int) -> None:
        turn = 0
        while time.perf_counter() < until:
            turn += 1
            if kind == "reader":
                url, pause = f"{path}/scenario?{plain}", 1.0
            else:
                b = f"northern-metropolis~clear:{5 + (number * 7 + turn) % 30},nl:{2030 + turn % 12}"
                question = urllib.parse.urlencode({"a": "baseline", "b": b, "layer": "job_density"})
                url, pause = f"{path}/scenario/light?{question}", 0.5
            begun = time.perf_counter()
            try:
                request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - loopback
                with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback
                    answer.read()
            except OSError as error:
                errors.append(str(error))
            times[kind].append(time.perf_counter() - begun)
            time.sleep(pause)

    threads = [threading.Thread(target=asks, args=("reader", number)) for number in range(READERS)]
    threads += [threading.Thread(target=asks, args=("mover", number)) for number in range(MOVERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    note = f"{READERS} readers and {MOVERS} movers for {BESIDE_SECONDS:.0f} s, {len(errors)} errors"
    told = [Figure("errors beside one another", float(len(errors)), "", json.dumps(sorted(set(errors)))[:80])]
    for kind, took in times.items():
        took.sort()
        tail = took[min(len(took) - 1, round(0.95 * len(took)))]
        told.append(Figure(f"{kind}'s answer, 95th", tail, "s", f"{len(took)} answers; {note}"))
    return told


@contextmanager
def _page(browser: Any) -> Iterator[Any]:
    """Open an empty page with a cache of its own."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)
    try:
        yield page
    finally:
        context.close()
