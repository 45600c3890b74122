"""technopole programme: which measures, and when, for a budget by year and payer."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from technopole.cli.common import Steps, faults_as_exit_codes, print_json

if TYPE_CHECKING:
    from technopole.decide.programme import Programme

SHOWN = 8


def programme(
    region: Annotated[str, typer.Argument(help="name of a shipped region, or a region folder")],
    file: Annotated[Path, typer.Argument(help="YAML file with `plan`, `budget` and `goals`")],
    draws: Annotated[int, typer.Option(help="draws of the assumptions for regret (0: none)")] = 32,
    seed: Annotated[int, typer.Option(help="of the draws")] = 0,
    out: Annotated[Path | None, typer.Option(help="JSON file to write the answer to")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Choose which measures to carry out and when, within budgets, and verify the choice by the full model.

    Example: technopole programme two-towns examples/programme.yaml
    """
    gc.enable()  # switched off for commands that last a second
    with faults_as_exit_codes(as_json=as_json), Steps(8) as steps:
        steps.next("Reading")
        from technopole.decide.programme import best_programme, load_programme
        from technopole.region import load_region

        loaded = load_region(region)
        asked = load_programme(loaded, file)
        steps.next("Calibrating the base year")
        from technopole.future.remembered import calibrated_city

        city = calibrated_city(loaded)
        found = best_programme(city, asked, draws=draws, seed=seed, progress=steps.next)
        if out is not None:
            from technopole.cli.common import write_json

            write_json(out, found.plain())
    if as_json:
        print_json({"region": loaded.id, "plan": asked.plan.id, "base": asked.base.id, **found.plain()})
    else:
        show(found)


def show(found: Programme) -> None:
    """The choice, its front, what binds, and what is not known."""
    from rich.console import Console

    from technopole.cli.numbers import figure, signed
    from technopole.cli.tables import plain_table

    told, money = found.plain(), found.model.city.region.money
    console = Console(width=120, highlight=False)
    how = (
        "the best of all portfolios" if found.was_exact else "no change of one and no swap of two betters it"
    )
    console.print(f"[bold]Chosen for {figure(told['cost'])} {money}[/] ({how}; {told['runs']} runs)")
    for row in told["chosen"]:
        late = f", {row['delay']} years later" if row["delay"] else ""
        console.print(f"  {row['candidate']}{late}")
    for row in told["goals"]:
        console.print(f"{row['goal']}: {figure(row['without'])} without, [bold]{figure(row['with'])}[/] with")
    if told["overrun"]:
        console.print(overrun_line(told["overrun"], money))
    console.print()
    table = plain_table("What less money brings", [("cost", "right"), ("worth", "right"), ("chosen", "left")])
    for row in told["front"]:
        names = ", ".join(one["candidate"] for one in row["chosen"]) or "nothing"
        table.add_row(figure(row["cost"]), figure(row["worth"]), names)
    console.print(table, "")
    table = plain_table(
        "Strongest pairs", [("first", "left"), ("second", "left"), ("beyond the sum", "right")]
    )
    for row in [one for one in told["synergies"] if one["worth"]][:SHOWN]:
        table.add_row(row["first"], row["second"], signed(row["worth"]))
    console.print(table, "")
    binding = [row for row in told["budgets"] if row["worth_a_billion"]]
    for row in binding:
        console.print(
            f"{row['payer']} {row['year']}: a billion more is worth {figure(row['worth_a_billion'])} "
            f"(relaxed); a tenth more, chosen anew, {figure(row['worth_of_a_tenth_more'])}"
        )
    if told["robustness"]:
        first = told["robustness"]["portfolios"][0]
        console.print(
            f"\nOver {told['robustness']['draws']} draws the choice is the best of the front in "
            f"{first['best_in']:.0%}; mean regret {figure(first['mean_regret'])}, largest "
            f"{figure(first['largest_regret'])}; knowing everything would be worth "
            f"{figure(told['robustness']['worth_of_knowing_everything'])}"
        )


def overrun_line(overrun: dict[str, Any], money: str) -> str:
    """What it would take to meet the goals that are missed."""
    from technopole.cli.numbers import figure

    if overrun["money"] is None:
        goals = ", ".join(overrun["missed"])
        return f"No choice found meets all targets, whatever it costs: the richest misses {goals}."
    return (
        "No choice found within the budget meets all targets. Smallest overrun found: "
        f"{figure(overrun['money'])} {money}, for {len(overrun['chosen'])} of the candidates."
    )
