"""Read what is wanted and which levers may move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from pydantic import Field, ValidationError, model_validator

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.decide.figures import Figure, figure_faults, year_faults
from technopole.plans import load_plan
from technopole.plans.faults import Place, findings_of
from technopole.plans.fields import Number, Year
from technopole.plans.measure import Entry, refuse
from technopole.plans.yaml_source import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from technopole.plans import Plan
    from technopole.region import Region


class Wanted(Entry):
    """A target: a figure in a year, at least or at most so much."""

    indicator: str = Field(min_length=1, description="indicator, with its label if it has one")
    scope: str = Field(default="region", description="side, part, zone, set of zones, or region")
    year: Year | None = Field(default=None, description="year of the run (default: the last)")
    at_least: Number | None = Field(default=None, description="this much or more")
    at_most: Number | None = Field(default=None, description="this much or less")

    @model_validator(mode="after")
    def _one_goal(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            refuse("at_least", "needs either at_least or at_most", "Keep one of the two")
        return self

    @property
    def words(self) -> str:
        """'jobs@north in 2041 at least 500,000'."""
        when = "" if self.year is None else f" in {self.year}"
        side, goal = ("at least", self.at_least) if self.at_most is None else ("at most", self.at_most)
        return f"{self.indicator}@{self.scope}{when} {side} {goal:,.12g}"


class LeverEntry(Entry):
    """A measure that may be made smaller or larger: 0 without it, 1 as planned, 2 twice as much."""

    measure: str = Field(min_length=1, description="measure of the plan, by id")
    low: Number = Field(default=0.0, ge=0, description="least setting")
    high: Number = Field(default=1.0, ge=0, description="largest setting")
    cost: Number | None = Field(
        default=None, ge=0, description="money for setting 1 (default: what the plan books for the measure)"
    )

    @model_validator(mode="after")
    def _range(self) -> Self:
        if self.low > self.high:
            refuse("high", f"is below `low` ({self.high:g} < {self.low:g})", "Give the lower end as `low`")
        return self


class TargetsFile(Entry):
    """The whole of a file of targets."""

    plan: str = Field(min_length=1, description="plan whose measures are the levers")
    targets: tuple[Wanted, ...] = Field(min_length=1, description="what is to be reached")
    levers: tuple[LeverEntry, ...] = Field(min_length=1, description="what may move")


@dataclass(frozen=True)
class Asked:
    """Targets and levers, checked against a region."""

    plan: Plan
    targets: tuple[Wanted, ...]
    levers: tuple[LeverEntry, ...]


def load_targets(region: Region, path: Path) -> Asked:
    """Load a file of targets.

    Raises:
        InputError: with every fault of it.

    """
    source = read_yaml(path)
    if source.findings:
        raise InputError(source.findings)
    return read_targets(region, source.content, path.name)


def read_targets(region: Region, content: object, file: str = "") -> Asked:
    """Check targets and levers: {plan, targets: [...], levers: [...]}.

    Raises:
        InputError: with every unknown field, indicator, scope, year, plan and measure.

    """
    place = Place(file, 1, "The file of targets" if file else "The question")
    if not isinstance(content, Mapping):
        raise InputError(place.finding("is no mapping", "Write `plan`, `targets` and `levers`"))
    try:
        given = TargetsFile.model_validate(dict(content))
    except ValidationError as error:
        raise InputError(findings_of(error, TargetsFile, place, content)) from None
    plan = load_plan(region, given.plan)
    faults = list(_faults(region, plan, given, place))
    if faults:
        raise InputError(faults)
    return Asked(plan, given.targets, given.levers)


def _faults(region: Region, plan: Plan, given: TargetsFile, place: Place) -> list[Finding]:
    """Return what does not fit the region and the plan."""
    found: list[Finding] = []
    for wanted in given.targets:
        faults = figure_faults(region, Figure(wanted.indicator, wanted.scope))
        faults += year_faults(region, wanted.year or region.last_year)
        found += [place.finding(f"wants {wanted.words}: {one.what}", one.remedy) for one in faults]
    known = [measure.id for measure in plan.measures]
    names = [lever.measure for lever in given.levers]
    for name in dict.fromkeys(names):
        if name not in known:
            what = f"names the lever '{name}', which plan '{plan.id}' does not have{suggestion(name, known)}"
            found.append(place.finding(what, "Name measures of the plan by their id", "levers"))
        if names.count(name) > 1:
            found.append(place.finding(f"names the lever '{name}' twice", "Keep one", "levers"))
    return found


def plain_setting(lever: LeverEntry, setting: float) -> dict[str, Any]:
    """Return a lever's setting as data."""
    return {"measure": lever.measure, "setting": setting, "low": lever.low, "high": lever.high}
