"""Why to believe it, as markup: fit, leave-one-out, certificate, grades, assumptions, warnings."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any

from technopole.base.grades import GRADES
from technopole.report.facts import residual
from technopole.report.markup import Html, table, tag, text, together
from technopole.report.words import GRADE_LETTERS, in_unit, number, unit_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FEW = 6
"""Warnings that are shown without asking."""

WIDEST = log(4.0)
"""Half width of the model/data axis: from a quarter to four times."""

REPRODUCED = 0.01
"""Largest |ln(model / data)| of a fitted figure that counts as reproduced."""

CERTIFICATE_NAMES = {
    "max_residual": "Largest residual of any year (log)",
    "base_residual": "Residual of the base year",
    "max_error": "Largest estimated distance to the solution",
    "smallest_singular_value": "Smallest singular value of the base year's Jacobian",
    "largest_real_part": "Largest real part of its eigenvalues (negative: stable)",
    "well_conditioned": "Well conditioned",
    "stable": "Base year stable under adjustment",
}


def fit_html(data: dict[str, Any], words: Mapping[str, str]) -> Html:
    """Return model against data, and the leave-one-out test if it was made."""
    rows = data["fit"]
    heads: list[object] = [
        words["what"],
        words["place"],
        words["model"],
        words["data"],
        words["ratio"],
        "",
        words["grade"],
    ]
    body = [
        [
            together(
                tag("span", f"{row['what'][:1].upper()}{row['what'][1:]}"),
                tag("span", f" {unit_words(row['unit'])[0]}", class_="note unit"),
            ),
            row["place"],
            number(row["model"]),
            number(row["data"]),
            _ratio(row["ratio"]),
            tag("span", words[_kind(row)], class_="fitted" if row["fitted"] else "tested"),
            _letter(row["grade"], words),
        ]
        for row in sorted(rows, key=lambda row: row["fitted"])
    ]
    main = (
        table(heads, body, caption=words["fit"], numeric=(2, 3))
        if rows
        else tag("p", words["fit_empty"], class_="note")
    )
    return together(tag("p", words["fit_note"], class_="note"), main, _left_out(data, words))


def _kind(row: dict[str, Any]) -> str:
    """Return the word for a row: fitted, fitted without being reproduced, or a test."""
    if not row["fitted"]:
        return "tested"
    return "fitted" if row["ratio"] is None or abs(log(row["ratio"])) < REPRODUCED else "fitted_near"


def _left_out(data: dict[str, Any], words: Mapping[str, str]) -> Html | None:
    rows = data["left_out"]
    if not rows:
        return None
    heads: list[object] = [
        words["place"],
        words["what"],
        words["donor"],
        words["model"],
        words["data"],
        words["ratio"],
    ]
    body: Sequence[Sequence[object]] = [
        [
            row["place"],
            row["what"],
            row["donor"],
            number(row["model"]),
            number(row["data"]),
            _ratio(row["ratio"]),
        ]
        for row in rows
    ]
    said = " ".join(
        words["left_out_rms"].format(rms=rms, what=what) for what, rms in data["left_out_rms"].items()
    )
    return together(
        tag("h3", words["left_out"]),
        tag("p", words["left_out_note"], " ", said, class_="note"),
        table(heads, body, caption=words["left_out"], numeric=(3, 4)),
    )


def _ratio(ratio: float | None) -> Html:
    """Return model / data as a number and a dot on a log axis around 1."""
    if ratio is None:
        return text("–")
    at = 50 + 50 * max(-1.0, min(1.0, log(ratio) / WIDEST))
    axis = tag("span", tag("i", style=f"left:{at:.1f}%"), class_="ratio-axis", aria_hidden="true")
    return tag("span", axis, tag("span", f"{ratio:.2f}", class_="ratio-number"), class_="ratio")


def _letter(grade: str, words: Mapping[str, str]) -> Html:
    known = GRADE_LETTERS.get(grade)
    return tag("abbr", known, class_="grade", title=words[f"grade_{grade}"]) if known else text(grade)


def certificate_html(data: dict[str, Any], words: Mapping[str, str]) -> Html:
    """Return residuals, conditioning and books as a table."""
    status = data["status"]
    rows: list[Sequence[object]] = [
        [CERTIFICATE_NAMES.get(name, name.replace("_", " ")), _figure(value)]
        for name, value in {"max_residual": status["residual"], **status["certificate"]}.items()
        if not isinstance(value, (dict, list))
    ]
    rows += [
        [f"Books of {name}, largest relative error", residual(error)]
        for name, error in status["books"].items()
    ]
    steps = status["iterations"]
    if steps:
        rows.append(["Solver steps a year", f"{min(steps)} to {max(steps)}, {sum(steps)} in all"])
    rows.append(["Seconds for the run", number(data["about"]["seconds"])])
    versions = ", ".join(f"{name} {value}" for name, value in data["about"]["versions"].items())
    rows += [[f"{words['inputs']}: {name}", value] for name, value in _inputs(data, versions) if value]
    return table([words["what"], words["used"]], rows, caption=words["certificate"])


def _inputs(data: dict[str, Any], versions: str) -> list[tuple[str, str]]:
    about = data["about"]
    return [
        (f"region {about['region_id']}", about["fingerprint"][:16]),
        (f"plan {about['b']['id']}", about["b"]["fingerprint"][:16]),
        (
            f"plan {about['a']['id']}" if about["a"] else "",
            about["a"]["fingerprint"][:16] if about["a"] else "",
        ),
        ("versions", versions),
    ]


def _figure(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return residual(float(value)) if value and abs(value) < 1e-3 else number(float(value))  # noqa: PLR2004
    return "–" if value is None else str(value)


def assumptions_html(data: dict[str, Any], words: Mapping[str, str]) -> Html:
    """Return warnings, grades of the tables and assumed figures with their ranges."""
    return together(
        _warnings(data["warnings"], words),
        _paragraphs(data["fits_badly"], words),
        tag("h3", words["tables_title"]),
        tag("p", words["grade_key"], class_="note"),
        tag("div", *(_shares(one, words) for one in data["grades"]), class_="shares"),
        tag("h3", words["assumed_title"]),
        _assumed(data["assumptions"], words),
    )


def _warnings(warnings: list[str], words: Mapping[str, str]) -> Html | None:
    if not warnings:
        return None
    head = tag("summary", tag("b", words["warnings"]), tag("span", f" {len(warnings)}", class_="note"))
    return tag("details", head, tag("ul", *(tag("li", one) for one in warnings)), open=len(warnings) <= FEW)


def _paragraphs(paragraphs: list[str], words: Mapping[str, str]) -> Html | None:
    if not paragraphs:
        return None
    return together(tag("h3", words["badly"]), *(tag("p", one.lstrip("- ")) for one in paragraphs))


def _shares(one: dict[str, Any], words: Mapping[str, str]) -> Html:
    """Return one table's grades as a bar with letters."""
    counts, rows = one["counts"], one["rows"]
    said = ", ".join(
        f"{number(100 * counts[grade] / rows)} % {words[f'grade_{grade}']}"
        for grade in GRADES
        if counts[grade]
    )
    bar = [
        tag(
            "i",
            GRADE_LETTERS[grade] if counts[grade] / rows > 0.12 else "",  # noqa: PLR2004 - room for a letter
            class_=f"share {grade}",
            style=f"width:{100 * counts[grade] / rows:.2f}%",
        )
        for grade in GRADES
        if counts[grade]
    ]
    return tag(
        "div",
        tag("span", one["table"].replace("_", " "), class_="share-name"),
        tag("span", *bar, class_="share-bar", role="img", aria_label=said, title=said),
        tag("span", f"{number(100 * counts['assumed'] / rows)} % {words['grade_assumed']}", class_="note"),
        class_="share-row",
    )


def _assumed(rows: list[dict[str, Any]], words: Mapping[str, str]) -> Html:
    if not rows:
        return tag("p", words["assumed_none"], class_="note")
    heads: list[object] = [
        words["what"],
        words["used"],
        words["range"],
        words["unit"],
        words["used_in"],
        words["why"],
    ]
    body: Sequence[Sequence[object]] = [
        [
            row["what"],
            in_unit(row["value"], row["unit"]),
            f"{in_unit(row['low'], row['unit'])} to {in_unit(row['high'], row['unit'])}",
            str(row["unit"]).replace("km2", "km²").replace("m2", "m²"),
            row["used_in"],
            row["why"],
        ]
        for row in rows
    ]
    return table(heads, body, caption=words["assumed_title"], numeric=(1, 2))
