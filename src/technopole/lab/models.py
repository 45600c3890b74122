"""Shapes of questions and of small answers, as OpenAPI shows them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["en", "zh-Hant", "zh-Hans"]
JobKind = Literal["bands", "claims", "value", "programme", "ecosystem", "fund-prices"]
JobState = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]
Download = Literal["csv", "geopackage", "html", "json", "yaml"]


class Shape(BaseModel):
    """Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Health(Shape):
    """Whether the server can answer."""

    version: str = Field(description="version of technopole")
    model: str = Field(description="version and fingerprint of the region's data")
    region: str = Field(description="region this is about")
    ready: bool = Field(description="whether scenarios can be asked for")
    progress: float = Field(ge=0, le=1, description="share of the preparation that is done")
    message: str = Field(description="what is being done")
    login: bool = Field(description="whether a token is needed")
    read_only: bool = Field(description="whether jobs and links are refused")


class RegionSummary(Shape):
    """One region there is."""

    id: str
    name: str
    description: str


class Login(Shape):
    """The token the server was started with."""

    token: str = Field(min_length=1, max_length=512)


class JobAsked(Shape):
    """A long question."""

    kind: JobKind = Field(description="what is asked")
    region: str = Field(max_length=120, description="identifier of a region")
    a: str | None = Field(default=None, max_length=1800, description="scenario A; none for no comparison")
    b: str | None = Field(
        default=None, max_length=1800, description="scenario B; the region's own plan if not given"
    )
    options: dict[str, Any] = Field(default_factory=dict, description="draws, seed, layer, goals ... by kind")


class Job(Shape):
    """Where a job stands."""

    id: str
    key: str = Field(description="the question's digest: the same question is the same job")
    kind: JobKind
    region: str
    a: str | None
    b: str | None
    options: dict[str, Any]
    state: JobState
    progress: float = Field(ge=0, le=1)
    message: str
    created: str
    finished: str | None = None
    result: Any = Field(default=None, description="what the command of the same name prints with --json")
    error: dict[str, Any] | None = Field(default=None, description="why it failed: what, which, remedy")


class LinkAsked(Shape):
    """An address too long to hand on."""

    hash: str = Field(
        min_length=1, max_length=16_000, description="everything behind the # of the page's address"
    )
    share: bool = Field(default=False, description="let whoever holds the link read without the token")


class Link(Shape):
    """A kept address."""

    id: str
    hash: str
    model: str = Field(description="version of the model it was made with")
    created: str
    share: str | None = Field(
        default=None, description="path that lets its holder read, if one was asked for"
    )


class Refusal(Shape):
    """Why a question is not answered."""

    what: str
    which: str
    remedy: str
    findings: list[str]


class Refused(Shape):
    """The one form of every refusal."""

    error: Refusal
