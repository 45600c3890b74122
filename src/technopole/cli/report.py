"""technopole report: one self-contained page of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from technopole.cli.common import faults_as_exit_codes, print_json


def report(
    run: Annotated[Path, typer.Argument(help="run folder")],
    base: Annotated[Path | None, typer.Option(help="run folder to compare with")] = None,
    out: Annotated[
        Path | None, typer.Option(help="HTML file (default: RUN-report.html beside the run)")
    ] = None,
    pdf: Annotated[Path | None, typer.Option(help="PDF file to print too, A4 landscape")] = None,
    ecosystem: Annotated[
        Path | None, typer.Option(help="what `technopole ecosystem RUN --out FILE` wrote")
    ] = None,
    claims: Annotated[
        Path | None, typer.Option(help="claims.json of `technopole claims --out FOLDER`")
    ] = None,
    value: Annotated[Path | None, typer.Option(help="what `technopole value RUN --json` printed")] = None,
    programme: Annotated[Path | None, typer.Option(help="what `technopole programme --json` printed")] = None,
    language: Annotated[str, typer.Option(help="language it opens in: en, zh-Hant, zh-Hans")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Write the report of a run as one HTML file that opens without a network: the lab's page, data inside.

    Example: technopole report runs/hong-kong-shenzhen/northern-metropolis
    """
    with faults_as_exit_codes(as_json=as_json):
        from technopole.cli.answers import read_answers
        from technopole.future.remembered import calibrated_city, left_out_places
        from technopole.report import write_report
        from technopole.store import read_run

        stored = read_run(run)
        reference = read_run(base) if base is not None else None
        asked = {"ecosystem": ecosystem, "claims": claims, "value": value, "programme": programme}
        path = write_report(
            stored,
            reference,
            out or run.with_name(f"{run.name}-report.html"),
            left_out=left_out_places(calibrated_city(stored.region)),
            answers=read_answers(asked, stored),
            language=language,
        )
        printed = _printed(path, pdf, language)
    if as_json:
        print_json({"run": str(run), "report": str(path), **({"pdf": str(printed)} if printed else {})})
        return
    for file in filter(None, (path, printed)):
        typer.echo(str(file))


def _printed(page: Path, pdf: Path | None, language: str) -> Any:
    """Print the page to a PDF if one is wanted."""
    if pdf is None:
        return None
    from technopole.report.pdf import print_pdf

    return print_pdf(page, pdf, language=language)
