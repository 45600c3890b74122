"""technopole ensemble: plans under many draws of what is not known."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from technopole.cli.common import faults_as_exit_codes, print_json
from technopole.cli.draws import counted, ranges_of

if TYPE_CHECKING:
    import pandas as pd

    from technopole.decide.discovery import Box
    from technopole.decide.ensembles import Ensemble

SHOWN = 5


def ensemble(
    region: Annotated[str, typer.Argument(help="name of a shipped region, or a region folder")],
    plan: Annotated[
        list[str] | None, typer.Option(help="plan (repeat for more; differences are to the first)")
    ] = None,
    figure: Annotated[
        list[str] | None, typer.Option(help="indicator@scope kept (default: the scorecard)")
    ] = None,
    draws: Annotated[int, typer.Option(help="number of draws")] = 128,
    seed: Annotated[int, typer.Option(help="of the draws")] = 0,
    design: Annotated[str, typer.Option(help="latin, sobol, random or saltelli")] = "latin",
    parameter: Annotated[
        list[str] | None, typer.Option(help="draw only this parameter, nu or sigma.local (repeat)")
    ] = None,
    delay: Annotated[str | None, typer.Option(help="draw delays of the plan: 0,4 (years)")] = None,
    overrun: Annotated[str | None, typer.Option(help="draw cost overruns: 1,1.5 (factor)")] = None,
    growth: Annotated[
        str | None, typer.Option(help="draw growth of control totals: 0.5,1.5 (factor)")
    ] = None,
    discover: Annotated[
        str | None, typer.Option(help="which assumptions lead to jobs@north>=500000 in the last plan")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="folder (default: runs/REGION/ensemble)")] = None,
    workers: Annotated[int | None, typer.Option(help="processes (default: one a core)")] = None,
    scheduler: Annotated[str | None, typer.Option(help="dask.distributed scheduler, tcp://host:8786")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Follow plans under many draws of every assumption with a range. A killed ensemble goes on.

    Example: technopole ensemble hong-kong-shenzhen --plan baseline --plan northern-metropolis --draws 256
    """
    with faults_as_exit_codes(as_json=as_json), counted("Following draws") as progress:
        from technopole.decide.discovery import condition_of
        from technopole.decide.ensembles import ensemble as follow
        from technopole.decide.figures import scorecard_figures
        from technopole.decide.files import write_tables
        from technopole.region import load_region

        loaded = load_region(region)
        plans = plan or list(dict.fromkeys((loaded.settings.baseline, loaded.settings.default_plan)))
        condition = None if discover is None else condition_of(discover)
        figures = figure or [one.text for one in scorecard_figures(loaded)]
        if condition is not None:
            figures = list(dict.fromkeys([*figures, condition.figure.text]))
        folder = out or Path("runs") / loaded.id / "ensemble"
        study = follow(
            loaded, plans, figures=figures, draws=draws, seed=seed, workers=workers or os.cpu_count() or 1,
            uncertainty=ranges_of(
                names=parameter, delay=delay, overrun=overrun, growth=growth, design=design
            ), scheduler=scheduler, folder=folder, progress=progress,
        )  # fmt: skip
        effects = _effects(study, design)
        write_tables(study, folder, **({} if effects is None else {"sensitivity": effects}))
        box = None
        if condition is not None:
            from technopole.decide.discovery import discover as find

            box = find(study, condition)
    if as_json:
        print_json(answer(study, effects, box, folder))
    else:
        show(study, effects, discover, box, folder)


def _effects(study: Ensemble, design: str) -> pd.DataFrame | None:
    """What each assumption explains; None where the draws are too few to say."""
    from technopole.base.errors import InputError
    from technopole.decide.sensitivity import sensitivity, total_effects

    if design == "saltelli":
        return total_effects(study)
    try:
        return sensitivity(study)
    except InputError:
        return None


def answer(study: Ensemble, effects: pd.DataFrame | None, box: Box | None, folder: Path) -> dict[str, Any]:
    """The one object `--json` prints."""
    from technopole.decide.bands import scorecard_bands

    asked = study.study
    return {
        "region": asked.region.id,
        "plans": [case.words for case in asked.cases],
        "draws": len(asked.design),
        "found": int(study.found.all(axis=1).sum()),
        "seed": asked.design.seed,
        "ensemble": str(folder),
        "scorecard": scorecard_bands(study).to_dict("records"),
        "sensitivity": [] if effects is None else effects.to_dict("records"),
        "discovery": None if box is None else box.plain(),
    }


def show(
    study: Ensemble, effects: pd.DataFrame | None, asked: str | None, box: Box | None, folder: Path
) -> None:
    """Bands, what explains most, and the box, on one screen."""
    from rich.console import Console

    from technopole.cli.numbers import figure, signed
    from technopole.cli.tables import plain_table
    from technopole.decide.bands import scorecard_bands

    console = Console(width=132)
    found = int(study.found.all(axis=1).sum())
    console.print(f"[bold]{len(study.study.design)} draws, {found} found[/]\n")
    table = plain_table(
        "What the figures are in nine of ten draws, last year",
        [("plan", "left"), ("", "left"), ("where", "left"), ("5%", "right"), ("median", "right"),
         ("95%", "right"), ("change, 5%", "right"), ("median", "right"), ("95%", "right"),
         ("target", "right"), ("chance", "right")],
    )  # fmt: skip
    card = scorecard_bands(study)
    for row in card[card["target"].notna() | (len(card) <= 40)].to_dict("records"):  # noqa: PLR2004 - a screen
        likely = "" if row["chance"] != row["chance"] else f"{row['chance']:.0%}"
        table.add_row(row["plan"], row["name"], row["scope_name"], figure(row["p5"]), figure(row["p50"]),
                      figure(row["p95"]), signed(row["change_p5"]), signed(row["change_p50"]),
                      signed(row["change_p95"]), figure(row["target"]), likely)  # fmt: skip
    console.print(table, "")
    if effects is not None:
        aimed = set(
            zip(*(card.loc[card["target"].notna(), key] for key in ("indicator", "scope")), strict=True)
        )
        clear = effects[effects["first_order"] > effects["half_width"]]
        for pair, rows in clear.groupby(["indicator", "scope"], sort=False):
            if pair not in aimed and len(study.study.figures) > SHOWN:
                continue
            top = rows.sort_values("first_order", ascending=False).head(SHOWN)
            told = ", ".join(
                f"{row['assumption']} {row['first_order']:.0%}" for row in top.to_dict("records")
            )
            console.print(f"{pair[0]}@{pair[1]} varies with {told}")
    if asked is not None:
        console.print(f"\n{asked}: " + (in_words(box) if box else "always or never, or no box was found"))
    console.print(f"\nFolder: {folder}")


def in_words(box: Box) -> str:
    """The box as a sentence."""
    parts = []
    for name, (low, high) in box.limits.items():
        ends = [] if low is None else [f"at least {low:.3g}"]
        ends += [] if high is None else [f"at most {high:.3g}"]
        parts.append(f"{name} {' and '.join(ends)}")
    return (
        f"{box.density:.0%} of draws with {', '.join(parts) or 'anything'} "
        f"({box.mass:.0%} of all draws, {box.coverage:.0%} of those that meet it)"
    )
