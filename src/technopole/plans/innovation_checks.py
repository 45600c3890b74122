"""What must hold of a plan's innovation measures taken together: no money twice, no share above one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from technopole.plans.builder import TimelineBuilder

_ROUNDING = 1e-9


def innovation_findings(builder: TimelineBuilder, file: str) -> Iterator[Finding]:
    """Yield what is wrong with the innovation measures taken together."""
    yield from _wrong_purse(builder)
    yield from _spent_twice(builder, file)
    yield from _turned_too_far(builder, file)
    yield from _nothing_to_change(builder, file)


def _wrong_purse(builder: TimelineBuilder) -> Iterator[Finding]:
    """Yield payments from an appropriation by somebody whose money it is not."""
    table = builder.region.tables["appropriations"]
    owner = dict(zip(table["appropriation"], table["payer"], strict=True))
    for draw, place in builder.draws:
        if draw.payer != owner[draw.appropriation]:
            what = (
                f"takes money of '{draw.payer or 'nobody'}' from appropriation '{draw.appropriation}', "
                f"which is '{owner[draw.appropriation]}' money"
            )
            yield place.finding(what, "Name the payer whose appropriation it is", "appropriation")


def _spent_twice(builder: TimelineBuilder, file: str) -> Iterator[Finding]:
    """Yield appropriations of which measures together spend more than they hold."""
    table = builder.region.tables["appropriations"]
    held = dict(zip(table["appropriation"], table["amount"], strict=True))
    drawn: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for draw, _ in builder.draws:
        drawn[draw.appropriation][draw.measure] += draw.amount
    for name, measures in sorted(drawn.items()):
        total = sum(measures.values())
        if total > held[name] * (1 + _ROUNDING):
            who = ", ".join(f"'{measure}'" for measure in sorted(measures))
            what = (
                f"Money is spent twice: {who} take {total:,.0f} {builder.region.money} from appropriation "
                f"'{name}', which holds {held[name]:,.0f}"
            )
            yield Finding(what, file, column="appropriation", remedy="Lower an amount, or name new money")


def _turned_too_far(builder: TimelineBuilder, file: str) -> Iterator[Finding]:
    """Yield the first year in which orientations add up to more than all of a zone's university research."""
    shift = builder.innovation.research_shift
    for year, zone in np.argwhere(np.abs(shift) > 1 + _ROUNDING)[:1]:
        what = (
            f"Orientations of universities in zone '{builder.region.zones[zone]}' add up to "
            f"{shift[year, zone]:.0%} of their research in {builder.years[year]}"
        )
        yield Finding(what, file, column="shift", remedy="Keep their sum between -100% and 100%")


def _nothing_to_change(builder: TimelineBuilder, file: str) -> Iterator[Finding]:
    """Warn if innovation measures are planned in a region without an ecosystem."""
    if builder.innovation.changed and not builder.innovation.funders:
        what = "The region has no innovation ecosystem: innovation measures cost money and change nothing"
        remedy = "Add funders.csv and the four tables after it (docs/reference/region-folder.md)"
        yield Finding(what, file, remedy=remedy, severity="warning")
