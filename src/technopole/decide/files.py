"""What an ensemble leaves in its folder beside its batches: tables that open anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from technopole.decide.bands import bands, scorecard_bands
from technopole.decide.cases import written
from technopole.decide.landing import replace_file

if TYPE_CHECKING:
    import pandas as pd

    from technopole.decide.ensembles import Ensemble

NUMBERS = "%.10g"


def write_tables(study: Ensemble, folder: str | Path, **more: pd.DataFrame) -> Path:
    """Write bands.csv, scorecard_bands.csv, draws.csv and further tables into an ensemble's folder.

    bands: every figure by plan and year; scorecard_bands: the last year, with the chance of each target (what
    a report or a page shows); draws: what was drawn, one row a draw.
    """
    import pandas as pd

    place = Path(folder).expanduser().absolute()
    design = study.study.design
    drawn = pd.DataFrame(design.points, columns=[written(column) for column in design.columns])
    tables = {
        "bands": bands(study),
        "scorecard_bands": scorecard_bands(study),
        "draws": drawn.assign(found=np.asarray(study.found).all(axis=1).tolist()),
        **more,
    }
    for name, table in tables.items():
        text = table.to_csv(index=False, float_format=NUMBERS, lineterminator="\n")
        replace_file(place / f"{name}.csv", text.encode())
    return place
