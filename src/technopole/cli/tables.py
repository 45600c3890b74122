"""Tables for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from technopole.future.run import Run

VERDICTS = {"yes": "[green]● meets[/]", "no": "[red]▽ misses[/]", "too late": "[red]▽ too late[/]"}
LARGE = 1e4


def figure(value: Any) -> str:
    """A number a person reads: at most three or four significant digits, thousands grouped."""
    if value is None or (isinstance(value, float) and not np.isfinite(value)):
        return ""
    number = float(value)
    if number == 0:
        return "0"
    if abs(number) >= LARGE:
        digits = 3 - int(np.floor(np.log10(abs(number))))
        return f"{round(number, digits):,.0f}"
    return f"{number:,.4g}" if abs(number) < 1000 else f"{number:,.0f}"


def scorecard_table(card: pd.DataFrame, years: tuple[int, ...], title: str) -> Any:
    """The scorecard as a rich table."""
    from rich.table import Table

    table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for heading, justify in (
        ("Indicator", "left"), ("Where", "left"), ("Unit", "left"), (str(years[0]), "right"),
        (str(years[-1]), "right"), ("Against baseline", "right"), ("Target", "right"), ("Verdict", "left"),
        ("Grade", "left"),
    ):  # fmt: skip
        table.add_column(heading, justify=justify, no_wrap=heading in {"Unit", "Verdict"})  # type: ignore[arg-type]
    family = None
    for row in card.to_dict("records"):
        if row["family"] != family:
            family = row["family"]
            table.add_row(f"[bold]{family}[/]")
        target = figure(row["target"])
        if target and np.isfinite(float(row["target_year"] or np.nan)):
            target = f"{target} ({int(row['target_year'])})"
        verdict = VERDICTS.get(row["meets"] or "", "")
        if verdict and row["meets"] != "yes" and figure(row["miss"]):
            verdict = f"{verdict} by {figure(row['miss'])}"
        change = figure(row["change"])
        table.add_row(
            f"  {row['name']}", str(row["scope_name"] if "scope_name" in row else row["scope"]), str(row["unit"]),
            figure(row["first"]), figure(row["last"]),
            f"+{change}" if change and row["change"] > 0 else change, target, verdict, str(row["grade"]),
        )  # fmt: skip
    return table


def show_run(run: Run, base: Run | None, card: pd.DataFrame, folder: Path, *, report: bool) -> None:
    """What a person sees after a run."""
    from rich.console import Console

    console = Console()
    width = max(console.width, 150) if not console.is_terminal else console.width
    console = Console(width=width)
    compared = f", compared with '{base.plan.id}'" if base else ""
    title = f"{run.region.settings.name.en}: plan '{run.plan.id}' {run.years[0]}-{run.years[-1]}{compared}"
    console.print(scorecard_table(card, run.years, title))
    console.print()
    console.print(certificate_line(run))
    for row in run.fit:
        if not row["fitted"]:
            console.print(f"Fit: {row['what']}, {row['place']}: model {figure(row['model'])}, "
                          f"data {figure(row['data'])} {row['unit']}")
    if run.warnings:
        console.print(f"[yellow]{len(run.warnings)} warnings[/] on assumed data and the plan "
                      "(in the report, with --json, or by `technopole check`).")
    console.print(f"Run folder: {folder}")
    if report:
        console.print(f"Report: {folder / 'report.html'} (open it in a browser)")


def certificate_line(run: Run) -> str:
    """The certificate in one line."""
    facts = run.certificate
    books = max(facts["conservation"].values())
    state = "converged" if run.converged else "[red]stopped early[/]"
    return (
        f"Certificate: {state}, largest log residual {facts['max_residual']:.1e}, books of people, jobs, floor "
        f"and money closed to {books:.1e}, smallest singular value {facts['smallest_singular_value']:.2g}, "
        f"{'stable' if facts['stable'] else '[red]unstable[/]'} base year"
    )


def comparison_table(frame: pd.DataFrame) -> Any:
    """Two scorecards side by side; every column of numbers as a person reads it."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in frame.columns:
        table.add_column(str(column).replace("_", " "))
    for row in frame.itertuples(index=False):
        table.add_row(*[figure(value) if isinstance(value, float) else str(value) for value in row])
    return table


def fit_tables(rows: list[dict[str, Any]], places: list[Any], errors: dict[str, float]) -> list[Any]:
    """Model against data, and places predicted as greenfields."""
    from rich.table import Table

    fit = Table(title="Base year: model against data", title_justify="left", box=None, header_style="bold")
    for heading in ("What", "Where", "Model", "Data", "Unit", "Fitted", "Grade"):
        fit.add_column(heading, justify="right" if heading in {"Model", "Data"} else "left")
    for row in rows:
        fit.add_row(row["what"], row["place"], figure(row["model"]), figure(row["data"]), row["unit"],
                    "yes" if row["fitted"] else "no", row["grade"])
    left = Table(title="Existing places predicted as greenfields", title_justify="left", box=None, header_style="bold")
    for heading in ("Place", "What", "Donor", "Model", "Data", "ln(model / data)"):
        left.add_column(heading, justify="right" if heading in {"Model", "Data"} else "left")
    for place in places:
        left.add_row(place.zone, place.what, place.donor, figure(place.model), figure(place.data),
                     f"{place.log_error:+.2f}")
    for what, error in errors.items():
        left.add_row(f"[bold]root mean square, {what}[/]", "", "", "", "", f"{error:.2f}")
    return [fit, left]
