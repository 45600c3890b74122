"""The page of claims: statement, verdict, margin, what turns it; one file that fetches nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from technopole.decide.landing import replace_file
from technopole.report.markup import Html, table, tag, together
from technopole.report.static_page import read
from technopole.report.words import amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from technopole.decide.claims import Verdict
    from technopole.region import Region

CLASSES = {"supported": "meets", "not supported": "misses", "depends": "close"}
SHAPES = {"supported": "●", "not supported": "▽", "depends": "◐"}
OWN_STYLE = "main{max-width:1100px;margin:auto;padding:24px} td,th{vertical-align:top;padding:6px 12px 6px 0}"


def write_claims(
    verdicts: Sequence[Verdict], region: Region, folder: str | Path, *, draws: int, seed: int
) -> Path:
    """Write claims.json and claims.html into a folder and return the page."""
    place = Path(folder).expanduser().absolute()
    told = {"region": region.id, "draws": draws, "seed": seed, "claims": [one.plain() for one in verdicts]}
    replace_file(place / "claims.json", (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode())
    page = place / "claims.html"
    replace_file(page, claims_page(verdicts, region, draws=draws, seed=seed).encode())
    return page


def claims_page(
    verdicts: Sequence[Verdict], region: Region, *, draws: int, seed: int, language: str = "en"
) -> str:
    """Return the page."""
    name = region.settings.name.text(language)
    tally = ", ".join(
        f"{number} {words}"
        for words in CLASSES
        if (number := sum(one.judged.verdict == words for one in verdicts))
    )
    how = (
        f"{draws} draws of every assumption with a range, seed {seed}. Supported: holds in 80% of them or "
        "more; not supported: in 20% or less; else it depends. The margin is the median over the draws."
    )
    body = tag(
        "main",
        tag("h1", f"{name}: {len(verdicts)} claims, {tally}"),
        tag("p", how, class_="note"),
        claims_table(verdicts, region, language),
    )
    head = together(
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", f"Claims: {name}"),
        tag("style", Html(read("style.css") + OWN_STYLE)),
    )
    return "<!doctype html>\n" + tag("html", tag("head", head), tag("body", body), lang=language)


def claims_table(verdicts: Sequence[Verdict], region: Region, language: str = "en") -> Html:
    """Return the table of verdicts, to stand in any page with the report's style."""
    return table(
        ["Claim", "Verdict", "Margin", "Held against", "Turns if"],
        [_row(one, region, language) for one in verdicts],
        caption="Claims and verdicts",
    )


def _row(one: Verdict, region: Region, language: str) -> list[Any]:
    claim, judged = one.asked.claim, one.judged
    what = f"{claim.kind}: {one.asked.figure.words(region, language)}, {one.asked.year}"
    words = f"{SHAPES[judged.verdict]} {judged.verdict}, {judged.probability:.0%} of draws"
    note = tag("p", claim.note.text(language), class_="note") if claim.note else None
    return [
        together(tag("b", claim.statement.text(language)), tag("p", what, class_="note"), note),
        tag("span", words, class_=f"verdict {CLASSES[judged.verdict]}"),
        amount(judged.margin, one.asked.figure.unit(region)),
        one.counterfactual,
        "; ".join(split.words for split in one.flips_if),
    ]
