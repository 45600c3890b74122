"""One figure in one sentence, in each language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from technopole.indicators import compute, parse_request
from technopole.report.words import amount, strings

if TYPE_CHECKING:
    from technopole.indicators.rows import Row
    from technopole.lab.engine import Asked
    from technopole.region import Region

WORDS = {
    "en": {
        "is": "{name}, {place}: {value} in {year}",
        "versus": ", against {value} under A",
        "target": "; the target is {value}",
        "by": " for {year}",
        "end": ".",
    },
    "zh-Hant": {
        "is": "{place}的{name}在{year}年為{value}",
        "versus": "，A方案為{value}",
        "target": "；目標為{value}",
        "by": "（{year}年）",
        "end": "。",
    },
    "zh-Hans": {
        "is": "{place}的{name}在{year}年为{value}",
        "versus": "，A方案为{value}",
        "target": "；目标为{value}",
        "by": "（{year}年）",
        "end": "。",
    },
}


def figure_sentence(
    region: Region, asked: Asked, indicator: str, scope: str, year: int, target: Row | None, language: str
) -> str:
    """Say a figure of B in a year, A's beside it, and its target."""
    said, words = WORDS[language if language in WORDS else "en"], strings(language)
    request = parse_request(indicator)
    unit = request.indicator.unit.replace("{money}", region.money)
    show = getattr(words, "amount", amount)

    def value_of(run: object) -> str | None:
        years: list[int] = list(getattr(run, "years", ()))
        if year not in years:
            return None
        return str(show(float(compute(run, indicator, scope)[years.index(year)]), unit))  # type: ignore[arg-type]

    place = region.scope_name(scope, language)
    text = said["is"].format(
        name=request.indicator.named(language), place=place, value=value_of(asked.run_b), year=year
    )
    other = None if asked.run_a is None else value_of(asked.run_a)
    if other is not None:
        text += said["versus"].format(value=other)
    if target is not None:
        text += said["target"].format(value=show(target.target, unit))
        if target.target_year == target.target_year:
            text += said["by"].format(year=int(target.target_year))
    return text + said["end"]
