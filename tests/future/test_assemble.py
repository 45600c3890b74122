"""Tables to arrays: identities that calibration relies on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from technopole.base.errors import InputError
from technopole.future.assemble import (
    balanced,
    consistent_jobs,
    group_sector_jobs,
    side_flows,
    workplace_wages,
)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_balancing_meets_both_margins(seed):
    rng = np.random.default_rng(seed)
    rows, columns = rng.uniform(1, 9, 3), rng.uniform(1, 9, 4)
    columns *= rows.sum() / columns.sum()
    table = balanced(rng.uniform(0.1, 1, (3, 4)), rows, columns)
    np.testing.assert_allclose(table.sum(axis=1), rows, rtol=1e-9)
    np.testing.assert_allclose(table.sum(axis=0), columns, rtol=1e-9)


def test_flows_add_up_to_residents_and_jobs(towns):
    flows = side_flows(towns)
    jobs = towns.array("jobs", "jobs", ["zone", "sector"]).sum()
    assert flows.sum() == pytest.approx(jobs, rel=1e-9)
    np.testing.assert_allclose(
        group_sector_jobs(towns, flows, consistent_jobs(towns, flows)).sum(axis=1),
        flows.sum(axis=(1, 2)),
        rtol=1e-9,
    )


def test_wages_keep_their_published_mean(towns):
    wage, pay = workplace_wages(towns)
    jobs = towns.array("jobs", "jobs", ["zone", "sector"])
    published = towns.array("wages", "wage", ["side", "sector", "skill"])[:, :, 0]
    for side in (0, 1):
        here = towns.zone_side == side
        mean = (wage * jobs)[here].sum(axis=0) / jobs[here].sum(axis=0)
        np.testing.assert_allclose(mean, published[side], rtol=1e-9)
    assert (pay > 0).all()


def test_more_leaving_than_living_is_refused(towns):
    from dataclasses import replace

    tables = dict(towns.tables)
    table = tables["cross_border"].copy()
    off = table["home_side"] != table["work_side"]
    table.loc[off, "workers"] *= 1e6
    tables["cross_border"] = table
    with pytest.raises(InputError, match="More workers of group"):
        side_flows(replace(towns, tables=tables))
