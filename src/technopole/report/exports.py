"""Downloads: a scenario's tables with units and bands, and what every download says of itself."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from typing import TYPE_CHECKING, Any

from technopole.base.grades import weakest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    Told = Mapping[str, Any]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet would compute; a text that has one is kept a text."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""Date of every file in an archive: the same scenario gives the same bytes."""

SCORECARD = (
    "indicator", "name", "scope", "scope_name", "family", "unit", "better", "year", "first", "last",
    "baseline_last", "change", "target", "target_year", "value_at_target_year", "meets", "miss",
    "band_low", "band_high", "chance_of_target", "draws", "grade", "target_grade",
)  # fmt: skip
YEARS = ("indicator", "name", "scope", "scope_name", "unit", "year", "b", "a", "b_minus_a", "grade")
ZONES = ("zone", "name", "side", "part", "layer", "layer_name", "unit", "year", "b", "a", "b_minus_a")


def about(told: Told, *, link: str = "") -> dict[str, Any]:
    """Return what a download says of itself: sentence, scenario, model, grade, warnings and link.

    Args:
        told: a scenario as the lab's server answers it, or a report file carries it.
        link: address under which it can be opened again.

    """
    data = told["about"]
    return {
        "sentence": "".join(span["text"] for span in told["headline"]),
        "region": data["region_id"],
        "years": f"{data['years'][0]}-{data['years'][-1]}",
        "scenario": told["scenario"],
        "plan_b": data["b"]["name"],
        "plan_a": None if data["a"] is None else data["a"]["name"],
        "levers": told["levers"],
        "cost": told["cost"],
        "model": told["model"],
        "grade": weakest(row["grade"] for row in told["scorecard"]) if told["scorecard"] else "",
        "converged": told["status"]["converged"],
        "extrapolated": told["extrapolated"],
        "banners": told["banners"],
        "warnings": told["warnings"],
        "attribution": data["attribution"],
        "link": link,
    }


def scorecard_csv(told: Told) -> str:
    """Return the scorecard, a row a figure, with its unit and, where draws were made, its band of 9 in 10."""
    last = told["about"]["years"][-1]
    bands = {(goal["indicator"], goal["scope"]): goal["band"] for goal in told["goals"] if goal["band"]}

    def rows() -> Iterator[dict[str, Any]]:
        for row in told["scorecard"]:
            band = bands.get((row["indicator"], row["scope"]), {})
            yield row | {
                "year": last,
                "band_low": band.get("low"),
                "band_high": band.get("high"),
                "chance_of_target": band.get("chance"),
                "draws": band.get("draws"),
            }

    return _table(SCORECARD, rows())


def years_csv(told: Told) -> str:
    """Return every figure of the scorecard by year, for B and A."""
    years = told["about"]["years"]

    def rows() -> Iterator[dict[str, Any]]:
        for row in told["scorecard"]:
            for at, year in enumerate(years):
                b, a = row["b"][at], None if row["a"] is None else row["a"][at]
                yield row | {"year": year, "b": b, "a": a, "b_minus_a": _less(b, a)}

    return _table(YEARS, rows())


def zones_csv(told: Told) -> str:
    """Return every map layer by zone and year, for B and A, in the unit it is drawn in."""
    years, zones = told["about"]["years"], told["map"]["zones"]

    def rows() -> Iterator[dict[str, Any]]:
        for layer in told["layers"]:
            name = {"layer": layer["id"], "layer_name": layer["name"], "unit": layer["unit"]}
            for at, year in enumerate(years):
                for place, zone in enumerate(zones):
                    b, a = layer["b"][at][place], None if layer["a"] is None else layer["a"][at][place]
                    found = {"zone": zone["id"], "year": year, "b": b, "a": a, "b_minus_a": _less(b, a)}
                    yield {key: zone[key] for key in ("name", "side", "part")} | name | found

    return _table(ZONES, rows())


def csv_archive(told: Told, *, link: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """Return a ZIP archive of the tables, with what they say of themselves as a table and as JSON.

    Args:
        told: a scenario as the lab's server answers it.
        link: address under which it can be opened again.
        more: other files by name; those of the same name as a table here are left out.

    """
    words = about(told, link=link)
    files = {
        "about.csv": _table(("what", "value"), ({"what": k, "value": _flat(v)} for k, v in words.items())),
        "about.json": json.dumps(words, ensure_ascii=False, indent=1) + "\n",
        "scorecard.csv": scorecard_csv(told),
        "years.csv": years_csv(told),
        "zones.csv": zones_csv(told),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            # with the mark that tells spreadsheets the text is Unicode
            content = text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8")
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
        for name, content in (more or {}).items():
            if name not in files:
                archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def mark_geopackage(file: Path, told: Told, *, link: str = "") -> None:
    """Add a table `about` to a GeoPackage: what every download says of itself."""
    rows = [(key, _flat(value)) for key, value in about(told, link=link).items()]
    connection = sqlite3.connect(file)
    try:
        with connection:
            connection.execute(
                "CREATE TABLE about (fid INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL, value TEXT)"
            )
            connection.executemany("INSERT INTO about (what, value) VALUES (?, ?)", rows)
            connection.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, ?, ?)",
                ("about", "attributes", "about"),
            )
    finally:
        connection.close()


def _table(columns: Sequence[str], rows: Iterator[dict[str, Any]]) -> str:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return held.getvalue()


def _cell(value: Any) -> Any:
    """Return a cell: nothing for no data, and no text that a spreadsheet would take for a formula."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _flat(value: Any) -> str:
    """Return a value as one text."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _less(b: float | None, a: float | None) -> float | None:
    return None if b is None or a is None else float(f"{b - a:.6g}")
