"""Move levers for minutes and watch what the page keeps: `python -m benchmarks.soak [SECONDS] [REGION]`."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from benchmarks.lab_server import browsing, serving

LEVERS = ".lever input[type=range]:enabled"
WARMING = 0.2
"""Share of the time after which the first sample is taken: caches are full then."""

PAUSE = 130
"""Milliseconds between two moves: as quick as the page asks its server."""


class Sample(NamedTuple):
    """What the page holds after so many moves, garbage collected."""

    seconds: float
    moves: int
    megabytes: float
    nodes: int
    listeners: int


def soaked(page: Any, seconds: float, samples: int = 5, seed: int = 0) -> list[Sample]:
    """Move random levers to random places and return samples; the first after a fifth of the time.

    Args:
        page: a page of Playwright that shows the view of levers.
        seconds: how long to go on.
        samples: how many to take.
        seed: of the moves.

    """
    chance = random.Random(seed)  # noqa: S311 - moves of levers, no secret
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    count, moves, begun = page.locator(LEVERS).count(), 0, time.monotonic()
    times = [seconds * (WARMING + (1 - WARMING) * at / (samples - 1)) for at in range(samples)]
    found: list[Sample] = []
    while len(found) < samples:
        lever = page.locator(LEVERS).nth(chance.randrange(count))
        low, high, step = (float(lever.get_attribute(name) or 1) for name in ("min", "max", "step"))
        lever.fill(f"{low + step * chance.randrange(round((high - low) / step) + 1):g}")
        moves += 1
        page.wait_for_timeout(PAUSE)
        past = time.monotonic() - begun
        if past >= times[len(found)]:
            found.append(_sample(session, past, moves))
    return found


def _sample(session: Any, seconds: float, moves: int) -> Sample:
    session.send("HeapProfiler.collectGarbage")
    told = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    size = told["JSHeapUsedSize"] / 1e6
    return Sample(seconds, moves, size, int(told["Nodes"]), int(told["JSEventListeners"]))


def main(seconds: float = 600.0, region: str = "hong-kong-shenzhen") -> None:
    """Print what the page held, sample by sample."""
    with TemporaryDirectory() as folder, serving(region, Path(folder)) as address, browsing() as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(120_000)
        page.goto(f"{address}/#v=1&view=plan")
        page.wait_for_selector(LEVERS)
        for one in soaked(page, seconds, samples=9):
            print(
                f"{one.seconds:6.0f} s {one.moves:6d} moves {one.megabytes:8.1f} MB "
                f"{one.nodes:7d} nodes {one.listeners:6d} listeners"
            )


if __name__ == "__main__":
    main(*(kind(text) for kind, text in zip((float, str), sys.argv[1:], strict=False)))
