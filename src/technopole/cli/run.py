"""technopole run: a region and a plan in, a path, a scorecard and a report out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from technopole.cli.common import NOT_CONVERGED, Steps, faults_as_exit_codes, print_json

if TYPE_CHECKING:
    import pandas as pd

    from technopole.future.leave_one_out import LeftOut
    from technopole.future.run import Run

SCORECARD_KEYS = (
    "indicator", "name", "scope", "unit", "better", "first", "last", "baseline_last", "change", "target",
    "target_year", "value_at_target_year", "meets", "miss", "grade", "family",
)  # fmt: skip


def run(
    region: Annotated[str, typer.Argument(help="name of a shipped region, or a region folder")],
    plan: Annotated[str | None, typer.Option(help="plan of the region, or a YAML file")] = None,
    baseline: Annotated[
        str | None, typer.Option(help="plan to compare with ('none' for no comparison)")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="run folder (default: runs/REGION/PLAN, replaced)")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a run that lies in --out.")] = False,
    report: Annotated[bool, typer.Option(help="Write report.html into the run folder.")] = True,
    lever: Annotated[
        list[str] | None, typer.Option("--lever", help="lever to move: clear=20 (repeat for more)")
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="parameter to change: name=value or name.label=value")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Simulate a plan from the base year to the last and score it against its own targets.

    Example: technopole run hong-kong-shenzhen --plan northern-metropolis
    With levers moved: technopole run hong-kong-shenzhen --plan northern-metropolis --lever clear=20
    Another value of a parameter: technopole run two-towns --set customer_take_up=0 --set move.talent=0.2
    """
    begun = time.perf_counter()
    with faults_as_exit_codes(as_json=as_json), Steps(6) as steps:
        result, base, card, folder, left_out = _simulate(
            region, plan, baseline, out, lever or [], settings or [], overwrite=overwrite, report=report,
            steps=steps,
        )  # fmt: skip
        if report and result.converged:
            steps.next("Writing the report")
            report = _write_report(result, base, folder, card, left_out)
    answer = summary(result, card, folder, time.perf_counter() - begun)
    if result.failure:
        typer.echo(result.failure, err=True)
    if as_json:
        print_json(answer)
    elif result.failure:
        show_stopped(result, folder)
    else:
        from technopole.cli.tables import show_run

        show_run(result, base, card, folder, report=report and result.converged)
    if result.failure:
        raise typer.Exit(NOT_CONVERGED)


def _write_report(
    result: Run, base: Run | None, folder: Path, card: pd.DataFrame, left_out: list[LeftOut] | None
) -> bool:
    """Write the report; say so, and go on, where a checkout's page is not built."""
    from technopole.report import write_report
    from technopole.report.bundle import PageMissingError

    try:
        write_report(result, base, folder / "report.html", left_out=left_out, card=card)
    except PageMissingError as error:
        typer.echo(f"No report was written. {error}", err=True)
        return False
    return True


def show_stopped(result: Run, folder: Path) -> None:
    """What is left of a run that stopped: its years and its folder, no verdict on the plan."""
    kept = f"{result.years[0]} to {result.years[-1]}" if result.years else "none"
    typer.echo(f"Years kept: {kept}")
    typer.echo(f"Run folder: {folder} (incomplete)")


def _simulate(
    region_name: str,
    plan_name: str | None,
    baseline: str | None,
    out: Path | None,
    levers: list[str],
    settings: list[str],
    *,
    overwrite: bool,
    report: bool,
    steps: Steps,
) -> tuple[Run, Run | None, pd.DataFrame, Path, list[LeftOut] | None]:
    """Load, calibrate, simulate plan and baseline, score, write; and test left-out places for a report."""
    steps.next("Reading the region and the plan")
    from technopole.plans import load_plan, with_levers
    from technopole.plans.levers import parsed
    from technopole.region import load_region
    from technopole.region.changes import parse_setting, with_parameters
    from technopole.store import check_target, write_run

    region = load_region(region_name)
    region = with_parameters(region, dict(parse_setting(text, region.parameters) for text in settings))
    plan = load_plan(region, plan_name or region.settings.default_plan)
    plan = with_levers(region, plan, dict(parsed(text) for text in levers))
    other = None if baseline == "none" else baseline or plan.baseline or region.settings.baseline
    reference = load_plan(region, other) if other and other != plan.id else None
    folder = out or Path("runs") / region.id / "+".join((plan.id, *settings))
    replace = overwrite or out is None
    check_target(folder.expanduser().absolute(), overwrite=replace)

    steps.next("Calibrating the base year")
    from technopole.future.remembered import calibrated_city, left_out_places
    from technopole.future.run import simulate

    city = calibrated_city(region)
    left_out = left_out_places(city) if report else None  # while the year loop is being compiled
    steps.next(f"Following '{plan.id}' year by year")
    result = simulate(city, plan, on_failure="return")
    base = None if reference is None else simulate(city, reference)
    steps.next("Scoring")
    from technopole.indicators import scorecard

    card = scorecard(result, base)
    steps.next("Writing the run folder")
    write_run(result, folder, base=base, scorecard=card, overwrite=replace)
    return result, base, card, folder, left_out


def summary(result: Run, card: pd.DataFrame, folder: Path, wall_s: float) -> dict[str, Any]:
    """The one object `--json` prints."""
    certificate = result.certificate
    return {
        "region": result.region.id,
        "plan": result.plan.id,
        "years": [result.years[0], result.years[-1]] if result.years else [],
        "converged": result.converged,
        "failure": result.failure,
        "max_residual": certificate["max_residual"],
        "conservation": certificate["conservation"],
        "certificate": certificate,
        "wall_s": round(wall_s, 3),
        "run": str(folder),
        "warnings": result.warnings,
        "fit": result.fit,
        "scorecard": card[[key for key in SCORECARD_KEYS if key in card]].to_dict("records"),
    }
