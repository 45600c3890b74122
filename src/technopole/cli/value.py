"""technopole value: what each measure of a run's plan adds to each goal for a billion."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from technopole.cli.common import Steps, faults_as_exit_codes, print_json

if TYPE_CHECKING:
    from technopole.decide.value import Worth
    from technopole.region import Region

SHOWN = 8


def value(
    run: Annotated[Path, typer.Argument(help="run folder")],
    goal: Annotated[
        list[str] | None, typer.Option(help="indicator@scope (repeat; default: the region's targets)")
    ] = None,
    year: Annotated[int | None, typer.Option(help="year of the goals (default: the last)")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Value the baseline's measures too.")] = False,
    check: Annotated[int, typer.Option(help="of each goal, run again without so many of the first")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Rank a plan's measures by what they add to each goal for a billion, and check the first.

    Example: technopole value runs/two-towns/new-town --goal jobs@meadow
    """
    with faults_as_exit_codes(as_json=as_json), Steps(3) as steps:
        steps.next("Reading the run")
        from technopole.store import read_run

        stored = read_run(run)
        steps.next("Calibrating the base year")
        from technopole.decide.value import marginal_values
        from technopole.future.remembered import calibrated_city

        city = calibrated_city(stored.region)
        steps.next("Following slopes backwards")
        worths = marginal_values(city, stored.plan, goal, year=year, own=not everything, check=check)
    if as_json:
        print_json(
            {
                "run": str(run),
                "region": stored.region.id,
                "plan": stored.plan.id,
                "year": year or stored.region.last_year,
                "values": [worth.plain() for worth in worths],
            }
        )
    else:
        show(worths, stored.region)


def show(worths: list[Worth], region: Region) -> None:
    """The first measures of each goal."""
    from rich.console import Console

    from technopole.cli.numbers import figure, signed
    from technopole.cli.tables import plain_table

    console = Console(width=120)
    for goal in dict.fromkeys(worth.figure for worth in worths):
        mine = [worth for worth in worths if worth.figure == goal]
        table = plain_table(
            f"{goal.words(region)} ({goal.unit(region)})",
            [("measure", "left"), (f"cost, bn {region.money}", "right"), ("adds, by slope", "right"),
             ("for a billion", "right"), ("lost if left out", "right")],
        )  # fmt: skip
        for worth in mine[:SHOWN]:
            name = worth.change.measure.title() + ("" if worth.change.whole else " *")
            money, gain = figure(worth.change.cost / 1e9), signed(worth.gain)
            table.add_row(name, money, gain, signed(worth.per_billion), signed(worth.left_out))
        console.print(table, "")
    if any(not worth.change.whole for worth in worths):
        console.print("* opens a way that was not there: the slope sees the way as it is, not its absence")
