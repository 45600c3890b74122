"""technopole lab: the laboratory in the browser, where levers move and the region answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from technopole.cli.common import faults_as_exit_codes

PORT = 8765


def lab(
    region: Annotated[
        str | None, typer.Argument(help="region it opens with (default: the first shipped)")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="port (0: any that is free)")] = PORT,
    host: Annotated[
        str, typer.Option(help="address to listen on; beyond this machine only with --token")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
    runs: Annotated[Path, typer.Option(help="folder for results of jobs and for links")] = Path("runs")
    / "lab",
    token: Annotated[
        str | None, typer.Option(envvar="TECHNOPOLE_LAB_TOKEN", help="word everybody has to log in with")
    ] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow-host", help="name under which browsers reach it (repeat for more)"),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Start no job and keep no link.")] = False,
) -> None:
    """Start the laboratory and open it in the browser; stop it with Ctrl C.

    Example: technopole lab hong-kong-shenzhen
    """
    with faults_as_exit_codes():
        from technopole.lab.serve import serve

        serve(
            region, host=host, port=port, browser=browser, runs=runs, token=token, hosts=tuple(allow or ()),
            read_only=read_only, said=typer.echo,
        )  # fmt: skip
