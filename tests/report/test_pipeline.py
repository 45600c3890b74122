"""The pipeline by year: sums of the path by side, nothing within a side in what crosses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from technopole.report.innovation import innovation_data
from technopole.report.pipeline import COUNTS, pipeline_data

if TYPE_CHECKING:
    from synthetic_run import FakeRun


@pytest.fixture(scope="module")
def pipeline(run: FakeRun) -> dict:
    found = pipeline_data(run)
    assert found is not None
    return found


def test_sides_add_up_to_the_path(pipeline: dict, run: FakeRun) -> None:
    for name in COUNTS:
        found = np.array(pipeline[name])
        assert found.shape == (len(run.years), 4, len(run.region.sides))
        whole = np.asarray(getattr(run.path, f"stage_{name}")).sum(axis=1)
        assert found.sum(axis=2) == pytest.approx(whole, rel=1e-4), name
    assert np.array(pipeline["results"]).sum(axis=1) == pytest.approx(run.path.results.sum(axis=1), rel=1e-4)


def test_what_crosses_is_by_direction_and_never_within_a_side(pipeline: dict, run: FakeRun) -> None:
    for name, flow in pipeline["crossing"].items():
        values = np.array(flow["values"])
        assert values.shape == (len(run.years), 2, 2), name
        assert np.all(values[:, [0, 1], [0, 1]] == 0), name
    across = np.array(pipeline["crossing"]["capital"]["values"])
    sent = np.asarray(run.path.research_crossing)
    assert across[-1, 0, 1] == pytest.approx(sent[-1, 0, 1], rel=1e-4)


def test_both_plans_are_there_if_there_is_a_baseline(run: FakeRun, base: FakeRun) -> None:
    alone, both = innovation_data(run), innovation_data(run, None, base)
    assert alone is not None
    assert both is not None
    assert alone["pipeline"]["a"] is None
    assert both["pipeline"]["a"]["results"] != both["pipeline"]["b"]["results"]
