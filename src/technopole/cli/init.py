"""technopole init: a region to begin from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from technopole.cli.common import faults_as_exit_codes, print_json


def init(
    folder: Annotated[Path, typer.Argument(help="new folder")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Write a complete small region, with comments, that checks and runs as it is.

    Example: technopole init my-region
    """
    with faults_as_exit_codes(as_json=as_json):
        from technopole.importers import start_region

        target = start_region(folder)
        files = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    if as_json:
        print_json({"folder": str(target), "files": files})
        return
    typer.echo(f"{len(files)} files in {target}")
    typer.echo(f"Read {folder / 'README.md'}, then: technopole run {folder}")
