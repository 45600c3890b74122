"""technopole claims: what is claimed of a region, tested under many draws of what is not known."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from technopole.cli.common import faults_as_exit_codes, print_json
from technopole.cli.draws import counted, ranges_of

if TYPE_CHECKING:
    from technopole.decide.claims import Verdict
    from technopole.region import Region

UNSUPPORTED = 1
MARKS = {
    "supported": "[green]SUPPORTED[/]",
    "not supported": "[red]NOT SUPPORTED[/]",
    "depends": "[yellow]DEPENDS[/]",
}


def claims(
    region: Annotated[str, typer.Argument(help="name of a shipped region, or a region folder")],
    claim: Annotated[
        list[str] | None, typer.Option("--claim", help="only this claim (repeat for more)")
    ] = None,
    file: Annotated[Path | None, typer.Option("--claims", help="claims of another file")] = None,
    draws: Annotated[int, typer.Option(help="draws of what is not known")] = 64,
    seed: Annotated[int, typer.Option(help="of the draws")] = 0,
    workers: Annotated[int | None, typer.Option(help="processes (default: one a core)")] = None,
    scheduler: Annotated[str | None, typer.Option(help="dask.distributed scheduler, tcp://host:8786")] = None,
    delay: Annotated[str | None, typer.Option(help="draw delays of the plan too: 0,4 (years)")] = None,
    growth: Annotated[str | None, typer.Option(help="draw growth of control totals too: 0.5,1.5")] = None,
    out: Annotated[
        Path | None, typer.Option(help="folder for landed draws, claims.json and claims.html")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Test a region's claims; exit code 1 if one of them is not supported.

    A claim is supported if it holds in 80% of the draws or more, not in 20% or less; else it depends.

    Example: technopole claims hong-kong-shenzhen --draws 200 --seed 1
    """
    with faults_as_exit_codes(as_json=as_json), counted("Following draws") as progress:
        from technopole.decide.claims import ask_claims, load_claims
        from technopole.decide.claims.ask import chosen
        from technopole.region import load_region

        loaded = load_region(region)
        asked = chosen(load_claims(loaded, file), claim or [])
        verdicts = ask_claims(
            loaded, asked, draws=draws, seed=seed, workers=workers or os.cpu_count() or 1,
            scheduler=scheduler, uncertainty=ranges_of(delay=delay, growth=growth), folder=out,
            progress=progress,
        )  # fmt: skip
        if out is not None:
            from technopole.report.claims import write_claims

            write_claims(verdicts, loaded, out, draws=draws, seed=seed)
    if as_json:
        print_json(answer(verdicts, loaded, draws, seed))
    else:
        show(verdicts, loaded, draws, seed)
    if any(one.judged.verdict != "supported" for one in verdicts):
        raise typer.Exit(UNSUPPORTED)


def answer(verdicts: list[Verdict], region: Region, draws: int, seed: int) -> dict[str, Any]:
    """The one object `--json` prints."""
    return {
        "region": region.id,
        "draws": draws,
        "seed": seed,
        "claims": [one.plain() for one in verdicts],
    }


def show(verdicts: list[Verdict], region: Region, draws: int, seed: int) -> None:
    """Verdicts in the manner of a test run."""
    from rich.console import Console
    from rich.markup import escape

    from technopole.cli.numbers import signed

    console = Console(width=110, highlight=False)
    console.print(
        f"[bold]{escape(region.settings.name.en)}: {len(verdicts)} claims, {draws} draws, seed {seed}[/]\n"
    )
    for one in verdicts:
        claim, judged = one.asked.claim, one.judged
        console.print(f"{MARKS[judged.verdict]} {judged.probability:.0%}  [bold]{claim.id}[/]")
        console.print(f"  {escape(claim.statement.en)}")
        unit = one.asked.figure.unit(region)
        what = f"{claim.kind}: {one.asked.figure.words(region)}, {one.asked.year}"
        told = f"{what}; margin {signed(judged.margin)} {unit}"
        console.print(f"  [dim]{escape(told)}[/]")
        if one.counterfactual:
            console.print(f"  [dim]against {escape(one.counterfactual)}[/]")
        for split in one.flips_if:
            console.print(f"  [dim]turns if {escape(split.words)}[/]")
        missing = int((~judged.known).sum())
        if missing:
            console.print(f"  [yellow]{missing} draws were not found and are left out[/]")
    tally = {words: sum(one.judged.verdict == words for one in verdicts) for words in MARKS}
    console.print("\n" + ", ".join(f"{number} {words}" for words, number in tally.items() if number))
