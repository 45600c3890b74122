"""region.toml: what the region is called, and the labels everything else uses."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from technopole.base.grades import GRADES
from technopole.base.innovation import STAGES
from technopole.base.names import suggestion

Identifier = str
_RESERVED = frozenset({"region", "all", "same"})


class _Model(BaseModel):
    """Frozen, and an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Name(_Model):
    """A name in up to three languages; English is the one that must be there."""

    en: str = Field(min_length=1)
    zh_hant: str | None = Field(default=None, alias="zh-Hant")
    zh_hans: str | None = Field(default=None, alias="zh-Hans")

    def text(self, language: str = "en") -> str:
        """Return the name in a language ("en", "zh-Hant", "zh-Hans"), else in the nearest one given."""
        if language == "zh-Hant":
            return self.zh_hant or self.zh_hans or self.en
        if language == "zh-Hans":
            return self.zh_hans or self.zh_hant or self.en
        return self.en


class _Labelled(_Model):
    """Anything with an identifier and a name."""

    id: Identifier = Field(min_length=1)
    name: Name

    @field_validator("id")
    @classmethod
    def _plain(cls, value: str) -> str:
        if value in _RESERVED:
            message = f"'{value}' is a reserved word"
            raise ValueError(message)
        if value != value.strip() or any(mark in value for mark in ";,|/\\\n"):
            message = f"'{value}' holds a blank at an end or one of ; , | / \\"
            raise ValueError(message)
        return value


class Side(_Labelled):
    """A jurisdiction with its money. `exchange_rate`: region money per unit of the side's currency."""

    currency: str = Field(min_length=1)
    exchange_rate: float = Field(gt=0, allow_inf_nan=False)
    grade: str = "assumed"
    source: str = ""

    @field_validator("grade")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in GRADES:
            message = f"'{value}' is not a grade{suggestion(value, GRADES)}; use one of {', '.join(GRADES)}"
            raise ValueError(message)
        return value


class Part(_Labelled):
    """A part of a side used in headline indicators."""

    side: Identifier


class Group(_Labelled):
    """Workers of one origin and skill, with the sides on which they may live and work."""

    origin: Identifier
    skill: str = Field(min_length=1)
    live: tuple[Identifier, ...] = Field(min_length=1)
    work: tuple[Identifier, ...] = Field(min_length=1)


class Sector(_Labelled):
    """A sector: sells to the world at a given demand, or within the region to residents."""

    kind: Literal["world", "regional"]
    market: Identifier
    entry: bool = False


class Market(_Labelled):
    """A floor market; the one called "home" holds homes."""


class Payer(_Labelled):
    """Somebody who pays for measures; `side` if the payer belongs to one."""

    side: Identifier | None = None


class RegionSettings(_Model):
    """The whole of region.toml."""

    id: Identifier = Field(min_length=1)
    name: Name
    description: Name | None = None
    base_year: int = Field(ge=1900, le=2300)
    last_year: int = Field(ge=1900, le=2300)
    money: str = Field(min_length=1)
    default_plan: str = "baseline"
    baseline: str = "baseline"
    attribution: tuple[str, ...] = ()
    sides: tuple[Side, ...] = Field(min_length=1)
    parts: tuple[Part, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = Field(min_length=1)
    sectors: tuple[Sector, ...] = Field(min_length=1)
    markets: tuple[Market, ...] = Field(min_length=1)
    payers: tuple[Payer, ...] = Field(min_length=1)

    @property
    def currencies(self) -> dict[str, float]:
        """Return region money per unit of each declared currency."""
        return {self.money: 1.0} | {side.currency: side.exchange_rate for side in self.sides}

    @property
    def skills(self) -> tuple[str, ...]:
        """Return the groups' skills in the order in which they first appear."""
        return tuple(dict.fromkeys(group.skill for group in self.groups))

    def labels(self, kind: str) -> tuple[str, ...]:
        """Return identifiers of a list of region.toml ("sides", "groups" ...), "skills" or "stages"."""
        if kind == "stages":
            return STAGES
        if kind == "skills":
            return self.skills
        return tuple(item.id for item in getattr(self, kind))
