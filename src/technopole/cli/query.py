"""technopole query: SQL over run folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from technopole.cli.common import faults_as_exit_codes, print_json

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = (".csv", ".parquet")


def query(
    sql: Annotated[str, typer.Argument(help='one statement, for example "show tables"')],
    runs: Annotated[
        list[Path] | None, typer.Option(help="run folder, or a folder that holds some (repeat for more)")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="write the answer to a new .csv or .parquet file")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Ask SQL (DuckDB's) about all tables of all runs under runs/: columns run, region and plan come first.

    Example: technopole query "select run, year, sum(jobs) from jobs where year = 2041 group by all"
    """
    with faults_as_exit_codes(as_json=as_json):
        if out is not None:
            _check_out(out)
        from technopole.store import query as answer

        frame = answer(sql, *(runs or ()))
        if out is not None:
            _write(frame, out)
    if as_json:
        print_json({"sql": sql, "rows": frame.to_dict("records")})
    elif out is not None:
        typer.echo(str(out))
    else:
        typer.echo(frame.to_string(index=False) if len(frame) else "no rows")


def _check_out(out: Path) -> None:
    from technopole.base.errors import Finding, InputError

    if out.suffix not in ENDINGS:
        what = f"'{out}' ends in neither of {', '.join(ENDINGS)}"
        raise InputError(Finding(what, remedy="Name a CSV or a Parquet file"))
    if out.exists():
        raise InputError(Finding(f"'{out}' exists; nothing was written", remedy="Give another name"))


def _write(frame: pd.DataFrame, out: Path) -> None:
    from technopole.store.export import new_file
    from technopole.store.write import write_csv

    with new_file(out.absolute(), out.suffix) as partial:
        if out.suffix == ".csv":
            write_csv(frame, partial)
        else:
            frame.to_parquet(partial, index=False)
