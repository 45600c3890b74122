"""How much of a region is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from technopole.base.errors import Finding
from technopole.region.checks.base import Sources, check
from technopole.region.schema import declared_tables

if TYPE_CHECKING:
    from collections.abc import Iterator


@check("assumed-share")
def assumed_share(sources: Sources) -> Iterator[Finding]:
    """Each table says how many of its rows are assumed."""
    for name, table in declared_tables().items():
        if name not in sources.tables or "grade" not in table.column_names:
            continue
        grades = sources.texts(name, "grade")
        assumed = grades.count("assumed")
        if assumed:
            what = f"{assumed} of {len(grades)} rows ({assumed / len(grades):.0%}) are assumed"
            remedy = "Replace them by counts where you can"
            yield Finding(what, table.file, column="grade", remedy=remedy, severity="warning")


@check("ranges-hold-values", "assumptions")
def ranges_hold_values(sources: Sources) -> Iterator[Finding]:
    """The value of an assumption lies in its range."""
    for record in sources.records("assumptions"):
        low, value, high = (record.number(column) for column in ("low", "value", "high"))
        if not low <= value <= high:
            what = f"'{record.text('assumption')}' is {value:g}, outside its range {low:g} to {high:g}"
            yield Finding(what, "assumptions.csv", record.row, "value", "Correct the value or the range")
