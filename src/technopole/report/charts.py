"""Figures over the years: each with a title, a unit, and a series for B and A under one name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.indicators import compute, context_of
from technopole.report.layers import aligned, compact, innovation_sectors
from technopole.report.words import strings, unit_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from technopole.region import Region
    from technopole.report.words import Language

    Series = list[tuple[str, int, NDArray[np.float64]]]  # name, tone, values by year

TONES = 3
COUNTS = ("population", "jobs", "innovation_jobs")
"""Figures in which a small part would vanish beside a large one: each part gets a scale of its own."""
INK, ACCENT, GREY = 0, 4, 5
"""Colours that stand for no part: what is counted, what comes of it, what was only meant."""

ADDED_UP = 8
"""Digits of what the page adds up over zones: with fewer its sums differ from the scorecard's."""


def tone_of_part(region: Region, part: str) -> int:
    """Return the colour of a part: 1 Harbour, 2 Reed, 3 Bougainvillea, then again."""
    return region.parts.index(part) % TONES + 1


def tone_of_side(region: Region, side: str) -> int:
    """Return the colour of a side: that of its first part."""
    first = next((part.id for part in region.settings.parts if part.side == side), region.parts[0])
    return tone_of_part(region, first)


def charts_data(run: Any, base: Any | None, words: Language | None = None) -> list[dict[str, Any]]:
    """Return every chart as the page reads it, with titles and names in a language."""
    words = words or strings()
    return [*_by_part(run, base, words), *_across(run, base, words), *_money(run, base, words)]


def _chart(
    identifier: str,
    title: str,
    unit: str,
    run: Any,
    base: Any | None,
    series_of: Callable[[Any], Series],
    **more: Any,
) -> dict[str, Any]:
    printed, factor = unit_words(unit)
    theirs = [] if base is None else series_of(base)
    lines = []
    for index, (name, tone, values) in enumerate(series_of(run)):
        a = None if base is None else compact(aligned(theirs[index][2] * factor, base.years, run.years))
        lines.append({"name": name, "tone": tone, "b": compact(values * factor), "a": a})
    return {"id": identifier, "title": title, "unit": printed, "kind": "lines", "series": lines, **more}


def _by_part(run: Any, base: Any | None, words: Language) -> Iterator[dict[str, Any]]:
    region = run.region
    wanted = [("population", "people"), ("jobs", "jobs")]
    wanted += [("innovation_jobs", "jobs")] if innovation_sectors(region).any() else []
    wanted += [("home_rent", f"{region.money} per m2 a year"), ("mean_minutes", "minutes")]
    for indicator, unit in wanted:
        yield _chart(
            indicator,
            words.named("charts", indicator),
            unit,
            run,
            base,
            lambda one, of=indicator: _parts(one, of, words),
            own_scales=indicator in COUNTS,
        )


def _parts(run: Any, indicator: str, words: Language) -> Series:
    region, context = run.region, context_of(run)
    return [
        (
            part.name.text(words.code),
            tone_of_part(region, part.id),
            compute(run, indicator, part.id, context=context),
        )
        for part in region.settings.parts
    ]


def _across(run: Any, base: Any | None, words: Language) -> Iterator[dict[str, Any]]:
    region = run.region
    if not region.crossings:
        return
    title = words.named("charts", "commuters")
    yield _chart("commuters", title, "workers", run, base, lambda one: _directions(one, words))
    names = region.crossing_names(words.code)

    def trips(one: Any) -> Series:
        return [(name, INK, np.asarray(one.path.crossing_trips)[:, x]) for x, name in enumerate(names)]

    title = words.named("charts", "trips")
    yield _chart("trips", title, "trips a day", run, base, trips, kind="dots")


def _directions(run: Any, words: Language) -> Series:
    """Workers by home and work side, for every pair of two sides."""
    region, flows = run.region, np.asarray(run.path.side_flows).sum(axis=1)
    named = [(side.id, side.name.text(words.code)) for side in region.settings.sides]

    def direction(home: str, work: str) -> str:
        return words.named("charts", "direction", home=home, work=work)

    return [
        (direction(home[1], work[1]), tone_of_side(region, home[0]), flows[:, i, j])
        for i, home in enumerate(named)
        for j, work in enumerate(named)
        if i != j
    ]


def _money(run: Any, base: Any | None, words: Language) -> Iterator[dict[str, Any]]:
    region = run.region

    def totals(one: Any) -> Series:
        return [
            (words.named("charts", "cost"), INK, _cumulative(one.path.cost).sum(axis=1)),
            (words.named("charts", "income"), ACCENT, _cumulative(one.path.land_income).sum(axis=1)),
        ]

    def by_payer(one: Any) -> Series:
        found: Series = []
        for index, payer in enumerate(region.settings.payers):
            cost, income = _cumulative(one.path.cost)[:, index], _cumulative(one.path.land_income)[:, index]
            name = payer.name.text(words.code)
            found += [
                (words.named("charts", "pays", payer=name), INK, cost),
                (words.named("charts", "receives", payer=name), ACCENT, income),
            ]
        return [series for series in found if np.abs(series[2]).max(initial=0.0) > 0] or found[:2]

    title = words.named("charts", "money", first=run.years[0])
    yield _chart("money", title, region.money, run, base, totals)
    title = words.named("charts", "payers", first=run.years[0])
    yield _payers(run, base, by_payer, title)


def _payers(run: Any, base: Any | None, by_payer: Callable[[Any], Series], title: str) -> dict[str, Any]:
    """Return the dots by payer; those who pay nothing in B may pay in A, so names decide what meets what."""
    printed, _ = unit_words(run.region.money)
    ours = {name: (tone, values) for name, tone, values in by_payer(run)}
    theirs = {} if base is None else {name: (tone, values) for name, tone, values in by_payer(base)}
    lines = []
    for name, (tone, _) in {**theirs, **ours}.items():
        b = ours[name][1] if name in ours else np.zeros(len(run.years))
        a = None
        if base is not None:
            known = theirs[name][1] if name in theirs else np.zeros(len(base.years))
            a = compact(aligned(known, base.years, run.years))
        lines.append({"name": name, "tone": tone, "b": compact(b), "a": a})
    return {"id": "payers", "title": title, "unit": printed, "kind": "dots", "series": lines}


def floor_data(run: Any, base: Any | None, words: Language | None = None) -> list[dict[str, Any]]:
    """Return, by market and part, floor permitted, completed and taken into use since the base year (m²)."""
    words, found = words or strings(), []
    for m, market in enumerate(run.region.settings.markets):
        parts = {}
        for part in run.region.settings.parts:
            mask = run.region.scope_mask(part.id)
            theirs = [] if base is None else _floor(base, m, mask, words)
            parts[part.id] = [
                {
                    "name": name,
                    "tone": tone,
                    "b": compact(values),
                    "a": None if base is None else compact(aligned(theirs[index][2], base.years, run.years)),
                }
                for index, (name, tone, values) in enumerate(_floor(run, m, mask, words))
            ]
        found.append({"id": market.id, "title": market.name.text(words.code), "unit": "m²", "parts": parts})
    return found


def _floor(run: Any, market: int, mask: Any, words: Language) -> Series:
    path = run.path
    completions = np.asarray(path.completions)[:, mask, market].sum(axis=1).copy()
    completions[0] = 0.0
    completed = np.cumsum(completions)
    used = np.asarray(path.floor_used)[:, mask, market].sum(axis=1)
    permitted = completed + np.asarray(path.unbuilt)[:, mask, market].sum(axis=1)
    return [
        (words.named("floor", "permitted"), GREY, permitted),
        (words.named("floor", "completed"), ACCENT, completed),
        (words.named("floor", "in_use"), INK, used - used[0]),
    ]


def section_data(run: Any, base: Any | None) -> dict[str, Any]:
    """Return jobs and working residents by zone and year for the south-north profile."""

    def of(one: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return np.asarray(one.path.jobs).sum(axis=2), np.asarray(one.path.residents).sum(axis=1)

    jobs, workers = of(run)
    return {
        "b": compact(jobs, ADDED_UP),
        "workers": compact(workers, ADDED_UP),
        "a": None if base is None else compact(aligned(of(base)[0], base.years, run.years), ADDED_UP),
    }


def _cumulative(flow: Any) -> NDArray[np.float64]:
    return np.cumsum(np.asarray(flow), axis=0)
