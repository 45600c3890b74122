"""Whether to believe the run: certificate, warnings, grades of the inputs, fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.grades import GRADES
from technopole.region.region import NAME_COLUMNS
from technopole.report.words import number

if TYPE_CHECKING:
    from technopole.region import Region
    from technopole.report.words import Language

BOOKS = 1e-8
"""Largest relative error at which a book counts as closed; a run aims at 1e-10."""

DIRECTION = re.compile(r"live (\S+), work (\S+)")
"""How the fit table says who crosses: "live HK, work SZ"."""

_SAID_IN = {
    language: name.removeprefix("name") for language, name in NAME_COLUMNS.items() if language != "en"
}
"""How a table's column of words ends in another language."""

EXTRAPOLATED = ("extrapolat", "outside the tested range")


def residual(value: float | None) -> str:
    """Write a residual: 3e-12."""
    return "–" if value is None or not np.isfinite(value) else f"{value:.0e}".replace("e-0", "e-")


def status_data(run: Any) -> dict[str, Any]:
    """Return certificate, convergence and books of a run, with what is missing as None."""
    certificate = dict(run.certificate or {})
    books = {
        name: value for name, value in (certificate.get("conservation") or {}).items() if value is not None
    }
    converged = np.asarray(run.path.converged, dtype=bool)
    worst = certificate.get("max_residual")
    if worst is None and len(run.path.residual):
        worst = float(np.max(run.path.residual))
    unsettled = [int(year) for year, settled in zip(run.years, converged, strict=True) if not settled]
    return {
        "converged": bool(run.converged) and not unsettled,
        "failure": str(getattr(run, "failure", "") or ""),
        "unsettled": unsettled,
        "residual": worst,
        "books": books,
        "largest_book": max(books.values(), default=None),
        "closed": bool(books) and max(books.values()) <= BOOKS,
        "iterations": [int(step) for step in np.asarray(run.path.iterations)],
        "certificate": {
            key: value for key, value in certificate.items() if key not in {"conservation", "iterations"}
        },
    }


def banners(run: Any, base: Any | None, words: Language) -> list[str]:
    """Return plain warnings that stand above everything; none for a sound run."""
    status, found = status_data(run), []
    if status["failure"]:
        years = {"first": run.years[0], "last": run.years[-1]}
        found.append(words.say("banner_incomplete", failure=status["failure"], **years))
    elif status["unsettled"]:
        unsettled = words["comma"].join(str(year) for year in status["unsettled"])
        found.append(words.say("banner_unconverged", years=unsettled))
    open_books = [
        words.say("book_off", name=words.named("books", name), error=residual(error))
        for name, error in status["books"].items()
        if error > BOOKS
    ]
    if open_books:
        found.append(words.say("banner_books", what=words["comma"].join(open_books)))
    if status["certificate"].get("well_conditioned") is False:
        found.append(words["banner_condition"])
    if base is not None and base.years[-1] < run.years[-1]:
        found.append(words.say("banner_base_incomplete", last=base.years[-1]))
    if base is not None and _differ(run, base):
        found.append(words["banner_different_data"])
    return found + [words.say("banner_extrapolated", warning=text) for text in extrapolated(run)]


def _differ(run: Any, base: Any) -> bool:
    """Tell whether two runs were made from different data or by different versions of the model."""
    versions = [getattr(one, "manifest", {}).get("versions", {}).get("technopole") for one in (run, base)]
    both_known = None not in versions
    return run.region.fingerprint != base.region.fingerprint or (both_known and versions[0] != versions[1])


def extrapolated(run: Any) -> list[str]:
    """Return the warnings that say results lie outside what was tested."""
    return [str(text) for text in run.warnings if any(word in str(text).lower() for word in EXTRAPOLATED)]


def fit_rows(fit: Any, region: Region, words: Language) -> list[dict[str, Any]]:
    """Return the rows of model against data with every field a reader needs, whatever the run stored."""
    rows = []
    for entry in fit or []:
        model, data = _number(entry.get("model")), _number(entry.get("data"))
        rows.append(
            {
                "what": words.named("fit", str(entry.get("what", ""))),
                "place": place_in_words(str(entry.get("place", "")), region, words),
                "model": model,
                "data": data,
                "unit": str(entry.get("unit", "")),
                "fitted": bool(entry.get("fitted", False)),
                "grade": str(entry.get("grade", "")),
                "source": str(entry.get("source", "")),
                "ratio": model / data if model is not None and data and model > 0 and data > 0 else None,
            }
        )
    return rows


def place_in_words(place: str, region: Region, words: Language) -> str:
    """Return a place of the fit table by name: crossings, sides and scopes are stored by identifier."""
    if place == "same":
        return words["own_zone"]
    if place in region.crossings:
        return region.crossing_names(words.code)[region.crossings.index(place)]
    if place in region.scopes:
        return region.scope_name(place, words.code)
    direction = DIRECTION.fullmatch(place)
    names = {side.id: side.name.text(words.code) for side in region.settings.sides}
    if direction and {*direction.groups()} <= set(names):
        return words.named("fit", "direction", home=names[direction[1]], work=names[direction[2]])
    return words.named("fit", place)


def left_out_rows(left_out: Any, region: Region, words: Language) -> list[dict[str, Any]]:
    """Return places predicted as greenfields, from records or objects of the leave-one-out test."""
    names = dict(zip(region.zones, region.zone_names(words.code), strict=True))
    rows = []
    for entry in left_out or []:
        one = (
            entry
            if isinstance(entry, dict)
            else {key: getattr(entry, key) for key in ("zone", "what", "donor", "model", "data")}
        )
        rows.append(
            {
                "place": names.get(one["zone"], str(one["zone"])),
                "donor": names.get(one["donor"], str(one["donor"])),
                "what": words.named("fit", str(one["what"])),
                "model": float(one["model"]),
                "data": float(one["data"]),
                "ratio": float(one["model"]) / float(one["data"]) if one["data"] else None,
            }
        )
    return rows


def rms_by_kind(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Return the root mean square of ln(model / data) by what was predicted."""
    found = {}
    for what in dict.fromkeys(row["what"] for row in rows):
        errors = [np.log(row["ratio"]) for row in rows if row["what"] == what and row["ratio"]]
        if errors:
            found[what] = number(float(np.sqrt(np.mean(np.square(errors)))))
    return found


def grade_shares(region: Region) -> list[dict[str, Any]]:
    """Return for every input table the number of rows of each grade, weakest tables first."""
    found = []
    for name, table in region.tables.items():
        if "grade" not in table or table.empty:
            continue
        counts = {grade: int((table["grade"] == grade).sum()) for grade in GRADES}
        found.append({"table": name, "rows": len(table), "counts": counts})
    return sorted(found, key=lambda one: (-one["counts"]["assumed"] / one["rows"], one["table"]))


def assumption_rows(region: Region, language: str) -> list[dict[str, Any]]:
    """Return the rows of assumptions.csv, their words in a language."""
    table = region.tables["assumptions"]
    said, endings = _SAID_IN.get(language, ""), tuple(_SAID_IN.values())
    words = {name: table[name + said] for name in ("what", "unit", "why")}
    kept = [name for name in map(str, table.columns) if not name.endswith(endings)]
    return [{name: row[name] for name in kept} for row in table.assign(**words).to_dict("records")]


def fits_badly(region: Region) -> list[str]:
    """Return the paragraphs under "Where this fits badly" of the region's README, if it has them."""
    file = region.folder / "README.md"
    if not file.is_file():
        return []
    lines, inside = [], False
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            inside = "fits badly" in line.lower()
        elif inside:
            lines.append(line)
    return [" ".join(block.split()) for block in "\n".join(lines).split("\n\n") if block.strip()]


def _number(value: Any) -> float | None:
    return None if value is None or not np.isfinite(float(value)) else float(value)
