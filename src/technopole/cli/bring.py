"""technopole import: a region from other people's files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from technopole.cli.common import Steps, faults_as_exit_codes, print_json


def bring(
    recipe: Annotated[Path, typer.Argument(help="recipe: a TOML file beside the files it names")],
    out: Annotated[Path, typer.Option(help="new folder for the region")],
    quality: Annotated[bool, typer.Option(help="Calibrate and write the quality report.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Make a region from zones (GeoPackage, GeoParquet, Shapefile), GMNS, GTFS, OMX and CSV files.

    Example: technopole import import.toml --out my-region
    """
    from dataclasses import asdict

    with faults_as_exit_codes(as_json=as_json), Steps(4) as steps:
        from technopole.importers import import_region

        done = import_region(recipe, out, quality=quality, say=steps.next)
    if as_json:
        print_json({"folder": str(done.folder), "filled": [asdict(gap) for gap in done.filled],
                    "estimates": [asdict(one) for one in done.estimates], "remarks": list(done.remarks),
                    "warnings": [one.sentence() for one in done.warnings],
                    "report": None if done.report is None else str(done.report)})  # fmt: skip
        return
    for gap in done.filled:
        typer.echo(f"filled   {gap.table}: {gap.what} ({gap.rows} rows; {gap.method})")
    for one in done.estimates:
        typer.echo(f"estimate {one.name} = {one.value:.4f} (standard error {one.standard_error:.4f})")
    for remark in done.remarks:
        typer.echo(f"note     {remark}")
    typer.echo(f"Region {done.folder}")
    if done.report is not None:
        typer.echo(f"Quality report {done.report}")
