"""Read the data of 401 German counties (Ahlfeldt and Seidel's toolkit for Seidel and Wickerath 2020)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from technopole.base.errors import Finding, InputError

if TYPE_CHECKING:
    from pathlib import Path

Real = NDArray[np.float64]

FLOWS, DISTANCE, LABOUR = "commuting_wide.csv", "distance_matrix.csv", "labor_tidy.csv"
WAGE = "median_income_workplace"
FIRST_EASTERN = 325  # position of the first county of the East, counted from 1; Berlin is counted in the East


@dataclass(frozen=True)
class Counties:
    """One base year of N counties."""

    distance: Real  # (N, N) metres, own distance on the diagonal
    flows: Real  # (N, N) commuters, home by work
    wage: Real  # (N,) mean 1
    east: NDArray[np.bool_]  # (N,)

    @property
    def residents(self) -> Real:
        """Workers by county of residence (N,)."""
        return self.flows.sum(axis=1)

    @property
    def jobs(self) -> Real:
        """Workers by county of work (N,)."""
        return self.flows.sum(axis=0)


def read(folder: Path) -> Counties:
    """Counties from a folder.

    Raises:
        InputError: if files are missing or do not fit together; all faults at once.

    """
    missing = [name for name in (FLOWS, DISTANCE, LABOUR) if not (folder / name).is_file()]
    if missing:
        remedy = (
            "Take it from data/input of github.com/Ahlfeldt/MRRH2018-toolkit and name its folder with --data."
        )
        raise InputError(
            [Finding("The file is missing", str(folder / name), remedy=remedy) for name in missing]
        )
    flows = pd.read_csv(folder / FLOWS, index_col=0).to_numpy(dtype=float).T  # the file has work in rows
    distance = pd.read_csv(folder / DISTANCE, index_col=0).to_numpy(dtype=float)
    labour = pd.read_csv(folder / LABOUR)
    if WAGE not in labour.columns:
        raise InputError(Finding("The file has no such column", str(folder / LABOUR), column=WAGE))
    wage = labour[WAGE].to_numpy(dtype=float)
    count = wage.size
    faults = [
        Finding(f"The table is {table.shape} but there are {count} counties", str(folder / name))
        for name, table in ((FLOWS, flows), (DISTANCE, distance))
        if table.shape != (count, count)
    ]
    if not (np.isfinite(distance).all() and (distance > 0).all()):
        faults.append(Finding("A distance is not a positive number of metres", str(folder / DISTANCE)))
    if not (np.isfinite(wage).all() and (wage > 0).all()):
        faults.append(Finding("A wage is not a positive number", str(folder / LABOUR), column=WAGE))
    if not (np.isfinite(flows).all() and (flows >= 0).all()):
        faults.append(Finding("A flow is not a number of commuters", str(folder / FLOWS)))
    if faults:
        raise InputError(faults)
    return Counties(distance, flows, wage / wage.mean(), np.arange(1, count + 1) >= FIRST_EASTERN)
