"""Scenario discovery: under which assumptions does a figure end up where one asks (PRIM)."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.decide.cases import written
from technopole.decide.extras import needed
from technopole.decide.figures import Figure, figure_of, position

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.decide.ensembles import Ensemble

DENSITY = 0.8
CHANCE = 0.05
_CONDITION = re.compile(r"\s*(?P<figure>[^<>=\s]+)\s*(?P<sign>>=|<=)\s*(?P<value>[-+0-9.eE_]+)\s*")


@dataclass(frozen=True)
class Condition:
    """A figure of the last year at or beyond a value: 'jobs@north>=500000'."""

    figure: Figure
    value: float
    at_least: bool

    def met(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return where values meet it."""
        return values >= self.value if self.at_least else values <= self.value


@dataclass(frozen=True)
class Box:
    """Ranges of assumptions within which a condition is mostly met.

    `coverage`: share of all draws that meet it which lie in the box; `density`: share of the box's draws that
    meet it; `mass`: share of all draws in the box.
    """

    limits: dict[str, tuple[float | None, float | None]]
    coverage: float
    density: float
    mass: float

    def plain(self) -> dict[str, Any]:
        """Return it as data."""
        ranges = [{"assumption": name, "from": low, "to": high} for name, (low, high) in self.limits.items()]
        return {"limits": ranges, "coverage": self.coverage, "density": self.density, "mass": self.mass}


def condition_of(text: str) -> Condition:
    """Read a condition.

    Raises:
        InputError: it is none.

    """
    found = _CONDITION.fullmatch(text)
    try:
        value = float(found["value"]) if found else float("nan")
    except ValueError:
        value = float("nan")
    if found is None or np.isnan(value):
        what = f"'{text}' is no condition"
        raise InputError(Finding(what, remedy="Write INDICATOR@SCOPE>=VALUE, or <="))
    return Condition(figure_of(found["figure"]), value, found["sign"] == ">=")


def discover(study: Ensemble, condition: Condition, case: int = -1) -> Box | None:
    """Return the box of assumptions in which the condition is mostly met; None if it always or never is.

    The patient rule induction method (Friedman and Fisher 1999; Bryant and Lempert 2010) of ema-workbench;
    limits beyond chance alone (quasi p-value up to 0.05) are kept.
    """
    figures = study.study.figures
    place = position([figure.text for figure in figures], condition.figure.text, "figure")
    outcome = study.outcomes[:, case, place, -1]
    known = np.isfinite(outcome)
    met = condition.met(outcome[known])
    if met.all() or not met.any():
        return None
    names = [written(column) for column in study.study.design.columns]
    return _box(names, study.study.design.points[known], met)


def _box(names: list[str], values: NDArray[np.float64], met: NDArray[np.bool_]) -> Box | None:
    import pandas as pd

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts of the workbench that are not used here
        prim = needed("ema_workbench.analysis.prim", "Scenario discovery")
        found: Any = prim.Prim(pd.DataFrame(values, columns=names), met, threshold=DENSITY).find_box()
    if found is None:
        return None
    limits: dict[str, tuple[float | None, float | None]] = {}
    lowest, highest = found.box_lims[-1].iloc[0], found.box_lims[-1].iloc[1]
    inside = np.ones(len(met), dtype=bool)
    for name, (below, above) in found.qp[-1].items():
        low = float(lowest[name]) if 0 <= below <= CHANCE else None
        high = float(highest[name]) if 0 <= above <= CHANCE else None
        if low is None and high is None:
            continue
        limits[name] = (low, high)
        column = values[:, names.index(name)]
        inside &= (low is None) | (column >= (low or 0.0))
        inside &= (high is None) | (column <= (high or 0.0))
    return Box(limits, float(met[inside].sum() / met.sum()), float(met[inside].mean()), float(inside.mean()))
