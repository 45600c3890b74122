"""Decay of commuting and worth of the border from observed flows, by Poisson pseudo-maximum likelihood.

Santos Silva and Tenreyro (2006, The Review of Economics and Statistics 88, 641-658). With the choice of
docs/model.md, Equation (4), a flow from i to j is exp(home_i + work_j - nu minutes_ij - border [i, j on two
sides]); effects of homes and workplaces take up everything that is not of the pair.
"""

from __future__ import annotations

import warnings
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.importers.draft import Estimate

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

EXACTLY = {"fixef_tol": 1e-12, "iwls_tol": 1e-12, "fixef_maxiter": 1_000_000, "iwls_maxiter": 100}
"""The library's own tolerances leave six digits, and its threads another sixth digit in every run."""
FEWEST_PAIRS = 12
"""Pairs with flows below which a fit says nothing."""


def estimate(
    flows: NDArray[np.float64], minutes: NDArray[np.float64], side: NDArray[np.int64], file: str
) -> list[Estimate]:
    """Estimate nu (per minute) and, if flows cross the border, the border's effect in minutes and in logs.

    Args:
        flows: commuters by home and work zone (N, N); NaN where unknown.
        minutes: door-to-door minutes (N, N), those across without the border's own time; inf where no way.
        side: index of each zone's side (N,).
        file: name of the flows' file, for messages.

    Returns:
        Estimates with robust standard errors: `nu`, `border` (fall of ln flow at the border beyond minutes)
        and `own_zone_bonus` (rise of ln flow within a zone).

    Raises:
        InputError: pyfixest is missing, or the flows do not identify nu.

    """
    if find_spec("pyfixest") is None:
        what = "Fitting commuting flows needs pyfixest, which is not installed"
        raise InputError(Finding(what, remedy="Install it: pip install 'technopole[import]'"))
    import pandas as pd

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pyfixest
    estimator: Any = pyfixest.fepois  # a function the stubs take for a module

    across = side[:, None] != side[None, :]
    known = np.isfinite(flows) & np.isfinite(minutes)
    own = np.eye(len(side), dtype=bool)
    home, work = np.nonzero(known)
    table = pd.DataFrame(
        {
            "flow": flows[known],
            "minutes": minutes[known],
            "border": across[known].astype(float),
            "own": own[known].astype(float),
            "home": home,
            "work": work,
        }
    )
    effects = _identified(table)
    if (table["flow"] > 0).sum() < FEWEST_PAIRS or "minutes" not in effects:
        what = f"{int((table['flow'] > 0).sum())} pairs with flows and minutes do not identify the decay"
        raise InputError(Finding(what, file, remedy=f"Give at least {FEWEST_PAIRS} pairs of several zones"))
    with warnings.catch_warnings():  # the library uses words of pandas that will go away
        warnings.simplefilter("ignore")
        fit = estimator(f"flow ~ {' + '.join(effects)} | home + work", data=table, vcov="hetero", **EXACTLY)
        found = fit.tidy()
    note = f"PPML on {len(table)} pairs of {file}, effects of homes and workplaces, robust standard error"
    return [
        Estimate(
            name, sign * float(found.loc[effect, "Estimate"]), float(found.loc[effect, "Std. Error"]), note
        )
        for effect, name, sign in (
            ("minutes", "nu", -1),
            ("border", "border", -1),
            ("own", "own_zone_bonus", 1),
        )
        if effect in found.index
    ]


def _identified(table: pd.DataFrame) -> list[str]:
    """Return the effects that vary and have flows."""
    effects: list[str] = []
    for name in ("minutes", "border", "own"):
        values = table[name]
        with_flow = table.loc[table["flow"] > 0, name]
        if values.std() > 0 and (name == "minutes" or with_flow.sum() > 0):
            effects.append(name)
    return effects
