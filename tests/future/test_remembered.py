"""Results kept between commands: read back as made, made afresh when anything under them changes."""

from __future__ import annotations

from dataclasses import replace

import jax
import numpy as np
import pytest

import technopole as tp
from technopole.base.cache import CACHE_VARIABLE
from technopole.future import remembered as memory
from technopole.future.remembered import calibrated_city, left_out_places, remembered


@pytest.fixture
def region(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    return tp.load_region("two-towns")


def kept_files(tmp_path):
    return sorted((tmp_path / "remembered").iterdir())


def never():
    raise AssertionError


def test_a_result_is_made_once(region):
    assert remembered("answer", region, lambda: 42) == 42
    assert remembered("answer", region, never) == 42


def test_another_parameter_makes_it_afresh(region):
    remembered("answer", region, lambda: 42)
    parameters = region.parameters.with_values({("rho", ""): 0.7})
    assert remembered("answer", replace(region, parameters=parameters), lambda: 43) == 43


def test_other_files_or_other_code_make_it_afresh(region, monkeypatch):
    remembered("answer", region, lambda: 42)
    assert remembered("answer", replace(region, fingerprint="other"), lambda: 43) == 43
    monkeypatch.setattr(memory, "code_digest", lambda: "other")
    assert remembered("answer", region, lambda: 44) == 44


def test_a_file_cut_short_is_made_afresh(region, tmp_path):
    remembered("answer", region, lambda: 42)
    (path,) = kept_files(tmp_path)
    path.write_bytes(path.read_bytes()[:-2])
    assert remembered("answer", region, lambda: 43) == 43
    assert remembered("answer", region, never) == 43


def test_a_cache_that_cannot_be_written_costs_time_only(region, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv(CACHE_VARIABLE, str(blocked))
    assert remembered("answer", region, lambda: 42) == 42


def test_only_the_latest_files_stay(region, tmp_path, monkeypatch):
    monkeypatch.setattr(memory, "KEPT", 3)
    for number in range(5):
        remembered(f"answer-{number}", region, lambda: 42)
    assert len(kept_files(tmp_path)) == 3


def test_a_remembered_city_is_the_calibrated_one(region):
    fresh, kept = calibrated_city(region), calibrated_city(region)
    assert kept.region is region
    assert kept.structure == fresh.structure
    for one, other in zip(
        jax.tree.leaves((fresh.calibrated, fresh.growth, fresh.start, fresh.inverse)),
        jax.tree.leaves((kept.calibrated, kept.growth, kept.start, kept.inverse)),
        strict=True,
    ):
        np.testing.assert_array_equal(one, other)
    assert left_out_places(kept) == left_out_places(fresh)
