"""technopole list: what there is."""

from __future__ import annotations

from typing import Annotated

import typer

from technopole.cli.common import faults_as_exit_codes, print_json

KINDS = ("regions", "plans", "levers", "measures", "indicators")


def listing(
    kind: Annotated[str, typer.Argument(help="regions, plans, levers, measures or indicators")],
    region: Annotated[str, typer.Argument(help="region of plans or levers")] = "hong-kong-shenzhen",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List regions, plans or levers of a region, kinds of measures or indicators.

    Example: technopole list plans hong-kong-shenzhen
    """
    from technopole.base.errors import Finding, InputError
    from technopole.base.names import suggestion

    with faults_as_exit_codes(as_json=as_json):
        if kind not in KINDS:
            what = f"There is nothing called '{kind}' to list{suggestion(kind, KINDS)}"
            raise InputError(Finding(what, remedy=f"Use one of {', '.join(KINDS)}"))
        rows = _rows(kind, region)
    if as_json:
        print_json({kind: rows})
        return
    width = max((len(row["id"]) for row in rows), default=0)
    for row in rows:
        typer.echo(f"{row['id']:<{width}}  {row['description']}")


def _rows(kind: str, region: str) -> list[dict[str, str]]:
    if kind == "regions":
        from technopole.region import list_regions, load_region

        return [{"id": name, "description": load_region(name).settings.name.en} for name in list_regions()]
    if kind == "plans":
        from technopole.plans import list_plans, load_plan
        from technopole.region import load_region

        loaded = load_region(region)
        return [{"id": name, "description": load_plan(loaded, name).name.en} for name in list_plans(loaded)]
    if kind == "levers":
        return _levers(region)
    if kind == "measures":
        from technopole.plans import list_measures

        return [{"id": name, "description": text} for name, text in list_measures().items()]
    from technopole.indicators import INDICATORS

    return [
        {"id": name, "description": f"{item.named()} ({item.unit})"}
        for name, item in sorted(INDICATORS.items())
    ]


def _levers(region: str) -> list[dict[str, str]]:
    """Levers of a region: name, bounds, unit, and where each stands in the region's own plan."""
    from technopole.base.errors import InputError
    from technopole.plans import lever_values, load_levers, load_plan
    from technopole.plans.levers import said
    from technopole.plans.levers_read import levers_findings
    from technopole.region import load_region

    loaded = load_region(region)
    if faults := levers_findings(loaded):
        raise InputError(faults)
    plan = load_plan(loaded, loaded.settings.default_plan)
    stands = lever_values(loaded, plan)
    rows: list[dict[str, str]] = []
    for lever in load_levers(loaded).levers:
        words = [one.id for one in lever.choices]
        bounds = ", ".join(words) or f"{lever.low:g} to {lever.high:g} {lever.unit_text()}".strip()
        told = f"{lever.name.en} ({bounds}); {said(lever, stands[lever.id])} in '{plan.id}'"
        rows.append({"id": lever.id, "description": told})
    return rows
