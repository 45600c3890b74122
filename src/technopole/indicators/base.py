"""What an indicator is, and the shelf they stand on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.base.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context

    Measure = Callable[[Path, Context], Any]

Better = Literal["higher", "lower"] | None
LabelAxis = Literal["sector", "group", "market", "crossing", "payer", "performer", "source", "waiting_stage"]

FAMILIES = (
    "people",
    "jobs",
    "housing",
    "balance",
    "travel",
    "integration",
    "diversity",
    "innovation",
    "environment",
    "welfare",
    "money",
)


@dataclass(frozen=True)
class Indicator:
    """One figure by year for one scope, with everything a reader needs to judge it.

    `measure(path, context)` returns an array (T,) and is differentiable in the path. `of` names the axis
    of an indicator that exists once per label ("jobs_in_sector.innovation" has of="sector").
    `scopes` is "zones" if it is defined for any set of zones, "region" if only for the whole region.
    In `unit`, {money} stands for the region's money.
    """

    id: str
    family: str
    unit: str
    better: Better
    name: dict[str, str]
    formula: str
    source: str
    grade_tables: tuple[str, ...]
    parameters: tuple[str, ...]
    of: LabelAxis | None
    scopes: Literal["zones", "region"]
    measure: Measure

    def named(self, language: str = "en") -> str:
        """Return the name in a language, English if there is none."""
        return self.name.get(language, self.name["en"])


INDICATORS: Registry[Indicator] = Registry("indicator")


def indicator(
    identifier: str,
    *,
    family: str,
    unit: str,
    name: tuple[str, str, str],
    formula: str,
    source: str,
    grade_tables: tuple[str, ...],
    better: Better = None,
    parameters: tuple[str, ...] = (),
    of: LabelAxis | None = None,
    scopes: Literal["zones", "region"] = "zones",
) -> Callable[[Measure], Measure]:
    """Register the decorated function as an indicator; `name` is (English, 繁體, 简体)."""
    if family not in FAMILIES:
        message = f"indicator '{identifier}': there is no family '{family}'{suggestion(family, FAMILIES)}"
        raise ValueError(message)

    def keep(measure: Measure) -> Measure:
        INDICATORS.register(identifier)(
            Indicator(
                id=identifier,
                family=family,
                unit=unit,
                better=better,
                name=dict(zip(("en", "zh-Hant", "zh-Hans"), name, strict=True)),
                formula=formula,
                source=source,
                grade_tables=grade_tables,
                parameters=parameters,
                of=of,
                scopes=scopes,
                measure=measure,
            )
        )
        return measure

    return keep


@dataclass(frozen=True)
class Request:
    """An indicator as a user writes it: 'population', or 'jobs_in_sector.business' with its label."""

    indicator: Indicator
    label: str | None = None

    @property
    def id(self) -> str:
        """The identifier as written."""
        return self.indicator.id if self.label is None else f"{self.indicator.id}.{self.label}"


def parse_request(text: str) -> Request:
    """Split 'indicator' or 'indicator.label'.

    Raises:
        InputError: unknown indicator, a label where none belongs, or none where one is needed.

    """
    name, _, label = text.partition(".")
    found = INDICATORS.get(name)
    if found.of is None and label:
        raise InputError(
            Finding(f"Indicator '{name}' takes no label, got '{text}'", remedy=f"Write '{name}'")
        )
    if found.of is not None and not label:
        raise InputError(
            Finding(f"Indicator '{name}' needs a {found.of}", remedy=f"Write '{name}.' and a {found.of}")
        )
    return replace(Request(found), label=label or None)
