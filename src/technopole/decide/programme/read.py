"""Read what may be chosen, under which budgets, for which goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, ValidationError

from technopole.base.errors import InputError
from technopole.base.names import suggestion
from technopole.decide.cases import with_measures
from technopole.decide.figures import Figure, figure_faults, year_faults
from technopole.plans import load_plan
from technopole.plans.faults import Place, findings_of
from technopole.plans.fields import Names, Number, Year, Years
from technopole.plans.measure import Entry
from technopole.plans.yaml_source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from technopole.plans import Plan
    from technopole.region import Region

ANYBODY = "all"


class Candidate(Entry):
    """One thing to decide: measures that come together or not at all, at one of some delays."""

    id: str = Field(min_length=1, description="identifier")
    measures: tuple[str, ...] = Field(
        default=(), description="measures of the plan (default: the one called `id`)"
    )
    delays: tuple[Years, ...] | None = Field(
        default=None, description="years it may be put off (default: the file's)"
    )
    name: Names | None = Field(default=None, description="name, if it is not one measure with a name")
    off: dict[str, Number] = Field(
        default_factory=dict, description="levers, by value, that stand for leaving it out of the plan"
    )


class Budget(Entry):
    """Money a payer has in each of some years; what is not spent lapses."""

    payer: str = Field(default=ANYBODY, description="payer, or all of them together")
    year_from: Year = Field(description="first year")
    year_to: Year = Field(description="last year")
    amount: Number = Field(ge=0, description="money in each year")


class Goal(Entry):
    """A figure that counts, and how much one unit of it does."""

    indicator: str = Field(min_length=1, description="indicator, with its label if it has one")
    scope: str = Field(default="region", description="side, part, zone, set of zones, or region")
    year: Year | None = Field(default=None, description="year of the run (default: the last)")
    weight: Number = Field(default=1.0, description="worth of one unit; negative where less is better")


class Precedence(Entry):
    """`then` only where `first` comes no later."""

    first: str = Field(min_length=1, description="candidate")
    then: str = Field(min_length=1, description="candidate")


class ProgrammeFile(Entry):
    """The whole of a file of a programme."""

    plan: str = Field(min_length=1, description="plan whose measures are the candidates")
    base: str | None = Field(
        default=None,
        description="plan that happens anyway (default: the baseline); the plan itself: the rest of it does",
    )
    candidates: tuple[Candidate, ...] = Field(
        default=(), description="what may be chosen (default: each measure the base does not have)"
    )
    delays: Annotated[tuple[Years, ...], Field(min_length=1)] = Field(
        default=(0,), description="years each candidate may be put off"
    )
    budget: tuple[Budget, ...] = Field(min_length=1, description="what may be spent")
    precedence: tuple[Precedence, ...] = Field(default=(), description="what needs what first")
    exclusive: tuple[tuple[str, ...], ...] = Field(
        default=(), description="sets of which one at most is chosen"
    )
    goals: tuple[Goal, ...] = Field(min_length=1, description="what counts")


@dataclass(frozen=True)
class Asked:
    """A programme to be chosen, checked against a region."""

    base: Plan
    plan: Plan
    candidates: tuple[Candidate, ...]
    budget: tuple[Budget, ...]
    precedence: tuple[Precedence, ...]
    exclusive: tuple[tuple[str, ...], ...]
    goals: tuple[Goal, ...]

    def delays(self, candidate: int) -> tuple[int, ...]:
        """Return the delays of a candidate."""
        return self.candidates[candidate].delays or (0,)


def load_programme(region: Region, path: Path) -> Asked:
    """Load a file of a programme.

    Raises:
        InputError: with every fault of it.

    """
    source = read_yaml(path)
    if source.findings:
        raise InputError(source.findings)
    return read_programme(region, source.content, path.name)


def read_programme(region: Region, content: object, file: str = "") -> Asked:
    """Check a programme to be chosen: {plan, budget: [...], goals: [...], ...}.

    Raises:
        InputError: with every unknown field, plan, measure, payer, indicator and year, cyclic precedence,
            and a budget of nothing.

    """
    place = Place(file, 1, "The programme")
    if not isinstance(content, Mapping):
        raise InputError(place.finding("is no mapping", "Write `plan`, `budget` and `goals`"))
    try:
        given = ProgrammeFile.model_validate(dict(content))
    except ValidationError as error:
        raise InputError(findings_of(error, ProgrammeFile, place, content)) from None
    base, plan = load_plan(region, given.base or region.settings.baseline), load_plan(region, given.plan)
    if base.id == plan.id and given.candidates:
        open_to = {name for one in given.candidates for name in one.measures or (one.id,)}
        base = with_measures(plan, plan.id, (one for one in plan.measures if one.id not in open_to))
    happening = {measure.id for measure in base.measures}
    listed = given.candidates or tuple(
        Candidate(id=measure.id) for measure in plan.measures if measure.id not in happening
    )
    candidates = tuple(
        one.model_copy(update={"measures": one.measures or (one.id,), "delays": one.delays or given.delays})
        for one in listed
    )
    asked = Asked(base, plan, candidates, given.budget, given.precedence, given.exclusive, given.goals)
    faults = [place.finding(what, remedy, column) for what, remedy, column in _faults(region, asked)]
    if faults:
        raise InputError(faults)
    return asked


def _faults(region: Region, asked: Asked) -> Iterator[tuple[str, str, str]]:
    """Yield (what, remedy, where) of everything that does not fit."""
    yield from _candidate_faults(asked)
    yield from _order_faults(asked)
    yield from _budget_faults(region, asked)
    for goal in asked.goals:
        faults = figure_faults(region, Figure(goal.indicator, goal.scope))
        for fault in (*faults, *year_faults(region, goal.year or region.last_year)):
            yield f"has the goal '{goal.indicator}@{goal.scope}': {fault.what}", fault.remedy, "goals"


def _order_faults(asked: Asked) -> Iterator[tuple[str, str, str]]:
    """Yield names that are no candidates, and circles."""
    names = [one.id for one in asked.candidates]
    named = [name for pair in asked.precedence for name in (pair.first, pair.then)]
    apart = [name for group in asked.exclusive for name in group]
    for where, some in (("precedence", named), ("exclusive", apart)):
        for name in dict.fromkeys(some):
            if name not in names:
                what = f"names the candidate '{name}', which is none{suggestion(name, names)}"
                yield what, f"Use one of {', '.join(names)}", where
    circle = _circle(asked.precedence)
    if circle:
        yield f"has a circle of precedence: {' before '.join(circle)}", "Break it", "precedence"


def _budget_faults(region: Region, asked: Asked) -> Iterator[tuple[str, str, str]]:
    """Yield payers and years that are none, and a budget of nothing."""
    known = (ANYBODY, *region.payers)
    for row in asked.budget:
        if row.payer not in known:
            what = f"gives a budget to '{row.payer}', who is no payer{suggestion(row.payer, known)}"
            yield what, f"Use one of {', '.join(known)}", "budget"
        if row.year_from > row.year_to:
            yield f"has a budget from {row.year_from} to {row.year_to}", "Give the first year first", "budget"
        for year in {row.year_from, row.year_to}:
            for fault in year_faults(region, year):
                yield f"has a budget: {fault.what}", fault.remedy, "budget"
    if not any(row.amount > 0 for row in asked.budget):
        yield "has a budget of zero in every year: nothing can be chosen", "Give some money", "budget"


def _candidate_faults(asked: Asked) -> Iterator[tuple[str, str, str]]:
    known = [measure.id for measure in asked.plan.measures]
    happening = {measure.id for measure in asked.base.measures}
    names = [one.id for one in asked.candidates]
    held: dict[str, str] = {}
    if not names:
        what = f"has nothing to choose: '{asked.plan.id}' adds nothing to '{asked.base.id}'"
        yield what, "Name another plan", "plan"
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield f"has two candidates '{name}'", "Give each its own id", "candidates"
    for one in asked.candidates:
        for measure in one.measures:
            if measure not in known:
                what = f"has '{measure}', which plan '{asked.plan.id}' has not{suggestion(measure, known)}"
                yield what, "Name measures of the plan", "candidates"
            elif measure in happening:
                what = f"has '{measure}', which happens anyway in '{asked.base.id}'"
                yield what, "Remove it, or choose another base", "candidates"
            if held.setdefault(measure, one.id) != one.id:
                yield f"has '{measure}' in two candidates", "Keep it in one", "candidates"


def _circle(pairs: tuple[Precedence, ...]) -> list[str]:
    """Return the candidates of a circle, the first at both ends; empty if there is none."""
    after: dict[str, list[str]] = {}
    for pair in pairs:
        after.setdefault(pair.first, []).append(pair.then)
    done: set[str] = set()

    def walk(name: str, trail: list[str]) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return []
        for following in after.get(name, []):
            found = walk(following, [*trail, name])
            if found:
                return found
        done.add(name)
        return []

    return next((found for name in after if (found := walk(name, []))), [])
