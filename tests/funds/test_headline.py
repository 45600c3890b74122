"""The headline study: every change of rules on the way only opens, and the table says so."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

STUDY = runpy.run_path(str(Path(__file__).parents[2] / "examples" / "joint_fund_rules.py"))


@pytest.mark.parametrize("seed", [1, 2])
def test_opening_rules_never_lowers_the_value_and_money_crosses_in_a_real_pot_alone(seed):
    found = STUDY["steps"](seed, 30)
    values = [value for value, _, _ in found]
    assert values[1] >= values[0] * (1 - 2e-6)  # single teams only add
    assert values[3] >= values[2] * (1 - 2e-6)  # so does a real pot
    assert values[3] > values[0]
    assert [across for _, _, across in found[:3]] == pytest.approx([0, 0, 0], abs=1e-9)


def test_every_step_is_judged_on_the_same_proposals():
    one, two = STUDY["today"](3, 20), STUDY["today"](3, 20)
    assert one.proposals.cost.tobytes() == two.proposals.cost.tobytes()
    assert one.rules.team is not None
    assert one.rules.return_band.theta == 0
