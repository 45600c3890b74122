"""The exported year loop gives the loop's own bytes, from whichever process it was traced in."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import technopole as tp
from technopole.base.cache import CACHE_VARIABLE
from technopole.future import traced
from technopole.future.search import search
from technopole.future.simulate import run_years
from technopole.future.timeline import build_timeline


@pytest.fixture
def arguments(city, tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    traced._loop.cache_clear()
    timeline, _ = build_timeline(city.region, tp.load_plan(city.region, "new-town"))
    levers = jax.tree.map(jnp.asarray, timeline)
    state = city.first_state
    how = search(len(levers.year), len(state.z))
    yield city.structure, city.calibrated, city.growth, state, levers, how
    traced._loop.cache_clear()


def test_an_exported_loop_is_the_loop(arguments, tmp_path):
    ours, theirs = traced.years_followed(*arguments), run_years(*arguments)
    assert ours.keys() == theirs.keys()
    for name, values in theirs.items():
        np.testing.assert_array_equal(np.asarray(ours[name]), np.asarray(values), err_msg=name)
    (kept,) = (tmp_path / "remembered").iterdir()
    assert kept.suffix == ".stablehlo"


def test_what_was_traced_is_read_again(arguments, monkeypatch):
    first = traced.years_followed(*arguments)
    traced._loop.cache_clear()
    monkeypatch.setattr(traced.export, "export", None)  # tracing again would fail
    again = traced.years_followed(*arguments)
    assert all(np.array_equal(first[name], again[name], equal_nan=True) for name in first)
