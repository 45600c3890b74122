"""A goal's verdict in words and a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.report.markup import Html, tag
from technopole.report.sentences import miss_words
from technopole.report.words import amount, unit_words

if TYPE_CHECKING:
    from technopole.report.words import Language

STATUS = {"yes": "meets", "no": "misses", "too late": "close", "": "none"}


def verdict_html(row: dict[str, Any], words: Language) -> Html:
    """Return glyph and words: "0.57 in 2041, misses by 0.09"; never colour alone."""
    status, line, unit = STATUS[row["meets"]], row["line"], row["unit"]
    said = {
        "meets": _meets_words(row, words),
        "misses": words["misses_by"].format(miss=miss_words(row, words)),
        "close": words["too_late"].format(miss=_bare(miss_words(row, words), unit), reached=line["reached"]),
    }[status]
    value = _bare(amount(row["value_at_target_year"], unit), unit)
    full = words["verdict_in"].format(value=value, year=line["year"], verdict=said)
    return tag("span", glyph(status), f" {full}", class_=f"verdict {status}", title=row["note"] or None)


def _bare(said: str, unit: str) -> str:
    """Return an amount without the unit behind it; percent and money keep theirs."""
    return said.removesuffix(f" {unit_words(unit)[0]}")


def _meets_words(row: dict[str, Any], words: Language) -> str:
    over = abs(float(row["value_at_target_year"]) - float(row["target"]))
    if over < 5e-3 * abs(float(row["target"])):
        return words["meets"]
    return words["meets_by"].format(miss=miss_words({**row, "miss": over}, words))


def glyph(status: str) -> Html:
    """Return the shape of a status: filled circle with tick, hollow triangle, half disc."""
    return tag(
        "svg",
        tag("use", href=f"#glyph-{status}"),
        class_=f"glyph {status}",
        viewBox="0 0 16 16",
        aria_hidden="true",
    )
