"""Kinds of values a measure may carry: labels of the region, years, amounts, names.

A label is a string marked with the list of the region it must be found in; checks and the JSON schema
read the mark, so a new kind of measure gets both without writing them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from technopole.region.settings import Name

HOME = "home"
"""Identifier of the floor market that holds homes."""
EVERY_GROUP = "all"
"""Stands for every group of workers where groups are listed."""
LABELS_KEY = "x-labels"
"""Key under which a schema says which list of the region a text must be found in."""


@dataclass(frozen=True)
class Labels:
    """Marks a text as a label: which list of the region it belongs to, and words allowed beside it."""

    kind: str
    also: tuple[str, ...] = ()


def _not_a_switch(value: object) -> object:
    """Refuse yes and no where a number is meant: they would pass as 1 and 0."""
    if isinstance(value, bool):
        message = f"a number is needed, not {str(value).lower()}"
        raise ValueError(message)  # noqa: TRY004 - pydantic reports ValueError as a fault of the field
    return value


def _as_list(value: object) -> object:
    """Let one label stand for a list of one."""
    return (value,) if isinstance(value, str) else value


def _as_name(value: object) -> object:
    """Let a plain text stand for a name in English."""
    return {"en": value} if isinstance(value, str) else value


ZoneId = Annotated[str, Labels("zones"), Field(json_schema_extra={LABELS_KEY: "zones"})]
ScopeId = Annotated[str, Labels("scopes"), Field(json_schema_extra={LABELS_KEY: "scopes"})]
MarketId = Annotated[str, Labels("markets"), Field(json_schema_extra={LABELS_KEY: "markets"})]
SectorId = Annotated[str, Labels("sectors"), Field(json_schema_extra={LABELS_KEY: "sectors"})]
SideId = Annotated[str, Labels("sides"), Field(json_schema_extra={LABELS_KEY: "sides"})]
PayerId = Annotated[str, Labels("payers"), Field(json_schema_extra={LABELS_KEY: "payers"})]
CrossingId = Annotated[str, Labels("crossings"), Field(json_schema_extra={LABELS_KEY: "crossings"})]
ProjectId = Annotated[str, Labels("projects"), Field(json_schema_extra={LABELS_KEY: "projects"})]
GroupId = Annotated[str, Labels("groups"), Field(json_schema_extra={LABELS_KEY: "groups"})]
GroupOrAll = Annotated[
    str, Labels("groups", also=(EVERY_GROUP,)), Field(json_schema_extra={LABELS_KEY: "groups"})
]

FunderId = Annotated[str, Labels("funders"), Field(json_schema_extra={LABELS_KEY: "funders"})]
AppropriationId = Annotated[
    str, Labels("appropriations"), Field(json_schema_extra={LABELS_KEY: "appropriations"})
]
PartnerId = Annotated[str, Labels("partners"), Field(json_schema_extra={LABELS_KEY: "partners"})]

Zones = Annotated[tuple[ZoneId, ...], BeforeValidator(_as_list, json_schema_input_type=ZoneId | list[ZoneId])]
Groups = Annotated[
    tuple[GroupOrAll, ...],
    BeforeValidator(_as_list, json_schema_input_type=GroupOrAll | list[GroupOrAll]),
]
PlanIds = Annotated[tuple[str, ...], BeforeValidator(_as_list, json_schema_input_type=str | list[str])]

Year = Annotated[int, BeforeValidator(_not_a_switch), Field(ge=1900, le=2300)]
Years = Annotated[int, BeforeValidator(_not_a_switch), Field(ge=-100, le=100)]
Number = Annotated[float, BeforeValidator(_not_a_switch)]
Grade = Literal["official", "plan", "derived", "assumed"]
Layer = Literal["transit", "road", "both"]
Performer = Literal["business", "higher_education", "government", "venture"]
Stage = Literal["research", "translate", "finance", "scale_up", "market"]
LaterStage = Literal["translate", "finance", "scale_up", "market"]
Names = Annotated[Name, BeforeValidator(_as_name, json_schema_input_type=str | Name)]
