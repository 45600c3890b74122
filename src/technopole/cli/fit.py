"""technopole fit: the calibrated base year against data, fitted and not."""

from __future__ import annotations

from typing import Annotated

import typer

from technopole.cli.common import faults_as_exit_codes, print_json


def fit(
    region: Annotated[str, typer.Argument(help="name of a shipped region, or a region folder")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Hold the base year against data, and predict existing places as if they were greenfields.

    Example: technopole fit hong-kong-shenzhen
    """
    from dataclasses import asdict

    with faults_as_exit_codes(as_json=as_json):
        from technopole.future.fit import base_fit
        from technopole.future.leave_one_out import root_mean_square
        from technopole.future.remembered import calibrated_city, left_out_places
        from technopole.region import load_region

        city = calibrated_city(load_region(region))
        rows, places = base_fit(city), left_out_places(city)
        errors = {what: root_mean_square(places, what) for what in ("residents", "jobs")}
    if as_json:
        print_json(
            {
                "region": city.region.id,
                "base_residual": city.base_residual,
                "fit": rows,
                "leave_one_out": [asdict(place) | {"log_error": place.log_error} for place in places],
                "rms_log_error": errors,
            }
        )
        return
    from rich.console import Console

    from technopole.cli.tables import fit_tables

    console = Console(width=140)
    for table in fit_tables(rows, places, errors):
        console.print(table)
