"""What changed, computed from the numbers and said plainly. The words are in strings/, the choices here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from technopole.indicators import compute, context_of
from technopole.report.words import unit_words

if TYPE_CHECKING:
    from technopole.report.words import Language

MOST_PARTS = 4
MOST_MISSES = 3
ROUGH = 2
"""Significant digits of differences in percent and minutes."""

SMALL = 5e-3
"""Relative difference below which two figures read "about as under A"."""

SAME_MINUTES = 0.1
COUNTED = (("population", "say_people"), ("jobs", "say_jobs"), ("innovation_jobs", "say_innovation"))
PUBLISHED = frozenset({"official", "plan"})
"""Grades of targets that somebody published; the others are derived or assumed here."""


class Span(NamedTuple):
    """A stretch of a sentence; `status` ("meets", "misses" or "") underlines it."""

    text: str
    status: str = ""


class Change(NamedTuple):
    """One line of "what changed": what it is about, and the sentence."""

    lead: str
    text: str


class Figures:
    """Figures of B and A by indicator and scope, and the differences in words."""

    def __init__(self, run: Any, base: Any | None, words: Language) -> None:
        """Keep the runs; A is compared in the plan's last year if it has that year."""
        self.run, self.base, self.region, self.words = run, base, run.region, words
        self.first, self.last = run.years[0], run.years[-1]
        self._context = context_of(run)
        self._base_context = None if base is None else context_of(base)

    def b(self, indicator: str, scope: str = "region", position: int = -1) -> float:
        """Return the plan's value in the last year, or at another position."""
        return float(compute(self.run, indicator, scope, context=self._context)[position])

    def a(self, indicator: str, scope: str = "region") -> float:
        """Return the baseline's value in the plan's last year; NaN without one."""
        if self.base is None or self.last not in list(self.base.years):
            return float("nan")
        values = compute(self.base, indicator, scope, context=self._base_context)
        return float(values[list(self.base.years).index(self.last)])

    def parts(self) -> list[Any]:
        """Return at most four parts in the region's order: those whose population changes most."""
        parts = list(self.region.settings.parts)
        change = {
            part.id: abs(self.b("population", part.id) - self.b("population", part.id, 0)) for part in parts
        }
        kept = sorted(parts, key=lambda part: -change[part.id])[:MOST_PARTS]
        return [part for part in parts if part in kept]

    def versus(
        self, gap: float, scale: float, *, up: str, down: str, same: float = SMALL, digits: int = 3
    ) -> str:
        """Say a difference from A in brackets; empty without a baseline."""
        if not np.isfinite(gap):
            return ""
        if abs(gap) <= same * scale:
            text = self.words["say_as_a"]
        else:
            text = self.words.say(up if gap > 0 else down, value=self.words.number(abs(gap), digits=digits))
        return self.words.say("say_versus", versus=text)

    def count_versus(self, indicator: str, scope: str = "region") -> str:
        """Say by how many more or fewer than under A."""
        a, b = self.a(indicator, scope), self.b(indicator, scope)
        return self.versus(b - a, max(abs(a), abs(b)), up="say_more_than_a", down="say_fewer_than_a")


def headline(run: Any, base: Any | None, rows: list[dict[str, Any]], words: Language) -> list[Span]:
    """Return the sentence that opens the page."""
    figures = Figures(run, base, words)
    return [_where_it_goes(figures), *_verdict(rows, words)]


def _where_it_goes(figures: Figures) -> Span:
    """Say where most people and jobs are added: against A, else since the first year."""
    words, added = figures.words, {}
    compared = np.isfinite(figures.a("jobs"))
    for part in figures.region.settings.parts:
        now = np.array([figures.b(one, part.id) for one in ("population", "jobs")])
        before = [
            figures.a(one, part.id) if compared else figures.b(one, part.id, 0)
            for one in ("population", "jobs")
        ]
        added[part.id] = now - before
    chosen = max(figures.region.settings.parts, key=lambda part: float(added[part.id].sum()))
    people, jobs = (
        words.say("say_more" if value >= 0 else "say_fewer", value=words.number(abs(value)))
        for value in added[chosen.id]
    )
    than = words["say_than_a"] if compared else words.say("say_than_first", first=figures.first)
    place = words.place(chosen.name.text(words.code))
    return Span(words.say("say_lead", last=figures.last, place=place, people=people, jobs=jobs, than=than))


def _verdict(rows: list[dict[str, Any]], words: Language) -> list[Span]:
    """Say how many targets are met, how many of them are published, and which is furthest off."""
    judged = [row for row in rows if row["line"] is not None]
    if not judged:
        return [Span(words["say_no_targets"])]
    missed = _missed(judged)
    met = len(judged) - len(missed)
    if not missed:
        count = words.say("say_all_targets", count=met, targets=targets_words(judged, words))
        return [Span(words["say_meets"]), Span(count, "meets"), Span(words["say_stop"])]
    count = words.say("say_some_targets", met=met, count=len(judged), targets=targets_words(judged, words))
    link = words["say_furthest" if len(missed) > 1 else "say_and_misses"]
    return [
        Span(words["say_meets"]),
        Span(count, "meets" if met else "misses"),
        Span(link),
        Span(_goal(missed[0], words), "misses"),
        Span(words["say_stop"]),
    ]


def changes(run: Any, base: Any | None, rows: list[dict[str, Any]], words: Language) -> list[Change]:
    """Return the computed lines, the most asked first."""
    figures = Figures(run, base, words)
    found = [_part(figures, part) for part in figures.parts()]
    found += [_commuters(figures)] if run.region.crossings else []
    found += [_minutes(figures), _rents(figures), _cost(figures), _misses(rows, words)]
    return [change for change in found if change.text]


def _part(figures: Figures, part: Any) -> Change:
    """Say people, jobs and innovation jobs of a part, first to last and against A."""
    words, said = figures.words, []
    for indicator, unit in COUNTED:
        before, now = figures.b(indicator, part.id, 0), figures.b(indicator, part.id)
        if max(abs(before), abs(now)) > 0:
            versus = figures.count_versus(indicator, part.id)
            first, last = words.number(before), words.number(now)
            said.append(words.say("say_part", first=first, what=words[unit], last=last, versus=versus))
    text = f"{words['semicolon'].join(said)}{words['say_stop']}" if said else ""
    return Change(part.name.text(words.code), text)


def _commuters(figures: Figures) -> Change:
    one, words = "cross_border_commuters", figures.words
    text = words.say(
        "say_across",
        first=words.number(figures.b(one, position=0)),
        base_year=figures.first,
        last=words.number(figures.b(one)),
        last_year=figures.last,
        versus=figures.count_versus(one),
    )
    return Change(words["say_across_lead"], text)


def _minutes(figures: Figures) -> Change:
    """Say mean minutes of each part in the last year."""
    words, said = figures.words, []
    for part in figures.parts():
        now = figures.b("mean_minutes", part.id)
        gap = now - figures.a("mean_minutes", part.id)
        versus = figures.versus(
            gap, 1.0, up="say_longer", down="say_shorter", same=SAME_MINUTES, digits=ROUGH
        )
        said += [_in_place(words, words.number(now), part, versus)] if np.isfinite(now) else []
    text = words.say("say_minutes", last=figures.last, list=words["comma"].join(said))
    return Change(words["say_minutes_lead"], text if said else "")


def _rents(figures: Figures) -> Change:
    """Say home rents of each part in the last year, percent against A."""
    words, said = figures.words, []
    for part in figures.parts():
        now, a = figures.b("home_rent", part.id), figures.a("home_rent", part.id)
        gap = 100.0 * (now / a - 1.0) if a > 0 else float("nan")
        versus = figures.versus(gap, 100.0, up="say_above_a", down="say_below_a", digits=ROUGH)
        rent = words.amount(now, figures.region.money)
        said += [_in_place(words, rent, part, versus)] if np.isfinite(now) else []
    text = words.say("say_rents", last=figures.last, list=words["comma"].join(said))
    return Change(words["say_rents_lead"], text if said else "")


def _in_place(words: Language, value: str, part: Any, versus: str) -> str:
    place = words.place(part.name.text(words.code))
    return words.say("say_in_place", value=value, place=place, versus=versus)


def _cost(figures: Figures) -> Change:
    """Say what the plan costs, who pays most of it, and what land returns."""
    region, money, words = figures.region, figures.region.money, figures.words
    total, income = figures.b("plan_cost"), figures.b("land_income")
    said = {
        "last": figures.last,
        "base_year": region.base_year,
        "income": words.amount(income, money),
        "income_versus": _money_in_a(figures, "land_income"),
    }
    if not total > 0:
        return Change(words["say_cost_lead"], words.say("say_cost_none", **said) if income > 0 else "")
    payers = {
        payer.name.text(words.code): figures.b(f"cost_to_payer.{payer.id}")
        for payer in region.settings.payers
    }
    largest = max(payers, key=lambda name: payers[name])
    share = payers[largest] / total
    text = words.say(
        "say_cost",
        total=words.amount(total, money),
        versus=_money_in_a(figures, "plan_cost"),
        share=words["say_all_of_it"]
        if share > 1 - SMALL
        else words.say("say_percent", value=words.number(100 * share, digits=ROUGH)),
        payer=largest,
        **said,
    )
    return Change(words["say_cost_lead"], text)


def _money_in_a(figures: Figures, indicator: str) -> str:
    a = figures.a(indicator)
    if not np.isfinite(a):
        return ""
    if a == 0:
        return figures.words["say_nothing_in_a"]
    return figures.words.say("say_in_a", value=figures.words.amount(a, figures.region.money))


def _misses(rows: list[dict[str, Any]], words: Language) -> Change:
    """Say which targets are missed and by how much, the furthest first."""
    judged = [row for row in rows if row["line"] is not None]
    missed = _missed(judged)
    if not missed:
        said_met = words.say("say_all_met", count=len(judged), targets=targets_words(judged, words))
        return Change(words["say_targets_lead"], said_met if judged else "")
    said = [
        words.say("say_missed", goal=_goal(row, words), miss=miss_words(row, words), year=row["line"]["year"])
        for row in missed[:MOST_MISSES]
    ]
    rest = len(missed) - len(said)
    said += [words.say("say_rest", count=rest)] if rest else []
    return Change(words["say_misses_lead"], f"{words.joined(said)}{words['say_stop']}")


def targets_words(judged: list[dict[str, Any]], words: Language) -> str:
    """Say how many of the targets are published: "targets (21 published)", "published targets" if all are."""
    published = sum(row["target_grade"] in PUBLISHED for row in judged)
    if published == len(judged):
        return words["say_published"]
    return words.say("say_partly_published" if published else "say_none_published", published=published)


def _missed(judged: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the goals that are not met in their year, the furthest on the goal line first."""
    missed = [row for row in judged if row["meets"] != "yes"]
    return sorted(missed, key=lambda row: row["line"]["b"]["at"])


def miss_words(row: dict[str, Any], words: Language) -> str:
    """Say how far short a row is, in its unit: "0.09", "12,000 jobs", "4 pt"."""
    printed, factor = unit_words(str(row["unit"]))
    if printed.startswith("%"):
        return f"{words.number(row['miss'] * factor)} {words['points']}"
    return words.amount(row["miss"], str(row["unit"]))


def _goal(row: dict[str, Any], words: Language) -> str:
    name, place = words.within(str(row["name"])), words.place(str(row["scope_name"]))
    return words.say("say_goal", name=name, place=place)
