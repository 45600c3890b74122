"""Write docs/reference/indicators.md from the registry of indicators.

Run `python docs/build_indicators.py` after a change to an indicator; `--check` only says whether the page
is up to date (exit code 1 if not).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from technopole.indicators import FAMILIES, INDICATORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from technopole.indicators import Indicator

PAGE = Path(__file__).parent / "reference" / "indicators.md"

HEAD = """\
# Indicators

<!-- Written by docs/build_indicators.py: change the functions in technopole/indicators, not this page. -->

An indicator is one figure a year for one scope: a side, a part, a zone, a set of `scopes.csv` or `region`.
Some exist once per sector, group, market, crossing or payer: write the label after a dot
(`jobs_in_sector.local`). `technopole.indicators.compute(run, indicator, scope)` returns the figures by year;
`measure_of(region, indicator, scope)` the function of the path, which has a gradient.

Symbols: t year, n home zone, i work zone, g group, k sector, m floor market, x crossing, p payer; c_ni
door-to-door minutes at current clearance; d_ni crow-fly kilometres; nu the fall of commuting a minute.
*Better* is the direction in which a target counts as met; where it is blank a target is read as a least.
The grade of a figure is the weakest grade of the tables and parameters named under *rests on*.

A target is judged in its year, interpolated between the run's years; in the run's last year if it lies
later. *Too late* means missed in its year and reached by the last. Targets of other units than the
indicator's are shown and not judged.
"""


def page() -> str:
    """Return the text of the page."""
    sections = [HEAD]
    for family in FAMILIES:
        items = [item for item in map(INDICATORS.get, INDICATORS.names()) if item.family == family]
        sections.append("\n".join([f"## {family.capitalize()}", "", *(_entry(item) for item in items)]))
    return "\n".join(sections)


def _entry(item: Indicator) -> str:
    """Return one indicator as a heading and a list."""
    return "\n".join([f"### {_written(item)}", "", *_lines(item), ""])


def _lines(item: Indicator) -> Iterator[str]:
    yield f"{item.named()} ({item.named('zh-Hant')} / {item.named('zh-Hans')})."
    yield ""
    yield f"- formula: `{item.formula}`"
    yield f"- unit: {item.unit.replace('{money}', 'money')}{_better(item)}"
    yield f"- source: {item.source}"
    yield f"- rests on: {', '.join((*item.grade_tables, *(f'`{name}`' for name in item.parameters)))}"
    if item.scopes == "region":
        yield "- scope: `region` only"


def _written(item: Indicator) -> str:
    return f"`{item.id}`" if item.of is None else f"`{item.id}.`*{item.of}*"


def _better(item: Indicator) -> str:
    return "" if item.better is None else f"; better: {item.better}"


def main() -> int:
    """Write the page, or with --check compare it."""
    text = page()
    if "--check" in sys.argv:
        current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        sys.stderr.write("" if current else f"{PAGE} is out of date: run python docs/build_indicators.py\n")
        return 0 if current else 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
