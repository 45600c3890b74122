"""technopole fund: joint funds, their best portfolios and the price of their rules."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from technopole.base.plain import plain
from technopole.cli.common import Steps, faults_as_exit_codes, print_json

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

fund = typer.Typer(
    help="Joint funds: award lists that are optimal within a proven gap, and what each rule costs.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

PAGES = ("solve", "price", "frontier", "scenario")
"""Results of which the page is made, in the order it takes them."""
Folder = Annotated[Path, typer.Argument(help="study folder: fund.toml and its tables")]
Out = Annotated[Path | None, typer.Option(help="folder for results (default: FOLDER/results)")]
Gap = Annotated[float, typer.Option(min=0.0, help="relative gap to prove")]
Seconds = Annotated[float | None, typer.Option("--time-limit", min=0.0, help="seconds for each solution")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")]


@fund.command("init")
def init(
    folder: Annotated[Path, typer.Argument(help="new folder")],
    scheme: Annotated[str, typer.Option(help="a shipped scheme (see `technopole fund schemes`)")],
    proposals: Annotated[int, typer.Option(help="number of synthetic proposals")] = 120,
    seed: Annotated[int, typer.Option(min=0, help="seed of the synthetic proposals")] = 1,
    years: Annotated[int, typer.Option(help="years of payment")] = 3,
    template: Annotated[bool, typer.Option("--template", help="Headers only, for real proposals.")] = False,
    as_json: Json = False,
) -> None:
    """Write a study to start from: a scheme's rules, budgets and proposals.

    Example: technopole fund init my-fund --scheme co-managed-real-pot --proposals 120 --seed 1
    """
    with faults_as_exit_codes(as_json=as_json):
        from technopole.funds import scheme_problem, write_study

        path = write_study(scheme_problem(scheme, proposals, seed, years), folder, template=template)
    if as_json:
        print_json(
            {"folder": str(path), "scheme": scheme, "proposals": 0 if template else proposals, "seed": seed}
        )
        return
    typer.echo(f"{path}: {'a template' if template else f'{proposals} synthetic proposals'} under '{scheme}'")


@fund.command("schemes")
def schemes(as_json: Json = False) -> None:
    """List the shipped schemes.

    Example: technopole fund schemes
    """
    from technopole.funds import list_schemes

    known = list_schemes()
    if as_json:
        print_json({"schemes": [{"id": name, "description": text} for name, text in known.items()]})
        return
    for name, text in known.items():
        typer.echo(f"{name:<20}  {text}")


@fund.command("solve")
def solve(
    folder: Folder, out: Out = None, gap: Gap = 1e-6, time_limit: Seconds = None, as_json: Json = False
) -> None:
    """Find the best portfolio and write the award list, payments and a report.

    Example: technopole fund solve my-fund
    """
    with faults_as_exit_codes(as_json=as_json), Steps(3) as steps:
        from technopole.funds import award_list, near_ties, results

        portfolio, seconds = _solved(folder, gap, time_limit, steps)
        steps.next("Near-ties")
        ties = near_ties(portfolio)
        answer = results.solve_result(portfolio, ties)
        texts = {
            "awards.csv": award_list.award_table(portfolio, ties),
            "payments.csv": award_list.payment_table(portfolio),
        }
        written = write_results(folder, out, "solve", answer, texts)
    answer |= {"solve_s": round(seconds, 3), "files": written}
    if as_json:
        print_json(answer)
        return
    from technopole.cli.fund_tables import show_solved

    show_solved(answer)


@fund.command("price")
def price(
    folder: Folder, out: Out = None, gap: Gap = 1e-6, time_limit: Seconds = None, as_json: Json = False
) -> None:
    """Say what each rule costs, and what one more unit of each budget is worth.

    Example: technopole fund price my-fund
    """
    with faults_as_exit_codes(as_json=as_json), Steps(90) as steps:
        from technopole.funds import price as price_of
        from technopole.funds import results

        portfolio, _ = _solved(folder, gap, time_limit, steps)
        begun = time.perf_counter()
        prices = price_of(
            portfolio.problem, effort=effort_of(gap, time_limit), portfolio=portfolio, progress=steps.next
        )
        seconds = time.perf_counter() - begun
        answer = {"id": portfolio.problem.study.id, "gap": portfolio.gap} | results.price_result(prices)
        written = write_results(folder, out, "price", answer, {})
    answer |= {"price_s": round(seconds, 3), "files": written}
    if as_json:
        print_json(answer)
        return
    from technopole.cli.fund_tables import show_prices

    show_prices(answer)


@fund.command("frontier")
def frontier(
    folder: Folder,
    theta: Annotated[
        list[float] | None, typer.Option(help="widths of the band, 0 to 1 (may be repeated)")
    ] = None,
    out: Out = None,
    gap: Gap = 1e-6,
    time_limit: Seconds = None,
    as_json: Json = False,
) -> None:
    """Follow the best value from a virtual pot (theta 0) to a real one (theta 1).

    Example: technopole fund frontier my-fund
    """
    with faults_as_exit_codes(as_json=as_json), Steps(14) as steps:
        steps.next("Reading the study")
        from technopole.funds import frontier as frontier_of
        from technopole.funds import load_study, results
        from technopole.funds.bands import THETAS

        problem = load_study(folder)
        points = frontier_of(problem, theta or THETAS, effort=effort_of(gap, time_limit), progress=steps.next)
        answer = {
            "id": problem.study.id,
            "gap": max(point.gap for point in points),
        } | results.frontier_result(points)
        written = write_results(folder, out, "frontier", answer, {})
    answer |= {"files": written}
    if as_json:
        print_json(answer)
        return
    from technopole.cli.fund_tables import show_frontier

    show_frontier(answer)


@fund.command("compare")
def compare(
    a: Annotated[Path, typer.Argument(help="study folder A")],
    b: Annotated[Path, typer.Argument(help="study folder B")],
    gap: Gap = 1e-6,
    time_limit: Seconds = None,
    as_json: Json = False,
) -> None:
    """Solve two studies and hold them side by side.

    Example: technopole fund compare today proposed
    """
    with faults_as_exit_codes(as_json=as_json), Steps(4) as steps:
        from technopole.funds import results

        solved = [(str(folder), _solved(folder, gap, time_limit, steps)[0]) for folder in (a, b)]
        answer = results.compare_result(solved[0], solved[1])
    if as_json:
        print_json(answer)
        return
    from technopole.cli.fund_tables import show_comparison

    show_comparison(answer)


def effort_of(gap: float, seconds: float | None) -> Any:
    """How hard to look, from the options."""
    from technopole.funds.highs import Effort

    return Effort(gap=gap) if seconds is None else Effort(gap=gap, seconds=seconds)


def _solved(folder: Path, gap: float, seconds: float | None, steps: Steps) -> tuple[Any, float]:
    """Read and solve; the seconds are the solution's own."""
    steps.next(f"Reading {folder}")
    from technopole.funds import load_study
    from technopole.funds import solve as best

    problem = load_study(folder)
    import_module("linopy")  # before the clock starts: the seconds are the solution's own

    steps.next("Solving")
    begun = time.perf_counter()
    portfolio = best(problem, effort=effort_of(gap, seconds), progress=_told(steps))
    took = time.perf_counter() - begun
    if portfolio.gap > gap * (1 + 1e-9):
        typer.echo(f"The gap is {portfolio.gap:.2g}, not {gap:g}: the time ran out first", err=True)
    return portfolio, took


def _told(steps: Steps) -> Callable[[float, float, float], None]:
    """Progress of the solver in words."""

    def tell(seconds: float, value: float, bound: float) -> None:
        gap = abs(bound - value) / max(abs(value), 1e-9)
        steps.say(f"Solving: {seconds:.0f} s, gap {gap:.1e}")

    return tell


@contextmanager
def _refusing(folder: Path) -> Generator[None]:
    """Say so if a folder cannot be written."""
    from technopole.base.errors import Finding, InputError

    try:
        yield
    except OSError as error:
        what = f"'{folder}' cannot be written: {error.strerror}"
        raise InputError(Finding(what, remedy="Give another with --out")) from error


def write_results(
    folder: Path, out: Path | None, kind: str, answer: dict[str, Any], texts: dict[str, str]
) -> list[str]:
    """Write results; the report is made of all results of the same inputs that lie there."""
    from technopole.funds.folder import fingerprint
    from technopole.report.fund import fund_page

    target = out or folder / "results"
    mark = fingerprint(folder)
    with _refusing(target):
        target.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (target / name).write_text(text, encoding="utf-8")
        content = {"inputs": mark} | plain(answer)
        (target / f"{kind}.json").write_text(
            json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        known = {name: _read(target / f"{name}.json", mark) for name in PAGES}
        files = [*texts, f"{kind}.json"]
        if known["solve"]:
            (target / "report.html").write_text(
                fund_page(known["solve"], *(known[name] for name in PAGES[1:])), encoding="utf-8"
            )
            files.append("report.html")
    return [str(target / name) for name in files]


def _read(path: Path, mark: str) -> dict[str, Any] | None:
    """A result of the same inputs, or nothing."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and content.get("inputs") == mark else None
