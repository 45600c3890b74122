"""A made-up run of the teaching region with one of its plans, and its folder."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from technopole.plans import load_plan
from technopole.region import Region, load_region
from technopole.store import write_run

sys.path.insert(0, str(Path(__file__).parents[1] / "indicators"))

from synthetic_run import FakeRun, fake_run


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region("two-towns")


def with_plan(run: FakeRun, name: str) -> FakeRun:
    """Give a made-up run a real plan, costs, certificate and fit."""
    costs = pd.DataFrame(
        {
            "measure": ["m"],
            "payer": ["private"],
            "year": [2022],
            "amount": [1e9],
            "grade": ["plan"],
            "source": ["s"],
        }
    )
    return replace(
        run,
        plan=load_plan(run.region, name),
        plan_costs=costs,
        certificate={"max_residual": np.float64(1e-12), "conservation": {"people": 0.0}, "missing": np.nan},
        fit=[{"what": "minutes", "model": np.float64(47.0), "data": 46.0}],
        warnings=["a warning"],
        seed=3,
    )


@pytest.fixture(scope="session")
def run(region: Region) -> FakeRun:
    return with_plan(fake_run(region), "new-town")


@pytest.fixture(scope="session")
def base(region: Region) -> FakeRun:
    return with_plan(fake_run(region, 1), "baseline")


@pytest.fixture(scope="session")
def folder(run: FakeRun, base: FakeRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run folder that tests must not change."""
    return write_run(run, tmp_path_factory.mktemp("runs") / "plan", base=base)
