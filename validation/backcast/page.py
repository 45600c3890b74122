"""The tables of docs/backcast.md, written from what was computed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .compare import NAMES, errors, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from .compare import Backcast

PAGE = Path(__file__).parents[2] / "docs" / "backcast.md"
BLOCK = re.compile(r"(<!-- begin (\w+) -->\n).*?(<!-- end \2 -->)", re.DOTALL)


def written(found: Backcast, text: str) -> str:
    """Return the page with its tables filled in."""
    tables = {
        "summary": _summary(found.people),
        "places": _places(found.people),
        "workers": _summary(found.workers),
        "variants": _variants(found.variants),
    }
    return BLOCK.sub(lambda block: block[1] + tables[block[2]] + block[3], text)


def _summary(table: pd.DataFrame) -> str:
    lines = ["| | a place is off by, on average | the worst place | people put in the wrong place |"]
    lines.append("| --- | ---: | --- | ---: |")
    lines += [
        f"| {NAMES[way]} | {row.mean:.1%} | {row.where}, {row.largest:.0%} | {_thousands(row.misplaced)} |"
        for way, row in _rows(table)
    ]
    return "\n".join(lines) + "\n"


def _places(table: pd.DataFrame) -> str:
    """One row for each place, worst for the model first."""
    off = errors(table)
    order = off["model"].abs().sort_values(ascending=False).index
    lines = ["| place | counted, 2021 | the model says | off by | homes rule | trend | as in 2011 |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for place in order:
        signed = " | ".join(_signed(off.loc[place, way]) for way in ("model", "homes", "trend", "unchanged"))
        counts = f"{table.loc[place, 'census']:,.0f} | {_thousands(table.loc[place, 'model'])}"
        lines.append(f"| {place} | {counts} | {signed} |")
    return "\n".join(lines) + "\n"


def _variants(table: pd.DataFrame) -> str:
    lines = [
        "| the model's decade | a place is off by, on average | the worst place |",
        "| --- | ---: | --- |",
    ]
    lines += [f"| {name} | {row.mean:.1%} | {row.where}, {row.largest:.0%} |" for name, row in _rows(table)]
    return "\n".join(lines) + "\n"


def _rows(table: pd.DataFrame) -> Iterator[tuple[str, Any]]:
    return ((row.Index, row) for row in summary(table).itertuples())


def _signed(share: float) -> str:
    return f"{share:+.1%}".replace("-0.0%", "+0.0%")


def _thousands(persons: float) -> str:
    return f"{persons / 1000:,.0f},000"
