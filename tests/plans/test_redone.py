"""A plan applied once for many draws says what it says when it is applied anew to each."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

import technopole as tp
from technopole.future.timeline import timeline_of
from technopole.future.timeline_arrays import Timeline
from technopole.plans.builder import TimelineBuilder
from technopole.plans.redone import Redone
from technopole.region.changes import with_parameters

DRAWN = {
    ("m2_per_home", "HK"): 61.0,
    ("theta", ""): 0.12,
    ("technology_friction", ""): 0.4,
    ("tax", "SZ"): 0.2,
}


@pytest.fixture(scope="module")
def shipped():
    return tp.load_region("hong-kong-shenzhen")


@pytest.fixture(scope="module")
def measures(shipped):
    """The shipped plan, with rules that take away a share of whatever the base year's friction is."""
    eased = {
        "id": "eased", "kind": "technology_rules", "from_side": "HK", "to_side": "SZ", "eased": 0.5,
        "year": 2030, "both_ways": True, "grade": "assumed", "source": "made up",
    }  # fmt: skip
    plan = tp.make_plan(shipped, {"id": "rules", "name": "Rules", "measures": [eased]})
    return (*tp.load_plan(shipped, "northern-metropolis").measures, *plan.measures)


def test_levers_are_those_of_the_plan_applied_anew(shipped, measures):
    other = with_parameters(shipped, DRAWN)
    redone = Redone(shipped, measures)
    for asked in (other, shipped, other):  # one does not spoil the next
        found = timeline_of(redone.on(asked))
        anew = timeline_of(TimelineBuilder.recompiled(asked, measures))
        for field in fields(Timeline):
            one, two = getattr(found, field.name), getattr(anew, field.name)
            np.testing.assert_allclose(one, two, rtol=1e-12, atol=1e-9, err_msg=field.name)


def test_only_measures_that_read_parameters_are_applied_again(shipped, measures):
    again = {measure.id for measure in Redone(shipped, measures)._again}
    counted = {measure.id for measure in measures if getattr(measure, "flats", None) is not None}
    assert again == counted | {"eased"}
