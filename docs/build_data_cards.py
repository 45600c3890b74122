"""Write docs/reference/data-cards.md from the shipped regions; `--check` says whether it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from technopole.base import GRADES
from technopole.region import declared_tables, list_regions, load_region

if TYPE_CHECKING:
    from technopole.region import Region

PAGE = Path(__file__).parent / "reference" / "data-cards.md"
SOURCES_SHOWN = 3

HEAD = """\
# Data cards

<!-- Written by docs/build_data_cards.py: change the regions' tables, not this page. -->

What each shipped region's tables hold, how sure their figures are, from which years and sources.
`technopole check REGION` prints the same shares; each figure carries its own grade and source.
"""


def page() -> str:
    """Return the text of the page."""
    return HEAD + "".join(_card(load_region(name)) for name in list_regions())


def _card(region: Region) -> str:
    settings = region.settings
    lines = [
        f"\n## {settings.name.en}\n",
        (
            f"- region: `{region.id}`, {len(region.zones)} zones, {len(region.sides)} sides, "
            f"{len(region.crossings)} crossings, {region.base_year} to {region.last_year}"
        ),
        *(f"- attribution: {text}" for text in settings.attribution),
        f"- assumed figures with a range and a reason: {len(region.tables['assumptions'])}",
        "",
        f"| table | rows | {' | '.join(GRADES)} | years | most frequent sources |",
        f"| --- | ---: |{' ---: |' * len(GRADES)} --- | --- |",
    ]
    for name, table in declared_tables().items():
        frame = region.tables[name]
        if not len(frame) or "grade" not in table.column_names:
            continue
        counts = frame["grade"].value_counts()
        shares = " | ".join(str(int(counts.get(grade, 0))) for grade in GRADES)
        lines.append(f"| `{name}` | {len(frame)} | {shares} | {_years(frame)} | {_sources(frame)} |")
    return "\n".join(lines) + "\n"


def _years(frame: object) -> str:
    """Return the range of a table's years; empty if it has none."""
    if "year" not in frame:  # type: ignore[operator]
        return ""
    first, last = int(frame["year"].min()), int(frame["year"].max())  # type: ignore[index]
    return str(first) if first == last else f"{first} to {last}"


def _sources(frame: object) -> str:
    """Return the sources most rows name, and how many others there are."""
    counts = frame["source"].value_counts()  # type: ignore[index]
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = "; ".join(str(source).replace("|", "/") for source, _ in ordered[:SOURCES_SHOWN])
    more = len(ordered) - SOURCES_SHOWN
    return shown + (f"; {more} others" if more > 0 else "")


def main() -> int:
    """Write the page, or check it."""
    text = page()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
