"""One figure of a run: an indicator in a scope; how people write it, and every way of getting it wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.indicators import (
    INDICATORS,
    compute,
    context_of,
    parse_request,
    region_context,
    scorecard_rows,
)
from technopole.indicators.context import focus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from technopole.indicators.compute import HasPath
    from technopole.region import Region

SEPARATOR = "@"
EVERYWHERE = "region"


@dataclass(frozen=True, order=True)
class Figure:
    """An indicator in a scope, written 'jobs@north'; without a scope it is the whole region's."""

    indicator: str
    scope: str = EVERYWHERE

    @property
    def text(self) -> str:
        """The figure as people write it."""
        return f"{self.indicator}{SEPARATOR}{self.scope}"

    @property
    def better(self) -> str | None:
        """Direction in which the indicator is better: "higher", "lower" or None."""
        return INDICATORS.get(self.indicator.partition(".")[0]).better

    def unit(self, region: Region) -> str:
        """Unit, with the region's money."""
        unit = INDICATORS.get(self.indicator.partition(".")[0]).unit
        return unit.replace("{money}", region.money)

    def title(self, language: str = "en") -> str:
        """Name for a reader, with its label: 'Trips through a crossing (LW)'."""
        name, _, label = self.indicator.partition(".")
        shown = INDICATORS.get(name).named(language)
        return f"{shown} ({label})" if label else shown

    def words(self, region: Region, language: str = "en") -> str:
        """Name and place: 'Jobs at fixed workplaces, Northern Metropolis'."""
        return f"{self.title(language)}, {region.scope_name(self.scope, language)}"


def figure_of(text: str) -> Figure:
    """Return the figure written as 'indicator@scope' or 'indicator'."""
    indicator, _, scope = text.strip().partition(SEPARATOR)
    return Figure(indicator.strip(), scope.strip() or EVERYWHERE)


def figure_faults(region: Region, figure: Figure) -> list[Finding]:
    """Return what is wrong with a figure: unknown indicator, label or scope, each with the nearest."""
    try:
        focus(region_context(region), region, parse_request(figure.indicator), figure.scope)
    except InputError as error:
        return list(error.findings)
    return []


def year_faults(region: Region, year: int) -> list[Finding]:
    """Return a finding if a year lies outside the run."""
    if region.base_year <= year <= region.last_year:
        return []
    what = f"Year {year} is outside the run, which goes from {region.base_year} to {region.last_year}"
    return [Finding(what, remedy="Name a year of the run")]


def checked(region: Region, texts: Iterable[str]) -> tuple[Figure, ...]:
    """Return the figures written, each once.

    Raises:
        InputError: with every unknown indicator, label and scope.

    """
    figures = tuple(dict.fromkeys(figure_of(text) for text in texts))
    faults = [fault for figure in figures for fault in figure_faults(region, figure)]
    if faults:
        raise InputError(faults)
    return figures


def scorecard_figures(region: Region) -> tuple[Figure, ...]:
    """Return the figures of the region's scorecard, each once, scored targets first."""
    return tuple(dict.fromkeys(Figure(row.indicator, row.scope) for row in scorecard_rows(region)))


def values_of(run: HasPath, figures: Sequence[Figure]) -> NDArray[np.float64]:
    """Return every figure of a run by year, (figures, T)."""
    context = context_of(run)
    return np.stack([compute(run, figure.indicator, figure.scope, context=context) for figure in figures])


def position(labels: Sequence[str], label: str, what: str) -> int:
    """Return where a label stands.

    Raises:
        InputError: if it is not among them; the message names the nearest.

    """
    if label in labels:
        return labels.index(label)
    remedy = f"Use one of {', '.join(labels)}"
    raise InputError(Finding(f"There is no {what} '{label}'{suggestion(label, labels)}", remedy=remedy))
