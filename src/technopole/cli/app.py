"""All commands in one application."""

from __future__ import annotations

import gc

import typer

from technopole.cli import (
    bring,
    check,
    claims,
    compare,
    ecosystem,
    ensemble,
    export,
    fit,
    fund,
    fund_scenario,
    init,
    lab,
    listing,
    programme,
    query,
    report,
    run,
    targets,
    value,
)

app = typer.Typer(
    name="technopole",
    help="Planning laboratory for regions that straddle a border: a region and a plan in, who lives and "
    "works where at what rents and wages out, year by year, scored against the plan's own targets.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("run")(run.run)
app.command("compare")(compare.compare)
app.command("report")(report.report)
app.command("ecosystem")(ecosystem.ecosystem)
app.command("fit")(fit.fit)
app.command("check")(check.check)
app.command("export")(export.export)
app.command("list")(listing.listing)
app.command("init")(init.init)
app.command("query")(query.query)
app.command("import")(bring.bring)
fund.fund.command("scenario")(fund_scenario.scenario)
app.add_typer(fund.fund, name="fund")
app.command("claims")(claims.claims)
app.command("ensemble")(ensemble.ensemble)
app.command("targets")(targets.targets)
app.command("value")(value.value)
app.command("programme")(programme.programme)
app.command("lab")(lab.lab)


@app.callback(invoke_without_command=True)
def version(
    show: bool = typer.Option(False, "--version", help="Print the version and stop.", is_eager=True),
) -> None:
    """Options of the application itself."""
    if show:
        from technopole import __version__

        typer.echo(f"technopole {__version__}")
        raise typer.Exit


def main() -> None:
    """Entry point of the `technopole` command."""
    gc.disable()  # a command lives for seconds; looking for garbage would take a twentieth of them
    app()
