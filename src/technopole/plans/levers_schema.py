"""The schema of `levers.yaml`: what a planner may move in a region's plans, and what each lever acts on."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from technopole.plans.fields import CrossingId, Grade, Names, Number, PartnerId, Year
from technopole.plans.measure import Entry, refuse

LeverGroup = Literal["border", "land", "innovation", "people"]
Flow = Literal["talent", "capital", "information", "technology"]

QUANTITIES = (
    "floor",
    "flats",
    "demolish",
    "amount",
    "projects_a_year",
    "services_a_year",
    "workers_a_year",
    "licences_a_year",
    "posts",
)
"""Fields of measures that say how much: what a lever that scales multiplies, with every cost."""

GROUP_NAMES: dict[str, dict[str, str]] = {
    "border": {"en": "Border", "zh-Hant": "口岸", "zh-Hans": "口岸"},
    "land": {"en": "Land and rail", "zh-Hant": "土地及鐵路", "zh-Hans": "土地及铁路"},
    "innovation": {"en": "Innovation", "zh-Hant": "創科", "zh-Hans": "创科"},
    "people": {"en": "People and rules", "zh-Hant": "人才及規則", "zh-Hans": "人才及规则"},
}


class Scale(Entry):
    """Makes measures larger or smaller, their costs with them; adds them where a plan has none.

    In per cent of what they are in the plan `plan`, or, with `total`, by the sum of one field over every
    measure that matches.
    """

    how: Literal["scale"]
    plan: str | None = Field(
        default=None, description="plan that holds the measures as published: 100 per cent"
    )
    add: tuple[dict[str, object], ...] = Field(
        default=(), description="measures written out, instead of `plan`: what a plan without any takes over"
    )
    measures: tuple[str, ...] = Field(default=(), description="only measures of these ids")
    kinds: tuple[str, ...] = Field(default=(), description="only measures of these kinds")
    zones: tuple[str, ...] = Field(default=(), description="only measures in these zones or scopes")
    total: str | None = Field(
        default=None, description="field whose sum is the lever's value (default: per cent)"
    )
    per: Number = Field(default=1.0, gt=0, description="unit of `total`: 1e9 for billions")

    @model_validator(mode="after")
    def _one_template(self) -> Self:
        if (self.plan is None) == (not self.add):
            refuse("plan", "needs `plan` or `add`, and not both", "Keep one of the two")
        if not (self.measures or self.kinds or self.zones or self.add):
            refuse("measures", "selects every measure of the plan", "Give `measures`, `kinds` or `zones`")
        return self


class Opening(Entry):
    """Moves the year in which measures open, and the years of their costs; leaves them out at `never`."""

    how: Literal["year"]
    plan: str = Field(description="plan that holds the measures as published")
    measures: tuple[str, ...] = Field(
        min_length=1, description="measures that move together; the lever's value is the first one's year"
    )
    along: tuple[str, ...] = Field(
        default=(), description="measures that move with them where a plan has them, and are not added"
    )
    never: Year = Field(description="value that stands for: not in the run. The measures are then left out")


class Clearance(Entry):
    """Sets the minutes to clear the controls of crossings, in proportion to what they are without a plan."""

    how: Literal["clearance"]
    plan: str = Field(description="plan whose measures at these crossings a plan without any takes over")
    crossings: tuple[CrossingId, ...] = Field(
        min_length=1, description="crossings; the lever's value is the minutes at the first"
    )


class Openness(Entry):
    """Sets what rules take away of the border's frictions: per cent, mean over flows, in the last year."""

    how: Literal["openness"]
    plan: str = Field(description="plan whose rules a plan without any takes over")
    flows: tuple[Flow, ...] = Field(min_length=1, description="flows whose frictions count")
    from_side: PartnerId = Field(description="one side")
    to_side: PartnerId = Field(description="the other")


class Option(Entry):
    """One of the answers of a lever that is a choice."""

    id: str = Field(min_length=1, pattern=r"^[a-z0-9_-]+$", description="word in scenarios: own")
    name: Names = Field(description="name shown, by language")
    value: str | float | bool = Field(description="what the field is set to")


class Setting(Entry):
    """Sets one field of measures; adds the measures where a plan has none, leaves them out at `absent`."""

    how: Literal["set"]
    field: str = Field(min_length=1, description="field of the measures")
    measures: tuple[str, ...] = Field(
        default=(), description="measures of these ids (default: those of `add`)"
    )
    add: tuple[dict[str, object], ...] = Field(
        default=(), description="measures a plan without any takes over"
    )
    absent: Number | str | None = Field(
        default=None, description="value that stands for: no such measure. It is then left out"
    )


Act = Annotated[Scale | Opening | Clearance | Openness | Setting, Field(discriminator="how")]


class Lever(Entry):
    """One lever: its names, its bounds, and what it acts on."""

    id: str = Field(min_length=1, pattern=r"^[a-z][a-z0-9_.-]*$", description="word in scenarios: land.st")
    group: LeverGroup = Field(description="where it stands")
    name: Names = Field(description="name shown, by language")
    unit: Names | None = Field(default=None, description="unit of the value, by language; a year has none")
    kind: Literal["range", "year", "choice"] = Field(default="range", description="how it is moved")
    low: Number = Field(default=0, description="lowest value")
    high: Number = Field(default=0, description="highest value")
    step: Number = Field(default=1, gt=0, description="least change")
    tested: tuple[Number, Number] | None = Field(
        default=None, description="range in which the model was tried: beyond it results are extrapolated"
    )
    choices: tuple[Option, ...] = Field(default=(), description="answers, for a choice")
    absent: Names | None = Field(
        default=None, description="what the value that leaves the measures out is called"
    )
    act: Act = Field(description="what it does")
    grade: Grade = Field(default="assumed", description="how sure its effect is")
    source: str = Field(default="", description="where the bounds come from")
    note: Names | None = Field(default=None, description="what a reader should know, by language")

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.kind == "choice":
            if len(self.choices) < 2 or not isinstance(self.act, Setting):  # noqa: PLR2004 - a choice needs two
                refuse("choices", "is a choice without two answers and `how: set`", "Add `choices`")
        elif not self.low < self.high:
            refuse("high", f"goes from {self.low:g} to {self.high:g}", "Give the lower end, then the higher")
        if self.tested and not self.low <= self.tested[0] <= self.tested[1] <= self.high:
            refuse("tested", "was tested outside its bounds", "Keep `tested` within `low` and `high`")
        return self

    def unit_text(self, language: str = "en") -> str:
        """Return the unit in a language; empty for a year."""
        return "" if self.unit is None else self.unit.text(language)

    @property
    def tested_range(self) -> tuple[float, float]:
        """Range in which results are not extrapolated."""
        return self.tested or (self.low, self.high)


class Goal(Entry):
    """A figure that stands among a region's few goals, and what it is called there."""

    indicator: str = Field(min_length=1, description="indicator, with its label if it has one")
    scope: str = Field(default="region", description="side, part, zone, set of zones, or region")
    name: Names = Field(description="the goal in a word or two, by language")


class LeversFile(Entry):
    """The whole of levers.yaml."""

    goals: tuple[Goal, ...] = Field(default=(), description="the figures shown first, in their order")

    levers: tuple[Lever, ...] = Field(description="the levers, in the order in which they are shown")
