"""technopole export: a run in the formats of other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from technopole.cli.common import faults_as_exit_codes, print_json


def export(
    run: Annotated[Path, typer.Argument(help="run folder")],
    to: Annotated[str, typer.Option(help="geopackage, geoparquet, csv, iamc, omx or datapackage")],
    out: Annotated[Path | None, typer.Option(help="file or folder (default: beside the run)")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Export a run: CSV, GeoPackage, GeoParquet, IAMC long table, OMX matrices or Data Package.

    Example: technopole export runs/hong-kong-shenzhen/northern-metropolis --to csv --out tables
    """
    with faults_as_exit_codes(as_json=as_json):
        from technopole.store import default_target, read_run
        from technopole.store import export as export_run

        stored = read_run(run)
        target = out or default_target(run, to)
        written = export_run(stored, to, target)
    if as_json:
        print_json({"run": str(run), "to": to, "files": [str(path) for path in written]})
        return
    for path in written:
        typer.echo(str(path))
