"""The table of correlations names pairs of parameters, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from technopole.base.errors import Finding
from technopole.base.names import suggestion
from technopole.region.checks.base import Sources, check
from technopole.region.parameters import declared_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "correlations.csv"


@check("correlations-known", "correlations")
def correlations_known(sources: Sources) -> Iterator[Finding]:
    """Both ends of a correlation are declared parameters."""
    declared = declared_parameters()
    for record in sources.records("correlations"):
        for column in ("parameter", "other"):
            name = record.text(column).partition(".")[0]
            if name not in declared:
                what = f"there is no parameter '{name}'{suggestion(name, declared)}"
                yield Finding(
                    what, FILE, record.row, column, "Use name or name.label of a declared parameter"
                )


@check("correlations-once", "correlations")
def correlations_once(sources: Sources) -> Iterator[Finding]:
    """A pair is listed once, in either order, and no parameter with itself."""
    seen: set[frozenset[str]] = set()
    for record in sources.records("correlations"):
        pair = frozenset((record.text("parameter"), record.text("other")))
        if len(pair) == 1:
            yield Finding("a parameter with itself", FILE, record.row, "other", "Name another parameter")
        elif pair in seen:
            what = f"the pair {' and '.join(sorted(pair))} is listed twice"
            yield Finding(what, FILE, record.row, "other", "Keep one row")
        seen.add(pair)
