"""Downloads of two scenarios: each carries sentence, scenario, model version, grade, warnings and link."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from technopole.lab.answers import model_of, scenario_data
from technopole.lab.errors import LabError
from technopole.lab.plain import encoded
from technopole.store import export
from technopole.store.write import plan_text

if TYPE_CHECKING:
    from technopole.lab.engine import Asked, Engine

KINDS = {
    "csv": ("application/zip", "zip"),
    "geopackage": ("application/geopackage+sqlite3", "gpkg"),
    "html": ("text/html; charset=utf-8", "html"),
    "json": ("application/json", "json"),
    "yaml": ("application/yaml", "yaml"),
}


def exported(
    engine: Engine, asked: Asked, to: str, link: str, language: str = "en"
) -> tuple[bytes, str, str]:
    """Return content, media type and file name of a download.

    Raises:
        LabError: 409 for a run that stopped early: it has no last year to speak of.
        InputError: a format whose package is not installed.

    """
    if not asked.run_b.converged:
        remedy = "Go back to the last valid setting, or spread the change over more years"
        raise LabError(409, asked.run_b.failure, which="b", remedy=remedy)
    kind, ending = KINDS[to]
    name = "".join(mark if mark.isalnum() or mark in "-_." else "_" for mark in asked.b.text)[:80]
    content = WRITERS[to](engine, asked, link, language)
    return content, kind, f"{engine.region.id}-{name}.{ending}"


def about(engine: Engine, asked: Asked, link: str, language: str) -> dict[str, Any]:
    """Return what every download says of itself."""
    told = scenario_data(engine, asked, language)
    return {
        "sentence": "".join(span["text"] for span in told["headline"]),
        "region": engine.region.id,
        "scenario": told["scenario"],
        "model": model_of(engine),
        "levers": told["levers"],
        "cost": told["cost"],
        "grades": told["grades"],
        "warnings": told["warnings"],
        "extrapolated": told["extrapolated"],
        "attribution": told["about"]["attribution"],
        "link": link,
    }


def _json(engine: Engine, asked: Asked, link: str, language: str) -> bytes:
    told = scenario_data(engine, asked, language)
    return encoded({"export": about(engine, asked, link, language), **told})


def _yaml(engine: Engine, asked: Asked, link: str, language: str) -> bytes:
    """The plan with the levers carried out, as a file `technopole run --plan` takes."""
    told = about(engine, asked, link, language)
    head = [
        told["sentence"], f"scenario: {asked.b.text}", f"model: {told['model']}", f"link: {link}",
        *(f"warning: {text}" for text in (*told["extrapolated"], *told["warnings"])),
    ]  # fmt: skip
    lines = "\n".join(f"# {line}" for text in head for line in str(text).splitlines() or [""])
    return f"{lines}\n{plan_text(asked.run_b.plan)}".encode()


def _html(engine: Engine, asked: Asked, link: str, language: str) -> bytes:
    """The same page with its data inside."""
    del engine, link
    from technopole.report import write_report

    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "report.html"
        write_report(asked.run_b, asked.run_a, file, language=language)
        return file.read_bytes()


def _csv(engine: Engine, asked: Asked, link: str, language: str) -> bytes:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "tables"
        files = export(asked.run_b, "csv", folder)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
            told = about(engine, asked, link, language)
            packed.writestr("about.json", json.dumps(told, ensure_ascii=False, indent=2, default=str))
            for file in files:
                packed.write(file, file.name)
    return held.getvalue()


def _geopackage(engine: Engine, asked: Asked, link: str, language: str) -> bytes:
    import sqlite3

    with tempfile.TemporaryDirectory() as place:
        file = export(asked.run_b, "geopackage", Path(place) / "scenario.gpkg")[0]
        told = about(engine, asked, link, language)
        rows = [
            (key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))
            for key, value in told.items()
        ]
        with sqlite3.connect(file) as held:
            held.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
            held.executemany("INSERT INTO about VALUES (?,?)", rows)
            held.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
                "VALUES ('about', 'attributes', 'about')"
            )
        held.close()
        return file.read_bytes()


WRITERS = {"csv": _csv, "geopackage": _geopackage, "html": _html, "json": _json, "yaml": _yaml}
