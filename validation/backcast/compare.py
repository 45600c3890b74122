"""What four ways of looking ahead from 2011 say of 2021, and how far each is off."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import technopole as tp
from technopole.plans import make_plan
from technopole.region.changes import with_parameters

from .census import END, START, counted, scored
from .region_2011 import district_of_zone, write_region

if TYPE_CHECKING:
    from technopole.future.run import Run
    from technopole.region import Region

# What the model would say if nobody waited: new homes are let at once, everybody who wants to move does.
AT_ONCE = {("occupation_ramp", "home"): 1.0, ("move", ""): 1.0}
PEOPLE, WORKERS = "population", "workers"
NAMES = {
    "model": "the model, told the homes and lines",
    "homes": "homes x persons per home of 2011",
    "trend": "trend of 2001 to 2011",
    "recent_trend": "trend of 2006 to 2011",
    "unchanged": "shares of 2011",
}


@dataclass(frozen=True)
class Backcast:
    """People and employed residents of 2021 by place and way of looking ahead; `census` is the truth."""

    people: pd.DataFrame
    workers: pd.DataFrame
    variants: pd.DataFrame  # people by the model in other circumstances
    largest_residual: float


def backcast() -> Backcast:
    """Compute everything; some minutes on a laptop."""
    with tempfile.TemporaryDirectory() as place:
        region = tp.load_region(write_region(Path(place) / "hong-kong-2011"))
        no_lines = tp.load_region(write_region(Path(place) / "no-lines", lines=False))
        nothing = make_plan(region, {"id": "nothing", "name": "No homes built", "measures": []})
        run = _follow(region)
        variants = {
            "homes and lines, as they were": run,
            "homes as built, no new line": _follow(no_lines),
            "lines opened, no homes built": tp.simulate(run.city, nothing),
            "new homes let at once, nobody waits to move": _follow(with_parameters(region, AT_ONCE)),
        }
    ways = {what: {"model": _levels(run, what), **_naive(what)} for what in (PEOPLE, WORKERS)}
    return Backcast(
        people=_table(ways[PEOPLE], PEOPLE),
        workers=_table(ways[WORKERS], WORKERS),
        variants=_table({name: _levels(one, PEOPLE) for name, one in variants.items()}, PEOPLE),
        largest_residual=float(run.certificate["max_residual"]),
    )


def _follow(region: Region) -> Run:
    """Calibrate to 2011 and follow the decade."""
    return tp.simulate(tp.calibrate(region), tp.load_plan(region, "decade"))


def errors(table: pd.DataFrame) -> pd.DataFrame:
    """Relative errors by place and way: predicted over counted, less 1."""
    return table.drop(columns="census").div(table["census"], axis=0) - 1.0


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """Mean and largest absolute error, people in the wrong place, by way."""
    off = errors(table).abs()
    misplaced = table.drop(columns="census").sub(table["census"], axis=0).abs().sum() / 2.0
    return pd.DataFrame(
        {"mean": off.mean(), "largest": off.max(), "where": off.idxmax(), "misplaced": misplaced}
    )


def _table(ways: dict[str, pd.Series], what: str) -> pd.DataFrame:
    """Bring every way to the counted total of Hong Kong (all are told it) and to the places scored."""
    total = counted()[what, END].sum()
    columns = {name: scored(values * total / values.sum()) for name, values in ways.items()}
    return pd.DataFrame({"census": scored(counted()[what, END]), **columns})


def _naive(what: str) -> dict[str, pd.Series]:
    """Ways of looking ahead that need no model."""
    table = counted()
    start = table[what, START]
    ways = {"homes": start / table["homes", START] * table["homes", END], "unchanged": start}
    if what == PEOPLE:
        ways["trend"] = start * start / table[what, 2001]
        ways["recent_trend"] = start * (start / table[what, 2006]) ** 2
    return ways


def _levels(run: Run, what: str) -> pd.Series:
    """Return the model's value of 2021 by district: the census of 2011 times the model's growth."""
    values = np.asarray(run.path.population if what == PEOPLE else run.path.residents.sum(axis=1))
    frame = pd.DataFrame(values, columns=list(run.region.zones))
    places = district_of_zone()
    by_district = frame[list(places)].T.groupby(places).sum().T
    return counted()[what, START] * by_district.iloc[-1] / by_district.iloc[0]
