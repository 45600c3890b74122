"""Two jurisdictions as equals: which of them is named first changes nothing."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

import technopole as tp

SIDE = "[[sides]]"


def with_sides_swapped(region, folder):
    """The same region, its sides declared in the other order."""
    shutil.copytree(region.folder, folder)
    path = folder / "region.toml"
    before, first, second = path.read_text(encoding="utf-8").split(SIDE)
    second, parts, after = second.partition("[[parts]]")
    path.write_text(before + SIDE + second.rstrip() + "\n\n" + SIDE + first + parts + after, encoding="utf-8")
    return tp.load_region(folder)


@pytest.mark.slow
def test_swapped_sides_give_swapped_results(towns, new_town, tmp_path):
    swapped = with_sides_swapped(towns, tmp_path / "two-towns")
    assert swapped.sides == towns.sides[::-1]
    run = tp.simulate(tp.calibrate(swapped), tp.load_plan(swapped, "new-town"))
    for name in ("population", "rent", "wage", "jobs", "utility", "crossing_trips", "clearance_now"):
        np.testing.assert_allclose(
            getattr(run.path, name), getattr(new_town.path, name), rtol=1e-7, atol=1e-6, err_msg=name
        )
    np.testing.assert_allclose(
        run.path.side_flows[:, :, ::-1, ::-1], new_town.path.side_flows, rtol=1e-7, atol=1e-6
    )
    np.testing.assert_allclose(run.path.land_income, new_town.path.land_income, rtol=1e-7, atol=1.0)
