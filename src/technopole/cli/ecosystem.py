"""technopole ecosystem: from research to market, and what crosses the border on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from technopole.base.plain import plain
from technopole.cli.common import Steps, faults_as_exit_codes, print_json

if TYPE_CHECKING:
    from rich.table import Table

    from technopole.store.read import StoredRun

BILLION = 1e9


def ecosystem(
    run: Annotated[Path, typer.Argument(help="run folder")],
    draws: Annotated[int, typer.Option(min=0, help="draws of what no figure fixes, from its ranges")] = 8,
    seed: Annotated[int, typer.Option(help="seed of the draws")] = 0,
    out: Annotated[Path | None, typer.Option(help="JSON file to write the answer to, for `report`")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Say which stage of innovation binds, what money gains there, and what each flow is worth.

    Example: technopole ecosystem runs/hong-kong-shenzhen/northern-metropolis
    """
    with faults_as_exit_codes(as_json=as_json), Steps(5) as steps:
        steps.next("Reading the run")
        from technopole.decide.ecosystem import ecosystem_answer
        from technopole.future.remembered import calibrated_city
        from technopole.store import read_run

        stored = read_run(run)
        city = calibrated_city(stored.region)
        answer = ecosystem_answer(city, stored.plan, draws=draws, seed=seed, said=steps.next)
        answer = {"run": str(run)} | answer
        if out is not None:
            write_answer(out, answer)
    if as_json:
        print_json(answer)
        return
    from rich.console import Console

    console = Console(width=140)
    for table in (stage_table(answer), flow_table(answer), doubt_table(answer), check_table(answer)):
        console.print(table)
    for line in sentences(answer):
        console.print(line)


def write_answer(out: Path, answer: dict[str, Any]) -> None:
    """Write the answer as JSON."""
    from technopole.base.errors import Finding, InputError

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(plain(answer), indent=1, allow_nan=False) + "\n", encoding="utf-8")
    except OSError as error:
        what = f"'{out}' cannot be written: {error.strerror}"
        raise InputError(Finding(what, remedy="Give a file in a folder you may write to")) from error


def read_answer(file: Path, stored: StoredRun) -> dict[str, Any]:
    """Read what `write_answer` wrote, of the same region and plan.

    Raises:
        InputError: no such file, not such a file, or one of another run.

    """
    from technopole.base.errors import Finding, InputError

    remedy = "Make it by `technopole ecosystem RUN --out FILE`"
    try:
        answer = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(Finding(f"cannot be read: {error}", str(file), remedy=remedy)) from error
    if not isinstance(answer, dict) or not {"flows", "bottlenecks", "region", "plan"} <= set(answer):
        raise InputError(Finding("holds no answer of `technopole ecosystem`", str(file), remedy=remedy))
    if (answer["region"], answer["plan"]) != (stored.region.id, stored.plan.id):
        what = f"is of plan '{answer['plan']}' of '{answer['region']}', the run of '{stored.plan.id}'"
        raise InputError(Finding(what, str(file), remedy=remedy))
    return answer


def stage_table(answer: dict[str, Any]) -> Table:
    """Stages by side in the last year."""
    from rich.table import Table

    names = (
        "side",
        "stage",
        "people",
        "money, bn",
        "waiting",
        "could take up",
        "passed a year",
        "years",
        "gain",
    )
    money, last = answer["money"], answer["years"][1]
    title = f"Research to market, {last} (gain: {money} of productivity per {money})"
    table = Table(*names, title=title, title_justify="left")
    binding = {(row["side"], row["stage"]) for row in answer["bottlenecks"]}
    for row in answer["stages"]:
        mark = "  < binds" if (row["side"], row["stage"]) in binding else ""
        table.add_row(
            row["side"],
            row["stage"].replace("_", " "),
            f"{row['people']:,.0f}",
            f"{row['money'] / BILLION:,.1f}",
            *(f"{row[name]:,.0f}" if name in row else "" for name in ("projects", "capacity", "flow")),
            f"{row['years']:.1f}" if "years" in row else "",
            f"{row['gain_per_hkd']:.4f}{mark}",
        )
    return table


def flow_table(answer: dict[str, Any]) -> Table:
    """The four flows."""
    from rich.table import Table

    title = f"Flows between the sides, in bn {answer['money']} of innovation sales, discounted"
    names = ("flow", "volume", "", "1% less friction", "friction gone", "Shapley")
    table = Table(*names, title=title, title_justify="left")
    for row in answer["flows"]:
        shown = f"{row['volume']:,.2f}" if row["volume"] < 1 else f"{row['volume']:,.0f}"
        values = (f"{row[name] / BILLION:+,.3f}" for name in ("marginal", "removal", "shapley"))
        table.add_row(row["flow"], shown, row["unit"], *values)
    return table


def doubt_table(answer: dict[str, Any]) -> Table:
    """The binding stage, with one stage map for all, and over draws."""
    from rich.table import Table

    names = ("goal of", "binds", "with one map for all", f"over {answer['draws']['count']} draws")
    table = Table(*names, title="Where a unit of money gains most", title_justify="left")
    for row, other in zip(answer["bottlenecks"], answer["placebo"], strict=True):
        shares = answer["draws"]["share"].get(row["side"], {})
        spread = ", ".join(
            f"{stage.replace('_', ' ')} {share:.0%}" for stage, share in shares.items() if share > 0
        )
        table.add_row(
            row["side"],
            row["stage"].replace("_", " "),
            other["stage"].replace("_", " "),
            spread or "not drawn",
        )
    return table


def check_table(answer: dict[str, Any]) -> Table:
    """Research spending of later years from earlier ones, beside naive forecasts."""
    from rich.table import Table

    names = ("side", "what", "year", "published", "model's error", "log trend's", "no change's")
    table = Table(*names, title="Given public research until 2018 and after", title_justify="left")
    for row in answer["back_check"]:
        errors = (row.get(name) for name in ("error", "trend_error", "no_change_error"))
        shown = ("not scored" if error is None else f"{error:+.1%}" for error in errors)
        table.add_row(row["side"], row["what"], str(row["year"]), f"{row['data']:,.0f}", *shown)
    return table


def sentences(answer: dict[str, Any]) -> list[str]:
    """What a reader must know about these figures."""
    unknown = ", ".join(sorted({row["parameter"].replace("_", " ") for row in answer["not_identified"]}))
    books = max(answer["conservation"].values())
    closed = f"Books of projects, talent and research money close to {books:.0e}."
    moves = f"No published figure fixes {unknown}: every value above moves with them (docs/innovation.md)."
    return [closed, moves]
