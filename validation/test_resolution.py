"""What a plan adds hardly depends on how large zones are drawn: 52 zones against 228 (docs/resolution.md)."""

from __future__ import annotations

import numpy as np
import pytest

from validation.resolution import CELLS, ZONES, lines, runs_of

# |ln| of what the plan adds by 2046 in 228 zones over 52: twice what docs/resolution.md reports
LIMITS = {
    ("population", "north"): 0.25,
    ("jobs", "north"): 0.15,
    ("innovation_jobs", "north"): 0.1,
    ("innovation_jobs", "HK"): 0.1,
    ("cross_border_commuters", "region"): 0.15,
    ("mean_minutes", "north"): 0.5,
}


@pytest.fixture(scope="module")
def found():
    lines_ = lines(runs_of(ZONES), runs_of(CELLS))
    for line in lines_:
        print(line.indicator, line.scope, line.base, line.baseline, line.change)
    return {(line.indicator, line.scope): line for line in lines_}


@pytest.mark.parametrize("figure", LIMITS)
def test_the_plan_adds_the_same(found, figure):
    assert abs(found[figure].log_error) <= LIMITS[figure]


@pytest.mark.parametrize("figure", [figure for figure in LIMITS if figure[0] != "mean_minutes"])
def test_the_base_year_is_the_same(found, figure):
    np.testing.assert_allclose(*found[figure].base, rtol=1e-9)
