"""A run folder is whole or it does not load, and gives back what went in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import jax
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from technopole.base import InputError
from technopole.future.path_arrays import path_notes
from technopole.indicators import compute, scorecard
from technopole.store import check_target, read_run, write, write_run
from technopole.store.manifest import created, plain

if TYPE_CHECKING:
    from pathlib import Path

    from synthetic_run import FakeRun


def test_the_numbers_come_back(run: FakeRun, base: FakeRun, folder: Path) -> None:
    stored = read_run(folder)
    for name in path_notes():
        np.testing.assert_array_equal(getattr(stored.path, name), getattr(run.path, name), err_msg=name)
    assert stored.path.converged.dtype == bool
    assert stored.years == run.years
    assert stored.complete
    assert stored.certificate == {"max_residual": 1e-12, "conservation": {"people": 0.0}, "missing": None}
    assert stored.fit == run.fit
    assert (stored.warnings, stored.seed, stored.failure) == (["a warning"], 3, "")
    assert stored.manifest["baseline"] == "baseline"
    np.testing.assert_array_equal(stored.timeline.capacity, run.timeline.capacity)
    pd.testing.assert_frame_equal(stored.scorecard, scorecard(run, base), check_dtype=False)
    pd.testing.assert_frame_equal(scorecard(stored, base), scorecard(run, base))
    assert stored.plan_costs is not None
    assert compute(stored, "peak_crossing_load")[0] == compute(run, "peak_crossing_load")[0]


def test_inputs_come_back_too(run: FakeRun, folder: Path) -> None:
    stored = read_run(folder)
    assert stored.region.fingerprint == run.region.fingerprint == stored.manifest["region"]["fingerprint"]
    assert stored.region.warnings == run.region.warnings
    assert stored.plan.fingerprint == run.plan.fingerprint
    assert stored.plan.measures == run.plan.measures
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == stored.manifest["plan"]["text"]
    assert (folder / "assumptions.csv").is_file()


def test_strict_json(folder: Path) -> None:
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))


def test_same_run_same_bytes(run: FakeRun, base: FakeRun, folder: Path, tmp_path: Path) -> None:
    again = write_run(run, tmp_path / "plan", base=base)
    assert read_run(again).manifest["files"] == read_run(folder).manifest["files"]


def test_arrays_open_in_xarray_with_labels_and_units(folder: Path) -> None:
    with xr.open_dataset(folder / "path.nc") as data:
        assert data["rent"].dims == ("year", "zone", "market")
        assert data["rent"].attrs["units"] == "NOR per m2 a year"
        assert float(data["jobs"].sel(year=2022, zone="mills", sector="local")) > 0
        assert data["commuters"].dims == ("year", "zone", "work_zone")


def test_a_region_without_crossings_is_written(run: FakeRun, tmp_path: Path) -> None:
    region = replace(
        run.region, tables={**run.region.tables, "crossings": run.region.tables["crossings"].iloc[:0]}
    )
    empty = {
        name: np.asarray(getattr(run.path, name))[:, :0]
        for name in ("crossing_trips", "crossing_commuters", "clearance_now")
    }
    timeline = type(run.timeline)(capacity=run.timeline.capacity[:, :0])
    alone = replace(run, region=region, path=replace(run.path, **empty), timeline=timeline)
    stored = read_run(write_run(alone, tmp_path / "alone"))
    assert stored.path.crossing_trips.shape == (4, 0)


def test_an_existing_complete_run_is_kept(run: FakeRun, tmp_path: Path) -> None:
    target = write_run(run, tmp_path / "plan")
    before = (target / "manifest.json").read_bytes()
    with pytest.raises(InputError, match="complete run; nothing was written"):
        write_run(run, target)
    assert (target / "manifest.json").read_bytes() == before
    write_run(replace(run, seed=8), target, overwrite=True)
    assert read_run(target).seed == 8
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_a_folder_of_other_things_is_never_replaced(run: FakeRun, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("dear to me")
    with pytest.raises(InputError, match="holds files that are no run"):
        write_run(run, tmp_path, overwrite=True)
    with pytest.raises(InputError, match="is a file"):
        check_target(tmp_path / "mine.txt", overwrite=True)
    assert (tmp_path / "mine.txt").read_text() == "dear to me"


def test_an_empty_folder_is_used(run: FakeRun, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    assert read_run(write_run(run, tmp_path / "new")).complete


def test_a_run_that_stops_while_writing_leaves_nothing(
    run: FakeRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(write, "write_arrays", killed)
    with pytest.raises(KeyboardInterrupt):
        write_run(run, tmp_path / "plan")
    assert list(tmp_path.iterdir()) == []


def test_a_killed_run_does_not_load(folder: Path, tmp_path: Path) -> None:
    half = tmp_path / f".plan.partial-{os.getpid()}"
    shutil.copytree(folder, half)
    with pytest.raises(InputError, match="cut short"):
        read_run(half)
    (half / "manifest.json").unlink()
    moved = half.rename(tmp_path / "plan")
    with pytest.raises(InputError, match=r"holds no manifest\.json"):
        read_run(moved)


def test_faults_of_a_run_folder_are_named_together(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "plan"
    shutil.copytree(folder, copy)
    (copy / "scorecard.csv").write_text("changed")
    (copy / "path.nc").unlink()
    with pytest.raises(InputError) as fault:
        read_run(copy)
    text = str(fault.value)
    assert "path.nc: is missing" in text
    assert "scorecard.csv: was changed" in text
    (copy / "path.nc").write_bytes(b"not netCDF")
    with pytest.raises(InputError, match="cannot be read"):
        _ = read_run(copy, check=False).path
    (copy / "manifest.json").write_text("{")
    with pytest.raises(InputError, match="manifest cannot be read"):
        read_run(copy)
    (copy / "manifest.json").write_text('{"format": 99}')
    with pytest.raises(InputError, match="layout 99"):
        read_run(copy)
    with pytest.raises(InputError, match="no run folder"):
        read_run(tmp_path / "nowhere")


def test_a_run_that_did_not_converge_keeps_its_years(run: FakeRun, tmp_path: Path) -> None:
    path = jax.tree.map(lambda array: array[:2], run.path)
    timeline = type(run.timeline)(capacity=run.timeline.capacity[:2])
    stopped = replace(run, path=path, years=run.years[:2], timeline=timeline, converged=False)
    stored = read_run(write_run(stopped, tmp_path / "plan"))
    assert not stored.complete
    assert stored.years == [2021, 2022]
    write_run(run, tmp_path / "plan")
    assert read_run(tmp_path / "plan").complete


def test_a_run_that_stopped_in_its_first_year_is_written(run: FakeRun, tmp_path: Path) -> None:
    path = jax.tree.map(lambda array: array[:0], run.path)
    timeline = type(run.timeline)(capacity=run.timeline.capacity[:0])
    stopped = replace(run, path=path, years=[], timeline=timeline, converged=False)
    stored = read_run(write_run(stopped, tmp_path / "plan"))
    assert stored.years == []
    assert stored.scorecard.empty
    assert stored.path.population.shape == (0, 7)


def test_the_time_of_writing_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert created() == "1970-01-01T00:00:00+00:00"


def test_plain_knows_what_json_cannot_say() -> None:
    value = {
        "a": np.float64("nan"),
        "b": np.arange(2),
        "c": pd.DataFrame({"x": [1.5]}),
        "d": {1},
        "e": np.True_,
    }
    assert plain(value) == {"a": None, "b": [0, 1], "c": [{"x": 1.5}], "d": [1], "e": True}


def test_an_unknown_table_names_the_nearest(folder: Path) -> None:
    with pytest.raises(InputError, match="nearest: 'people'"):
        read_run(folder).table("peple")


def test_files_the_user_put_into_a_run_folder_are_kept(run: FakeRun, tmp_path: Path) -> None:
    target = write_run(run, tmp_path / "plan")
    (target / "report.html").write_text("made by us")
    check_target(target, overwrite=True)
    (target / "notes.txt").write_text("dear to me")
    (target / "tables" / "mine.csv").write_text("dear too")
    with pytest.raises(InputError, match=r"not of the run: 'notes.txt', 'tables/mine.csv'; nothing was"):
        write_run(run, target, overwrite=True)
    (target / "manifest.json").write_text("{")
    with pytest.raises(InputError, match=r"'notes.txt'|and \d+ more"):
        write_run(run, target, overwrite=True)
    assert (target / "notes.txt").read_text() == "dear to me"


def test_what_killed_writes_left_is_swept(run: FakeRun, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    dead, alive = (tmp_path / f".plan.partial-{pid}" for pid in (ended.pid, os.getppid()))
    file, other = tmp_path / f".x.gpkg.partial-{ended.pid}.gpkg", tmp_path / f"x.partial-{ended.pid}"
    for folder in (dead, alive):
        (folder / "tables").mkdir(parents=True)
    for path in (file, other):
        path.write_text("x")
    write_run(run, tmp_path / "new")
    assert {path.name for path in tmp_path.iterdir()} == {"new", alive.name, other.name}
