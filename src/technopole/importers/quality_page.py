"""The quality report: one page in words, one row for each figure nobody gave."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from technopole.base.grades import GRADES
from technopole.region.schema import declared_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from technopole.importers.draft import Draft
    from technopole.importers.quality import Influence
    from technopole.region import Region

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:68rem;padding:0 1rem}
body{color:#1c2230;background:#fff}
h1{font-size:1.7rem}h2{font-size:1.2rem;margin-top:2.2rem}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-bottom:1px solid #d9dde5}
td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
caption{text-align:left;padding-bottom:.5rem;color:#4a5266}
@media (prefers-color-scheme:dark){
body{background:#14171f;color:#e6e9f0}th,td{border-color:#343a4a}caption{color:#a5adc0}}
"""
BEST = 3
"""Data named in the first paragraph."""
INTRODUCTION = (
    "What the files gave, what they did not, how the gaps were filled, and how much each filling decides. "
    "The influence is measured on one question, the same for every region: what if every trip took a tenth "
    "less time? Each row says by how many percent of itself the answer changes when the figure is a tenth "
    "higher (0.02 where it is 0) and the base year is calibrated anew."
)


def quality_page(region: Region, draft: Draft, found: list[Influence], failure: str) -> str:
    """Return the page as one self-contained HTML document."""
    name = escape(region.settings.name.en)
    parts = [
        f"<h1>{name}: quality of the imported data</h1>",
        f"<p>{INTRODUCTION}</p>",
        _best(found)
        if not failure
        else f"<p><strong>The base year cannot be calibrated yet.</strong> {escape(failure)}</p>",
        _grades(region),
        _filled(draft),
        _influences(found),
        _estimates(draft),
        _list("What else to know", draft.remarks),
    ]
    body = "\n".join(part for part in parts if part)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{name}: quality of the imported data</title>'
        f"<style>{STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _best(found: list[Influence]) -> str:
    """Name the data that would help most."""
    named = [one for one in found if one.most > 0][:BEST]
    if not named:
        return "<p>No figure that was filled in moves the answer.</p>"
    items = "".join(f"<li>{escape(one.better)} <small>({escape(_said(one))})</small></li>" for one in named)
    return f"<h2>What would help most</h2><ol>{items}</ol>"


def _said(one: Influence) -> str:
    if one.most == float("inf"):
        return f"{one.what}: with a tenth more there is no equilibrium"
    return f"{one.what}: a tenth more changes the answer by up to {one.most:.1f}%"


def _table(
    title: str, caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]], numeric: int
) -> str:
    """Return a table; its last `numeric` columns are figures."""
    heads, rows = list(heads), [list(row) for row in rows]
    if not rows:
        return ""
    first = len(heads) - numeric

    def cells(row: list[str], tag: str) -> str:
        return "".join(
            f"<{tag}{' class=n' if place >= first else ''}>{escape(cell)}</{tag}>"
            for place, cell in enumerate(row)
        )

    body = "".join(f"<tr>{cells(row, 'td')}</tr>\n" for row in rows)
    head = f"<thead><tr>{cells(heads, 'th')}</tr></thead>"
    return f"<h2>{title}</h2><table><caption>{caption}</caption>{head}<tbody>{body}</tbody></table>"


def _grades(region: Region) -> str:
    rows: list[list[str]] = []
    for name, table in declared_tables().items():
        frame = region.tables[name]
        if "grade" in table.column_names and len(frame):
            counts = frame["grade"].value_counts()
            rows.append([table.file, *(str(int(counts.get(grade, 0))) for grade in GRADES)])
    return _table(
        "Rows by grade", "How sure the figures of each table are.", ["table", *GRADES], rows, len(GRADES)
    )


def _filled(draft: Draft) -> str:
    rows = [[f"{gap.table}", gap.what, gap.method, gap.better, f"{gap.rows:,}"] for gap in draft.filled]
    caption = "Everything no file gave. All of it is graded assumed or derived in the tables."
    return _table(
        "What was filled in", caption, ["table", "what", "how", "what would replace it", "rows"], rows, 1
    )


def _influences(found: list[Influence]) -> str:
    def shown(value: float | None) -> str:
        return "not tried" if value is None else f"{value:+.2f}%"

    rows = [[one.what, one.method, *(shown(value) for value in one.change)] for one in found]
    caption = (
        "Change of the answer, in percent of it, when the figure is a tenth higher. Not tried: counts that "
        "must balance, or no equilibrium was found. Parameters of building and money do not enter."
    )
    heads = ["figure", "now", "workers' welfare", "people who live elsewhere", "jobs that are elsewhere"]
    return _table("What each figure decides", caption, heads, rows, 3)


def _estimates(draft: Draft) -> str:
    rows = [[one.name, one.note, f"{one.value:.4f}", f"{one.standard_error:.4f}"] for one in draft.estimates]
    caption = (
        "nu: fall of commuting a minute. border: fall of the logarithm of flows at the border beyond minutes."
    )
    return _table("What was estimated", caption, ["parameter", "how", "value", "standard error"], rows, 2)


def _list(title: str, lines: list[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h2>{title}</h2><ul>{items}</ul>" if lines else ""
