"""Tables for the terminal: what a run says in one screen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from technopole.cli.numbers import figure, signed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from technopole.future.run import Run
    from technopole.region import Region

VERDICTS = {"yes": "[green]● meets[/]", "no": "[red]▽ misses[/]", "too late": "[red]▽ too late[/]"}
HEADLINES = (
    "population", "jobs", "innovation_jobs", "new_homes", "jobs_homes_balance", "self_containment",
    "mean_minutes", "jobs_in_45_minutes", "home_rent", "home_cost_share", "home_floor_per_person",
)  # fmt: skip
REGION_WIDE = (
    "population_share_of_side", "jobs_share_of_side", "theil", "jobs_centre_north", "cross_border_commuters",
    "crossing_trips", "mean_clearance", "peak_crossing_load", "integration_index", "transport_carbon",
    "welfare", "mean_income", "plan_cost", "plan_cost_present_value", "land_income", "public_account",
)  # fmt: skip
WIDTH = 132


def plain_table(title: str, headings: Iterable[tuple[str, str]]) -> Any:
    """A table without boxes."""
    from rich.table import Table

    table = Table(
        title=title, title_justify="left", title_style="bold", header_style="dim", box=None, pad_edge=False
    )
    for heading, justify in headings:
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    return table


def targets_table(card: pd.DataFrame, years: tuple[int, ...]) -> Any:
    """Every scored target with its verdict."""
    first, last = str(years[0]), str(years[-1])
    table = plain_table(
        "What the plans set out to reach",
        [("", "left"), ("where", "left"), (first, "right"), (last, "right"), ("target", "right"),
         ("by", "right"), ("value then", "right"), ("verdict", "left"), ("data", "left")],
    )  # fmt: skip
    for row in card[card["target"].notna()].to_dict("records"):
        verdict = VERDICTS.get(row["meets"], "not judged")
        if row["meets"] and row["meets"] != "yes":
            verdict = f"{verdict} by {figure(row['miss'])}"
        year = row["target_year"]
        table.add_row(row["name"], row["scope_name"], figure(row["first"]), figure(row["last"]),
                      figure(row["target"]), "" if math.isnan(year) else str(int(year)),
                      figure(row["value_at_target_year"]), verdict, row["grade"])  # fmt: skip
    return table


def parts_table(run: Run, card: pd.DataFrame, *, compared: bool) -> Any:
    """Headline indicators by part of the region: first year, last year, difference to the baseline."""
    region, years = run.region, run.years
    headings = [("", "left"), ("unit", "left")]
    for part in region.parts:
        headings += [(f"{region.scope_name(part)} {years[0]}", "right"), (str(years[-1]), "right")]
        headings += [("vs\nbaseline" if compared else "change", "right")]
    table = plain_table("Where people live and work", headings)
    names = [str(name) for name in card["name"][card["indicator"].isin(HEADLINES)]]
    table.columns[0].width = max((len(word) for name in names for word in name.split()), default=0)
    cells = {(row["indicator"], row["scope"]): row for row in card.to_dict("records")}
    for indicator in HEADLINES:
        found = [cells.get((indicator, part)) for part in region.parts]
        known = next((row for row in found if row), None)
        if known is None:
            continue
        line = [known["name"], known["unit"]]
        for row in found:
            line += (
                [figure(row["first"]), figure(row["last"]), signed(row["change"])] if row else ["", "", ""]
            )
        table.add_row(*line)
    return table


def region_table(card: pd.DataFrame, years: tuple[int, ...], *, compared: bool) -> Any:
    """Indicators of sides and of the whole region."""
    change = "vs baseline" if compared else "change"
    table = plain_table(
        "Balance, border, welfare and money",
        [("", "left"), ("where", "left"), ("unit", "left"), (str(years[0]), "right"),
         (str(years[-1]), "right"), (change, "right")],
    )  # fmt: skip
    order = {name: place for place, name in enumerate(REGION_WIDE)}
    rows = [row for row in card.to_dict("records") if row["indicator"] in order]
    for row in sorted(rows, key=lambda row: order[row["indicator"]]):
        table.add_row(row["name"], row["scope_name"], row["unit"], figure(row["first"]), figure(row["last"]),
                      signed(row["change"]))  # fmt: skip
    return table


def fit_summary(rows: list[dict[str, Any]]) -> list[str]:
    """Unfitted comparisons of the base year, a sentence each."""
    return [
        f"{row['what']}, {row['place']}: model {figure(row['model'])}, "
        f"data {figure(row['data'])} {row['unit']}"
        for row in rows
        if not row["fitted"]
    ]


def show_run(run: Run, base: Run | None, card: pd.DataFrame, folder: Path, *, report: bool) -> None:
    """What a person sees after a run."""
    from rich.console import Console

    console = Console(width=WIDTH)
    compared = f", compared with '{base.plan.id}'" if base else ""
    name = run.region.settings.name.en
    console.print(f"[bold]{name}: plan '{run.plan.id}', {run.years[0]} to {run.years[-1]}{compared}[/]\n")
    if len(card):
        console.print(targets_table(card, run.years), "")
        console.print(parts_table(run, card, compared=base is not None), "")
        console.print(region_table(card, run.years, compared=base is not None), "")
    console.print(f"[bold]Certificate[/] {certificate_line(run)}")
    for sentence in fit_summary(run.fit):
        console.print(f"[bold]Fit[/] {sentence}")
    if run.warnings:
        console.print(
            f"[yellow]{len(run.warnings)} warnings[/] on assumed data and on the plan (in the report, "
            "with --json, or by `technopole check`)."
        )
    console.print(f"[bold]Run folder[/] {folder}")
    if report:
        console.print(f"[bold]Report[/] {folder / 'report.html'} (open it in a browser)")


def certificate_line(run: Run) -> str:
    """The certificate in one line."""
    facts = run.certificate
    books = max(facts["conservation"].values())
    return (
        f"{'converged' if run.converged else '[red]stopped early[/]'}; largest log residual "
        f"{facts['max_residual']:.1e}; books of people, jobs, floor and money closed to {books:.1e}; "
        f"smallest singular value {facts['smallest_singular_value']:.2g}; "
        f"{'stable' if facts['stable'] else '[red]unstable[/]'} base year"
    )


def comparison_table(frame: pd.DataFrame, years: tuple[int, int]) -> Any:
    """Two scorecards side by side: values of both runs in the last year and their difference."""
    table = plain_table(
        f"{years[0]}, and A and B in {years[1]}",
        [("", "left"), ("where", "left"), ("unit", "left"), (str(years[0]), "right"), ("A", "right"),
         ("B", "right"), ("B - A", "right"), ("%", "right"), ("target", "right"), ("A", "left"),
         ("B", "left")],
    )  # fmt: skip
    for row in frame.to_dict("records"):
        numbers = [figure(row[key]) for key in ("first", "a", "b")]
        change = [signed(row["difference"]), signed(row["percent"]), figure(row["target"])]
        verdicts = [VERDICTS.get(row[key], "") for key in ("meets_a", "meets_b")]
        table.add_row(row["name"], row["scope_name"], row["unit"], *numbers, *change, *verdicts)
    return table


def main_rows(card: pd.DataFrame, region: Region) -> pd.DataFrame:
    """Rows of a comparison that a planner reads first: targets, then headlines by part and of the region."""
    targets = card["target"].notna()
    parts = card["indicator"].isin(HEADLINES) & card["scope"].isin(region.parts)
    whole = card["indicator"].isin(REGION_WIDE) & (card["scope"] == "region")
    rest = card[(parts | whole) & ~targets]
    order = {name: place for place, name in enumerate((*HEADLINES, *REGION_WIDE))}
    place = rest["indicator"].map(order)
    return card.loc[[*card.index[targets], *place.sort_values(kind="stable").index]]


def fit_tables(rows: list[dict[str, Any]], places: list[Any], errors: dict[str, float]) -> list[Any]:
    """Model against data, and places predicted as greenfields."""
    fit = plain_table(
        "Base year: model against data",
        [("what", "left"), ("where", "left"), ("model", "right"), ("data", "right"), ("unit", "left"),
         ("fitted", "left"), ("grade", "left")],
    )  # fmt: skip
    for row in rows:
        fit.add_row(row["what"], row["place"], figure(row["model"]), figure(row["data"]), row["unit"],
                    "yes" if row["fitted"] else "no", row["grade"])  # fmt: skip
    left = plain_table(
        "Existing places predicted as greenfields",
        [("place", "left"), ("what", "left"), ("donor", "left"), ("model", "right"), ("data", "right"),
         ("ln(model / data)", "right")],
    )  # fmt: skip
    for place in places:
        left.add_row(place.zone, place.what, place.donor, figure(place.model), figure(place.data),
                     f"{place.log_error:+.2f}")  # fmt: skip
    for what, error in errors.items():
        left.add_row(f"[bold]root mean square, {what}[/]", "", "", "", "", f"{error:.2f}")
    return [fit, left]
