"""The IAMC long table: one row a region and variable, one column a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.indicators import INDICATORS, compute, context_of
from technopole.indicators.context import labels_of

if TYPE_CHECKING:
    import pandas as pd


def iamc_table(run: Any) -> pd.DataFrame:
    """Return every indicator of every side and part, and of the region, in IAMC form.

    Columns Model, Scenario, Region, Variable, Unit and the years. Variables read family|indicator|label
    ("Jobs|Jobs in a sector|local"); regions read region|part. Rows without any value are left out.
    """
    import pandas as pd

    from technopole.store.manifest import versions

    region, context = run.region, context_of(run)
    model = f"technopole {versions()['technopole']}"
    rows: list[list[Any]] = []
    for item in map(INDICATORS.get, INDICATORS.names()):
        scopes = ("region",) if item.scopes == "region" else ("region", *region.sides, *region.parts)
        for label in (None,) if item.of is None else labels_of(region, item.of):
            name = "|".join(filter(None, (item.family.capitalize(), item.named(), label)))
            written = item.id if label is None else f"{item.id}.{label}"
            unit = item.unit.replace("{money}", region.money)
            for scope in scopes:
                values = compute(run, written, scope, context=context)
                if np.isfinite(values).any():
                    place = region.id if scope == "region" else f"{region.id}|{scope}"
                    rows.append([model, run.plan.id, place, name, unit, *values])
    columns = ["Model", "Scenario", "Region", "Variable", "Unit", *(str(year) for year in run.years)]
    return pd.DataFrame(rows, columns=columns)
