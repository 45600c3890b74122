"""What claims.yaml may hold. A planner adds a claim without code; every field unknown here is a fault."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from technopole.decide.cases import Case
from technopole.plans.fields import Names, Number, Year
from technopole.plans.measure import Entry, refuse

Kind = Literal["reaches", "raises", "lowers", "necessary", "sufficient", "complements", "robust"]
KINDS: dict[str, str] = {
    "reaches": "the plan reaches the goal",
    "raises": "the figure is higher with the plan than without, by more than `by`",
    "lowers": "the figure is lower with the plan than without, by more than `by`",
    "necessary": "with the plan the goal is reached, and without what is in question it is not",
    "sufficient": "what is in question reaches the goal, which is not reached without it",
    "complements": "two things together add more to the figure than the sum of each alone, by more than `by`",
    "robust": "the goal is reached by the plan and in every other circumstance named",
}
WITH_GOAL = ("reaches", "necessary", "sufficient", "robust")


class CaseEntry(Entry):
    """A future: a plan, without some measures, with some assumptions set."""

    plan: str = Field(min_length=1, description="plan of the region, or a file")
    without: tuple[str, ...] = Field(default=(), description="measures left out, by id or kind")
    set: dict[str, Number] = Field(
        default_factory=dict, description="parameters set: {sigma.local: 4}; they are then not drawn"
    )


class Test(Entry):
    """What is looked at: an indicator in a scope and a year, and the goal it is held against."""

    __test__ = False  # not one of pytest's

    indicator: str = Field(min_length=1, description="indicator, with its label if it has one")
    scope: str = Field(default="region", description="side, part, zone, set of zones, or region")
    year: Year | None = Field(default=None, description="year of the run (default: the last)")
    at_least: Number | None = Field(default=None, description="goal: the figure is this much or more")
    at_most: Number | None = Field(default=None, description="goal: the figure is this much or less")
    target: bool = Field(default=False, description="goal: the region's own target of this figure")
    by: Number | None = Field(
        default=None, description="least difference for raises, lowers, complements (default 0)"
    )

    @model_validator(mode="after")
    def _one_goal(self) -> Self:
        goals = [self.at_least is not None, self.at_most is not None, self.target]
        if sum(goals) > 1:
            refuse("target", "has more than one goal", "Keep one of at_least, at_most and target")
        return self

    @property
    def has_goal(self) -> bool:
        """Tell whether a goal is given."""
        return self.at_least is not None or self.at_most is not None or self.target


class Claim(Entry):
    """One claim: in words, and as a test that can fail.

    `plan` is the future the claim speaks of; `counterfactual` the one it is held against: without what is in
    question. `complements` has `parts` instead: each thing alone; robust has `circumstances`.
    """

    id: str = Field(min_length=1, description="identifier, unique in the file")
    statement: Names = Field(description="the claim in words, or one text per language")
    kind: Kind = Field(description="; ".join(f"{kind}: {words}" for kind, words in KINDS.items()))
    test: Test = Field(description="what is looked at")
    plan: CaseEntry = Field(description="the future the claim speaks of")
    counterfactual: CaseEntry | None = Field(
        default=None, description="the future without what is in question"
    )
    parts: tuple[CaseEntry, ...] = Field(default=(), description="complements: each of the two things alone")
    circumstances: tuple[CaseEntry, ...] = Field(default=(), description="robust: the other circumstances")
    source: str = Field(default="", description="who makes the claim, and where")
    note: Names | None = Field(
        default=None, description="how the test stands for the words, and what it leaves out, by language"
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        kind, test = self.kind, self.test
        if kind in WITH_GOAL and not test.has_goal:
            refuse("test", "has no goal to reach", "Add at_least, at_most or target: true")
        if kind not in WITH_GOAL and test.has_goal:
            refuse("test", f"has a goal, which '{kind}' does not use", "Write `by`, or another kind")
        if kind in WITH_GOAL and test.by is not None:
            refuse("test", f"has `by`, which '{kind}' does not use", "Remove it")
        wanted = kind in {"raises", "lowers", "necessary", "sufficient", "complements"}
        if wanted and self.counterfactual is None:
            refuse("counterfactual", f"is missing, and '{kind}' compares with one", "Add `counterfactual`")
        if not wanted and self.counterfactual is not None:
            refuse("counterfactual", f"is given, which '{kind}' does not use", "Remove it")
        if (len(self.parts) == 2) != (kind == "complements"):  # noqa: PLR2004 - one and the other
            refuse("parts", f"holds {len(self.parts)} futures", "Give two for `complements`, else none")
        if bool(self.circumstances) != (kind == "robust"):
            refuse("circumstances", "fits `robust` and nothing else", "Give some for `robust`, else none")
        return self

    @property
    def futures(self) -> tuple[CaseEntry, ...]:
        """Every future the claim looks at: the plan first, then the counterfactual, parts, circumstances."""
        other = () if self.counterfactual is None else (self.counterfactual,)
        return (self.plan, *other, *self.parts, *self.circumstances)


class ClaimsFile(Entry):
    """The whole of claims.yaml; claims are read one by one."""

    note: str = Field(default="", description="anything a reader should know")
    claims: tuple[Any, ...] = Field(default=(), description="the claims")


def as_case(entry: CaseEntry, assumptions: dict[str, tuple[str, str]]) -> Case:
    """Return the case of an entry; `assumptions` names each `set` key as parameter and label."""
    values = tuple(sorted((assumptions[text], float(value)) for text, value in entry.set.items()))
    return Case(entry.plan, tuple(sorted(entry.without)), values)


def claims_schema() -> dict[str, Any]:
    """Return the JSON schema of claims.yaml, for editors."""
    schema = ClaimsFile.model_json_schema(by_alias=True)
    claim = Claim.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    schema["$defs"] = schema.get("$defs", {}) | claim.pop("$defs", {}) | {"Claim": claim}
    schema["properties"]["claims"]["items"] = {"$ref": "#/$defs/Claim"}
    return schema
