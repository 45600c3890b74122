"""Downloads of two scenarios: each carries sentence, scenario, model version, grade, warnings and link."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from technopole.lab.answers import Bands, scenario_data
from technopole.lab.errors import LabError
from technopole.lab.plain import encoded
from technopole.report.exports import about, csv_archive, mark_geopackage
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
    engine: Engine, asked: Asked, to: str, link: str, language: str = "en", *, bands: Bands | None = None
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
    content = WRITERS[to](engine, asked, link, language, bands)
    return content, kind, f"{engine.region.id}-{name}.{ending}"


def _told(engine: Engine, asked: Asked, language: str, bands: Bands | None) -> dict[str, Any]:
    return scenario_data(engine, asked, language, bands=bands)


def _json(engine: Engine, asked: Asked, link: str, language: str, bands: Bands | None) -> bytes:
    told = _told(engine, asked, language, bands)
    return encoded({"export": about(told, link=link), **told})


def _yaml(engine: Engine, asked: Asked, link: str, language: str, bands: Bands | None) -> bytes:
    """The plan with the levers carried out, as a file `technopole run --plan` takes."""
    told = about(_told(engine, asked, language, bands), link=link)
    head = [
        told["sentence"], f"scenario: {asked.b.text}", f"model: {told['model']}", f"link: {link}",
        *(f"warning: {text}" for text in (*told["extrapolated"], *told["warnings"])),
    ]  # fmt: skip
    lines = "\n".join(f"# {line}" for text in head for line in str(text).splitlines() or [""])
    return f"{lines}\n{plan_text(asked.run_b.plan)}".encode()


def _html(engine: Engine, asked: Asked, link: str, language: str, bands: Bands | None) -> bytes:
    """The same page with its data inside."""
    del engine, link, bands
    from technopole.report import write_report

    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "report.html"
        write_report(asked.run_b, asked.run_a, file, language=language)
        return file.read_bytes()


def _csv(engine: Engine, asked: Asked, link: str, language: str, bands: Bands | None) -> bytes:
    """Goals with units and bands, figures by year, zones; and every table of the run."""
    with tempfile.TemporaryDirectory() as place:
        files = export(asked.run_b, "csv", Path(place) / "tables")
        more = {file.name: file.read_bytes() for file in files}
    return csv_archive(_told(engine, asked, language, bands), link=link, more=more)


def _geopackage(engine: Engine, asked: Asked, link: str, language: str, bands: Bands | None) -> bytes:
    with tempfile.TemporaryDirectory() as place:
        file = export(asked.run_b, "geopackage", Path(place) / "scenario.gpkg")[0]
        mark_geopackage(file, _told(engine, asked, language, bands), link=link)
        return file.read_bytes()


WRITERS = {"csv": _csv, "geopackage": _geopackage, "html": _html, "json": _json, "yaml": _yaml}
