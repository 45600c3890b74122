"""technopole targets: what is wanted, worked backwards to the cheapest setting of levers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from technopole.cli.common import Steps, faults_as_exit_codes, print_json

if TYPE_CHECKING:
    from technopole.decide.targets import Answer


def targets(
    region: Annotated[str, typer.Argument(help="name of a shipped region, or a region folder")],
    file: Annotated[Path, typer.Argument(help="YAML file with `plan`, `targets` and `levers`")],
    out: Annotated[Path | None, typer.Option(help="JSON file to write the answer to")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Find the cheapest setting of a plan's measures that meets the targets, or say why there is none.

    Example: technopole targets two-towns examples/targets.yaml
    """
    with faults_as_exit_codes(as_json=as_json), Steps(3) as steps:
        steps.next("Reading")
        from technopole.decide.targets import load_targets, work_backwards
        from technopole.region import load_region

        loaded = load_region(region)
        asked = load_targets(loaded, file)
        steps.next("Calibrating the base year")
        from technopole.future.remembered import calibrated_city

        city = calibrated_city(loaded)
        steps.next("Working backwards")
        found = work_backwards(city, asked)
        if out is not None:
            from technopole.cli.common import write_json

            write_json(out, found.plain())
    if as_json:
        print_json(found.plain())
    else:
        show(found)


def show(found: Answer) -> None:
    """Settings, targets and what stands in the way."""
    from rich.console import Console

    from technopole.cli.numbers import figure
    from technopole.cli.tables import plain_table

    told, money = found.plain(), found.problem.city.region.money
    console = Console(width=120, highlight=False)
    if found.feasible:
        console.print(
            f"[bold]All targets are met for {figure(told['cost'])} {money}[/] "
            f"(the levers as planned: {figure(told['cost_as_planned'])})\n"
        )
    else:
        console.print(f"[bold]{found.because}[/]\n")
    worth = "saving_a_unit_of_bound" if found.feasible else "shortfall_a_unit_of_bound"
    table = plain_table(
        "Levers (1 as planned)" if found.feasible else "Levers where they come closest (1 as planned)",
        [("measure", "left"), ("from", "right"), ("to", "right"), ("setting", "right"), ("cost", "right"),
         (f"one more unit of the bound {'saves' if found.feasible else 'brings'}", "right")],
    )  # fmt: skip
    for row in told["levers"]:
        gain = figure(row[worth]) if found.feasible else (f"{row[worth]:.1%}" if row[worth] else "")
        table.add_row(row["measure"], f"{row['low']:g}", f"{row['high']:g}", f"{row['setting']:.3f}",
                      figure(row["cost"]), "" if gain == "0" else gain)  # fmt: skip
    console.print(table, "")
    key = "money_a_unit" if found.feasible else "part_in_shortfall"
    table = plain_table(
        "Targets",
        [("", "left"), ("value", "right"), ("", "left"),
         (f"{money} for one unit more" if found.feasible else "part in the shortfall", "right")],
    )  # fmt: skip
    for row in told["targets"]:
        verdict = "[green]● met[/]" if row["met"] else "[red]▽ missed[/]"
        price = figure(row[key]) if found.feasible else f"{row[key]:.0%}"
        table.add_row(row["target"], figure(row["value"]), verdict, price)
    console.print(table)
