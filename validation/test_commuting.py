"""The decay of commuting: the share of workers placed in the wrong broad area, over a range of nu."""

from __future__ import annotations

import numpy as np
import pytest

import technopole as tp
from technopole.future.fit import base_fit
from technopole.region.parameters import Parameters

DECAYS = (0.02, 0.03, 0.037, 0.045, 0.06, 0.0987)


def misplaced(region, nu):
    """Per cent of Hong Kong's workers in the wrong broad area when commuting decays by `nu` a minute."""
    from dataclasses import replace

    parameters = with_decay(region.parameters, nu)
    rows = base_fit(tp.calibrate(replace(region, parameters=parameters)))
    return next(row["model"] for row in rows if row["what"].startswith("workers placed"))


def with_decay(parameters: Parameters, nu: float) -> Parameters:
    """The same parameters with another decay of choice with minutes (theta follows)."""

    class Changed:
        def __getattr__(self, name):
            return getattr(parameters, name)

        def get(self, name):
            return nu if name in {"nu", "theta"} else parameters.get(name)

    return Changed()


def test_the_decay_in_use_is_near_the_best_and_arsws_is_not():
    region = tp.load_region("hong-kong-shenzhen")
    errors = {nu: misplaced(region, nu) for nu in DECAYS}
    for nu, error in errors.items():
        print(f"nu {nu:.4f}: {error:.1f}% of workers in the wrong broad area")
    best = min(errors, key=errors.get)
    assert 0.02 <= best <= 0.06
    assert errors[0.037] < 1.5 * errors[best]
    assert errors[0.0987] > 1.5 * errors[best]


@pytest.mark.parametrize("side", ["HK"])
def test_mean_minutes_are_those_of_the_survey(side):
    rows = base_fit(tp.calibrate(tp.load_region("hong-kong-shenzhen")))
    found = [row for row in rows if row["what"] == "mean minutes to work" and row["place"] == side]
    for row in found:
        assert np.log(row["model"] / row["data"]) == pytest.approx(0.0, abs=0.1)
