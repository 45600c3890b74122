"""technopole report: one self-contained page of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from technopole.cli.common import faults_as_exit_codes, print_json


def report(
    run: Annotated[Path, typer.Argument(help="run folder")],
    base: Annotated[Path | None, typer.Option(help="run folder to compare with")] = None,
    out: Annotated[
        Path | None, typer.Option(help="HTML file (default: RUN-report.html beside the run)")
    ] = None,
    ecosystem: Annotated[
        Path | None, typer.Option(help="what `technopole ecosystem RUN --out FILE` wrote")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Write the report of a run as one HTML file that opens without a network.

    Example: technopole report runs/hong-kong-shenzhen/northern-metropolis
    """
    with faults_as_exit_codes(as_json=as_json):
        from technopole.cli.ecosystem import read_answer
        from technopole.future.remembered import calibrated_city, left_out_places
        from technopole.report import write_report
        from technopole.store import read_run

        stored = read_run(run)
        reference = read_run(base) if base is not None else None
        target = out or run.with_name(f"{run.name}-report.html")
        path = write_report(
            stored,
            reference,
            target,
            left_out=left_out_places(calibrated_city(stored.region)),
            ecosystem=None if ecosystem is None else read_answer(ecosystem, stored),
        )
    if as_json:
        print_json({"run": str(run), "report": str(path)})
        return
    typer.echo(str(path))
