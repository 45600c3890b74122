"""What fund.toml declares: sides, funders, years and rules, each rule with its source and grade."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
Grade = Literal["official", "plan", "derived", "assumed"]


class Declared(BaseModel):
    """A part of fund.toml: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(Declared):
    """A rule or figure with where it comes from."""

    source: str = ""
    grade: Grade = "assumed"
    note: str = ""


class Side(Declared):
    """A party of the fund. `territory` says which sides share one customs and capital territory."""

    id: str
    name: str = ""
    territory: str = ""
    weight: Annotated[float, Field(ge=0)] = 1.0
    bar: Annotated[float, Field(ge=0, le=100)] = 0.0
    manages: bool = True


class Funder(Sourced):
    """Who pays: the side it belongs to, or the sides that fill a common pot (`filled_by`: shares)."""

    id: str
    name: str = ""
    side: str = ""
    filled_by: dict[str, Share] = {}
    carry_over: Share = 0.0
    administration: Annotated[float, Field(ge=0, lt=1)] = 0.0


class Approval(Sourced):
    """Who has to find a proposal good enough: its score over the bar."""

    mode: Literal["dual", "contributors", "lead", "weighted"]
    bar: Annotated[float, Field(ge=0, le=100)] | None = None


class Team(Sourced):
    """Who may apply: teams of `least_sides` sides with `least_share` of the cost each, or single teams."""

    mode: Literal["cross-border", "single-up-to", "single-only"]
    least_sides: Annotated[int, Field(ge=1)] = 2
    least_share: Share = 0.0
    single_share: Share = 0.0


class Payer(Declared):
    """A payer of national projects and the bounds of its share in each."""

    funder: str
    low: Share = 0.0
    high: Share = 1.0


class National(Sourced):
    """National projects: chief scientist of one side, paid jointly, shares within bounds."""

    chief: str
    payers: tuple[Payer, ...]
    only: bool = False


class ReturnBand(Sourced):
    """How far what a side pays and what it receives may differ, as a share of all budgets."""

    theta: Share
    per: Literal["year", "period"] = "year"


class PaymentPlace(Sourced):
    """Sides at which a funder may pay; a funder that is not named may pay everywhere."""

    at: dict[str, tuple[str, ...]]


class Cap(Sourced):
    """Most that one institution, or one field, may receive: a share of all budgets."""

    share: Share


class Minimum(Sourced):
    """Least that goes to a kind of proposals: a share of all budgets; soft if a penalty is given."""

    of: str
    share: Share
    penalty: Annotated[float, Field(ge=0)] | None = None


class Industrialisation(Sourced):
    """Sides where results have to be industrialised."""

    at: tuple[str, ...]


class Terms(Sourced):
    """What a call asks of every proposal: ceiling of the grant, own or industry's share, months."""

    ceiling: Annotated[float, Field(gt=0)] | None = None
    own_share: Share | None = None
    months: Annotated[int, Field(gt=0)] | None = None


class Limits(Sourced):
    """Free researchers and laboratory floor (limits.csv) may not be exceeded."""


class Participation(Sourced):
    """Each side gains at least what its own pot, spent at home on its own teams, would give it."""


class Rules(Declared):
    """All rules of a fund; what is left out does not hold."""

    approval: Approval | None = None
    team: Team | None = None
    national: National | None = None
    return_band: ReturnBand | None = None
    payment_place: PaymentPlace | None = None
    institution_cap: Cap | None = None
    field_cap: Cap | None = None
    minimum: tuple[Minimum, ...] = ()
    industrialisation: Industrialisation | None = None
    terms: Terms | None = None
    limits: Limits | None = None
    participation: Participation | None = None


class Friction(Sourced):
    """Share of a transfer lost on its way across the border (tauK)."""

    value: Annotated[float, Field(ge=0, lt=1)] = 0.0


class Study(Declared):
    """Everything fund.toml says."""

    id: str
    name: str = ""
    description: str = ""
    currency: str = "HKD m"
    value: Literal["merit", "merit x cost"] = "merit"
    years: tuple[int, ...]
    sides: tuple[Side, ...]
    funders: tuple[Funder, ...]
    friction: Friction = Friction()
    rules: Rules = Rules()
