"""What changed, computed from the numbers and said plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from technopole.indicators import compute, context_of
from technopole.report.words import amount, joined, number, unit_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.region import Region

    Value = Callable[..., float]

MOST_PARTS = 4
MOST_MISSES = 3
SMALL = 5e-3
"""Relative difference below which two figures read "as in A"."""


class Span(NamedTuple):
    """A stretch of a sentence; `status` ("meets", "misses" or "") underlines it."""

    text: str
    status: str = ""


class Change(NamedTuple):
    """One line of "what changed": what it is about, and the sentence."""

    lead: str
    text: str


class Figures:
    """Figures of B and A by indicator, scope and year, computed once."""

    def __init__(self, run: Any, base: Any | None) -> None:
        """Keep the runs; A is compared in the last year both have."""
        self.run, self.base, self.region = run, base, run.region
        self.first, self.last = run.years[0], run.years[-1]
        self._contexts = (context_of(run), None if base is None else context_of(base))

    def b(self, indicator: str, scope: str = "region", position: int = -1) -> float:
        """Value of the plan in the last year, or at another position."""
        return float(compute(self.run, indicator, scope, context=self._contexts[0])[position])

    def a(self, indicator: str, scope: str = "region") -> float:
        """Value of the baseline in the plan's last year; NaN without one."""
        if self.base is None or self.last not in list(self.base.years):
            return float("nan")
        values = compute(self.base, indicator, scope, context=self._contexts[1])
        return float(values[list(self.base.years).index(self.last)])

    def against(self, indicator: str, unit: str, scope: str = "region") -> str:
        """Say the difference from A: "210,000 more people than A", "as in A"; empty without a baseline."""
        a, b = self.a(indicator, scope), self.b(indicator, scope)
        if not np.isfinite(a):
            return ""
        if abs(b - a) <= SMALL * max(abs(a), abs(b)):
            return "about as in A"
        return f"{number(abs(b - a))} {'more' if b > a else 'fewer'}{f' {unit}' if unit else ''} than A"

    def percent(self, indicator: str, scope: str = "region") -> str:
        """Say the difference from A in percent: "4 % above A"."""
        a, b = self.a(indicator, scope), self.b(indicator, scope)
        if not np.isfinite(a) or a == 0:
            return ""
        share = b / a - 1.0
        return "about as in A" if abs(share) <= SMALL else f"{number(100 * abs(share))} % {'above' if share > 0 else 'below'} A"


def headline(run: Any, base: Any | None, rows: list[dict[str, Any]]) -> list[Span]:
    """Return the sentence that opens the page."""
    figures = Figures(run, base)
    return [*_where_it_goes(figures), *_verdict(figures, rows)]


def _where_it_goes(figures: Figures) -> list[Span]:
    """Say where most people and jobs are added: against A, else since the first year."""
    region = figures.region
    added = {}
    for part in region.settings.parts:
        reference = [figures.a(one, part.id) for one in ("population", "jobs")]
        if not all(np.isfinite(reference)):
            reference = [figures.b(one, part.id, 0) for one in ("population", "jobs")]
        now = [figures.b(one, part.id) for one in ("population", "jobs")]
        added[part.id] = [value - before for value, before in zip(now, reference, strict=True)]
    chosen = max(region.settings.parts, key=lambda part: sum(added[part.id]))
    people, jobs = added[chosen.id]
    place = with_article(chosen.name.text())
    compared = "than plan A" if np.isfinite(figures.a("jobs", chosen.id)) else f"than in {figures.first}"
    text = (
        f"By {figures.last}, {with_article(chosen.name.text())} has {_more(people, 'people')} and {_more(jobs, 'jobs')} "
        f"{compared}. "
    )
    del place
    return [Span(text)]


def _verdict(figures: Figures, rows: list[dict[str, Any]]) -> list[Span]:
    """Say how many published targets are met and which are missed."""
    judged = [row for row in rows if row["line"] is not None]
    if not judged:
        return [Span("None of its figures has an official target to hold it against.")]
    met = [row for row in judged if row["meets"] == "yes"]
    lead = "It meets " if figures.base is not None else "The plan meets "
    count = "every published target" if len(met) == len(judged) else f"{len(met)} of {len(judged)} published targets"
    spans = [Span(lead), Span(count, "meets" if met else "misses")]
    missed = [row for row in judged if row["meets"] != "yes"]
    if not missed:
        return [*spans, Span(".")]
    missed.sort(key=lambda row: (row["line"]["b"] or {"at": 0})["at"])
    spans.append(Span("; furthest from its goal is " if len(missed) > 1 else " and misses "))
    return [*spans, Span(_short(missed[0]), "misses"), Span(".")]


def changes(run: Any, base: Any | None, rows: list[dict[str, Any]]) -> list[Change]:
    """Return four to eight computed lines, the most asked first."""
    figures = Figures(run, base)
    found = [_part(figures, part) for part in _parts_by_change(figures)]
    found += [_commuters(figures)] if run.region.crossings else []
    found += [_minutes(figures), _rents(figures), _cost(figures)]
    found += _misses(rows)
    return [change for change in found if change.text]


def _parts_by_change(figures: Figures) -> list[Any]:
    """Return at most four parts, in the region's order; those that change most if there are more."""
    parts = list(figures.region.settings.parts)
    grown = sorted(parts, key=lambda part: -abs(figures.b("population", part.id) - figures.b("population", part.id, 0)))
    return [part for part in parts if part in grown[:MOST_PARTS]]


def _part(figures: Figures, part: Any) -> Change:
    """Say people, jobs and innovation jobs of a part, first to last and against A."""
    said = []
    for indicator, unit in (("population", "people"), ("jobs", "jobs"), ("innovation_jobs", "innovation jobs")):
        before, now = figures.b(indicator, part.id, 0), figures.b(indicator, part.id)
        if not max(abs(before), abs(now)) > 0:
            continue
        versus = figures.against(indicator, "", part.id)
        said.append(f"{number(before)} {unit} become {number(now)}{f' ({versus})' if versus else ''}")
    return Change(part.name.text(), f"{'; '.join(said)}." if said else "")


def _commuters(figures: Figures) -> Change:
    one = "cross_border_commuters"
    before, now, versus = figures.b(one, position=0), figures.b(one), figures.against(one, "")
    text = f"{number(before)} people a day crossed to work in {figures.first}; {number(now)} do in {figures.last}"
    return Change("Across the boundary", f"{text}{f', {versus}' if versus else ''}.")


def _minutes(figures: Figures) -> Change:
    """Say mean minutes of each part in the last year."""
    said = []
    for part in _parts_by_change(figures):
        now, a = figures.b("mean_minutes", part.id), figures.a("mean_minutes", part.id)
        if not np.isfinite(now):
            continue
        gap = now - a
        versus = "" if not np.isfinite(a) else "as in A" if abs(gap) < 0.05 else f"{number(abs(gap))} {'longer' if gap > 0 else 'shorter'} than A"
        said.append(f"{number(now)} in {with_article(part.name.text())}{f' ({versus})' if versus else ''}")
    return Change("Mean minutes to work", f"in {figures.last}: {', '.join(said)}." if said else "")


def _rents(figures: Figures) -> Change:
    """Say home rents of each part in the last year, percent against A."""
    said = []
    unit, _ = unit_words(figures.region.money)
    for part in _parts_by_change(figures):
        now, versus = figures.b("home_rent", part.id), figures.percent("home_rent", part.id)
        if np.isfinite(now):
            price = amount(now, figures.region.money)
            said.append(f"{price} in {with_article(part.name.text())}{f' ({versus})' if versus else ''}")
    del unit
    return Change("Home rents", f"per m² a year in {figures.last}: {', '.join(said)}." if said else "")


def _cost(figures: Figures) -> Change:
    """Say what the plan costs, who pays most of it, and what land returns."""
    region, money = figures.region, figures.region.money
    total = figures.b("plan_cost")
    if not total > 0:
        return Change("", "")
    payers = {payer.name.text(): figures.b(f"cost_to_payer.{payer.id}") for payer in region.settings.payers}
    largest = max(payers, key=lambda name: payers[name])
    text = f"{amount(total, money)} to {figures.last} at {region.base_year} prices"
    a = figures.a("plan_cost")
    if np.isfinite(a):
        text += f" ({amount(a, money)} in A)" if a > 0 else " (nothing in A)"
    text += f"; {_share(payers[largest] / total)} falls to {largest}. Land income is {amount(figures.b('land_income'), money)}"
    other = figures.a("land_income")
    return Change("Cost", f"{text} ({amount(other, money)} in A)." if np.isfinite(other) else f"{text}.")


def _misses(rows: list[dict[str, Any]]) -> list[Change]:
    """Say which published targets are missed and by how much, the furthest first."""
    judged = [row for row in rows if row["line"] is not None]
    missed = sorted((row for row in judged if row["meets"] != "yes"), key=lambda row: (row["line"]["b"] or {"at": 0})["at"])
    if not judged:
        return []
    if not missed:
        return [Change("Targets", f"All {len(judged)} published targets are met.")]
    said = [f"{_short(row)} by {miss_words(row)} ({row['line']['year']})" for row in missed[:MOST_MISSES]]
    rest = len(missed) - len(said)
    more = [f"{rest} more"] if rest else []
    return [Change("It misses", f"{joined(said + more)}.")]


def miss_words(row: dict[str, Any]) -> str:
    """Say how far short a row is, in its unit: "0.09", "12,000 jobs", "4 pt"."""
    printed, factor = unit_words(str(row["unit"]))
    miss = row["miss"]
    if miss is None:
        return ""
    if printed.startswith("%"):
        return f"{number(miss * factor)} pt"
    return amount(miss, str(row["unit"]))


def _short(row: dict[str, Any]) -> str:
    name = str(row["name"])
    return f"{name[:1].lower()}{name[1:]} in {with_article(str(row['scope_name']))}"


def _more(value: float, unit: str) -> str:
    return f"{number(abs(value))} {'more' if value >= 0 else 'fewer'} {unit}"


def _share(value: float) -> str:
    return "all of it" if value > 1 - SMALL else f"{number(100 * value)} %"


THE = ("Metropolis", "Territories", "Islands", "region", "Region", "Loop")


def with_article(name: str) -> str:
    """Return a place as it stands in a sentence: "the Northern Metropolis"."""
    return f"the {name}" if name.endswith(THE) and not name.lower().startswith("the ") else name
