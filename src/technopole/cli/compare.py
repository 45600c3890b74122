"""technopole compare: two runs side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from technopole.cli.common import faults_as_exit_codes, print_json


def compare(
    a: Annotated[Path, typer.Argument(help="run folder A")],
    b: Annotated[Path, typer.Argument(help="run folder B")],
    out: Annotated[Path | None, typer.Option(help="folder for the comparison's tables (CSV)")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every row of the scorecards.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Compare two runs of one region: targets and main indicators; --all for every row, --out for zones.

    Example: technopole compare runs/hong-kong-shenzhen/baseline runs/hong-kong-shenzhen/northern-metropolis
    """
    with faults_as_exit_codes(as_json=as_json):
        from technopole.store import compare as compare_runs
        from technopole.store import read_run

        runs = read_run(a), read_run(b)
        result = compare_runs(*runs)
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            result.scorecard.to_csv(out / "scorecard.csv", index=False)
            result.zones.to_csv(out / "zones.csv", index=False)
    if as_json:
        print_json(
            {
                "a": str(a),
                "b": str(b),
                "scorecard": result.scorecard.to_dict("records"),
                "zones": result.zones.to_dict("records"),
            }
        )
        return
    from rich.console import Console

    from technopole.cli.tables import comparison_table, main_rows

    card = result.scorecard
    shown = card if everything else main_rows(card, runs[0].region)
    console = Console(width=150)
    console.print(comparison_table(shown, (runs[0].years[0], result.year)))
    if len(shown) < len(card):
        console.print(f"{len(card) - len(shown)} more rows with --all")
