"""technopole check: every fault of a region folder and its plans at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from technopole.cli.common import faults_as_exit_codes, print_json

if TYPE_CHECKING:
    from technopole.base.errors import Finding
    from technopole.future.diagnose import Diagnosis


def check(
    folder: Annotated[str, typer.Argument(help="region folder, or the name of a shipped region")],
    uniqueness: Annotated[
        bool, typer.Option("--uniqueness", help="Calibrate, and look for other equilibria of the base year.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check a region folder and all of its plans; exit code 1 if anything is wrong.

    Example: technopole check regions/two-towns
    """
    from dataclasses import asdict

    from technopole.base.errors import errors_of

    with faults_as_exit_codes(as_json=as_json):
        findings = _findings(folder)
        wrong = errors_of(findings)
        found = _diagnosis(folder) if uniqueness and not wrong else None
    if as_json:
        answer = {"folder": folder, "ok": not wrong, "findings": [asdict(finding) for finding in findings]}
        print_json(answer if found is None else answer | {"uniqueness": asdict(found)})
    else:
        for finding in findings:
            typer.echo(f"{'fault  ' if finding.severity == 'error' else 'warning'}  {finding.sentence()}")
        typer.echo(f"{len(wrong)} faults, {len(findings) - len(wrong)} warnings in {folder}")
        for sentence in found.sentences() if found else ():
            typer.echo(sentence)
    if wrong:
        raise typer.Exit(1)


def _diagnosis(folder: str) -> Diagnosis:
    """Other equilibria of the calibrated region."""
    from technopole.future.diagnose import diagnose
    from technopole.future.remembered import calibrated_city
    from technopole.region import load_region

    return diagnose(calibrated_city(load_region(folder)))


def _findings(folder: str) -> list[Finding]:
    """Findings of the region; of every plan and of the levers too once the region itself can be loaded."""
    from technopole.base.errors import InputError, errors_of
    from technopole.plans import list_plans, load_plan
    from technopole.plans.levers_read import levers_findings
    from technopole.region import check_region, load_region

    findings = list(check_region(folder))
    if errors_of(findings):
        return findings
    region = load_region(folder)
    for name in list_plans(region):
        try:
            findings += load_plan(region, name).warnings
        except InputError as error:
            findings += error.findings
    return findings + levers_findings(region)
