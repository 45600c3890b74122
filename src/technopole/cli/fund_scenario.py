"""technopole fund scenario: a joint fund solved for what its awards do for a goal of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from technopole.cli.common import Steps, faults_as_exit_codes, print_json
from technopole.cli.fund import Folder, Gap, Json, Out, Seconds, effort_of, write_results

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 10


def scenario(
    folder: Folder,
    region: Annotated[str, typer.Option(help="region the fund spends in")] = "hong-kong-shenzhen",
    plan: Annotated[str | None, typer.Option(help="plan it is added to (default: the region's)")] = None,
    goal: Annotated[str, typer.Option(help="indicator@scope its awards are worth")] = "innovation_jobs",
    year: Annotated[int | None, typer.Option(help="year of the goal (default: the last)")] = None,
    discounted: Annotated[
        bool, typer.Option("--discounted", help="The goal summed over the run at the discount rate.")
    ] = False,
    amount: Annotated[
        float | None, typer.Option(help="all budgets together, region's money (default: as in the study)")
    ] = None,
    payer: Annotated[
        list[str] | None, typer.Option(help="SIDE=FUNDER of funders.csv (default: the side's government)")
    ] = None,
    performer: Annotated[str, typer.Option(help="who spends the money")] = "higher_education",
    stage: Annotated[str | None, typer.Option(help="stage it pays for (default: as the performer's)")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="at most so many rounds")] = 12,
    out: Out = None,
    gap: Gap = 1e-4,
    time_limit: Seconds = None,
    as_json: Json = False,
) -> None:
    """Award what does most for a goal of a plan, and say what the fund changes there.

    A proposal is worth its additionality and merit times what a unit of money does for the goal where and
    when it spends, from the model's own derivatives. Solved again at the money sent until the awards repeat.

    Example: technopole fund scenario my-fund --plan northern-metropolis --goal innovation_jobs@north
    """
    with faults_as_exit_codes(as_json=as_json), Steps(rounds + 6) as steps:
        steps.next("Reading the study, the region and the plan")
        from technopole.decide.fund import ask, scenario_answer, scenario_texts
        from technopole.funds import load_study, near_ties
        from technopole.future.remembered import calibrated_city
        from technopole.plans import load_plan
        from technopole.region import load_region

        problem, where = load_study(folder), load_region(region)
        followed = load_plan(where, plan or where.settings.default_plan)
        payers = _pairs(payer or ())
        steps.next("Calibrating the base year")
        city = calibrated_city(where)
        asked = ask(
            city, followed, problem, goal, year=year, discounted=discounted, amount=amount, payers=payers,
            performer=performer, stage=stage, rounds=rounds, effort=effort_of(gap, time_limit),
            progress=steps.next,
        )  # fmt: skip
        steps.next("Near-ties")
        ties = near_ties(asked.solved.portfolio)
        answer = scenario_answer(asked, ties)
        files = write_results(folder, out, "scenario", answer, scenario_texts(asked, ties))
    answer |= {"files": files}
    if as_json:
        print_json(answer)
        return
    show(answer)


def _pairs(texts: Iterable[str]) -> dict[str, str]:
    """SIDE=FUNDER as a mapping.

    Raises:
        InputError: a text without both.

    """
    from technopole.base.errors import Finding, InputError

    pairs: dict[str, str] = {}
    for text in texts:
        side, _, funder = text.partition("=")
        if not side.strip() or not funder.strip():
            raise InputError(Finding(f"'{text}' names no payer", remedy="Write --payer SIDE=FUNDER"))
        pairs[side.strip()] = funder.strip()
    return pairs


def show(answer: dict[str, Any]) -> None:
    """Rounds, where the money goes, the goal with and without."""
    from rich.console import Console

    from technopole.cli.numbers import figure, signed
    from technopole.cli.tables import plain_table

    console = Console(width=120)
    when = "discounted and summed" if answer["year"] is None else answer["year"]
    table = plain_table(
        f"Rounds: value of awards, {answer['unit']} ({answer['goal_name']}, {when})",
        [("round", "right"), ("awards", "right"), ("turned", "right"), ("value", "right"),
         (f"delivered, m {answer['money']}", "right")],
    )  # fmt: skip
    for row in answer["rounds"]:
        money = f"{row['money'] / 1e6:,.1f}"
        table.add_row(str(row["number"]), str(row["awards"]), str(row["turned"]), figure(row["value"]), money)
    places = plain_table(
        f"Where it is spent, m {answer['money']}", [("zone", "left"), ("over all years", "right")]
    )
    for row in answer["by_zone"][:SHOWN]:
        places.add_row(row["name"], f"{row['amount'] / 1e6:,.1f}")
    rest = answer["by_zone"][SHOWN:]
    if rest:
        places.add_row(f"and {len(rest)} more", f"{sum(row['amount'] for row in rest) / 1e6:,.1f}")
    moved = "; ".join(f"{row['from']} to {row['to']} {row['amount']:,.1f}" for row in answer["between_sides"])
    without, full = answer["goal_without"], answer["goal_with"]
    counted = f"{answer['awarded']} of {answer['proposals']} awarded, {answer['near_ties']} near-ties"
    lines = [
        "The awards repeated." if answer["settled"] else "The awards did not repeat: give more --rounds.",
        f"{counted}, gap {answer['gap']:.1e}",
        f"From side to side, the study's money: {moved or 'nothing'}",
        f"Goal without the fund {without:,.1f}, with it {full:,.1f}: {signed(answer['gain'])}",
        answer["caveat"],
        f"Wrote {', '.join(answer['files'])}",
    ]
    console.print(table, places)
    console.print(*lines, sep="\n")
