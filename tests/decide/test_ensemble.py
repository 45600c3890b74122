"""Ensembles: the same seed gives the same bytes, whoever computes and however often it was killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from SALib.analyze import rbd_fast

import technopole as tp
from technopole.decide import (
    Case,
    Uncertainty,
    bands,
    condition_of,
    discover,
    ensemble,
    scorecard_bands,
    sensitivity,
    total_effects,
)
from technopole.decide.landing import Landing, batches_of
from technopole.decide.sensitivity import first_order
from technopole.decide.uncertain import cube_of, design_of

FIGURES = ["population@meadow", "jobs@meadow", "plan_cost"]
SMALL = {"figures": FIGURES, "draws": 6, "seed": 5}


@pytest.fixture(scope="module")
def small(towns):
    return ensemble(towns, ["baseline", "new-town"], **SMALL)


def test_every_draw_of_every_plan_is_found(small):
    assert small.outcomes.shape == (6, 2, 3, 26)
    assert small.found.all()


@pytest.mark.slow
def test_same_seed_same_bytes_in_other_processes(towns, small, monkeypatch):
    monkeypatch.setattr("technopole.decide.ensembles.BATCH", 2)
    again = ensemble(towns, ["baseline", "new-town"], workers=2, **SMALL)
    assert again.outcomes.tobytes() == small.outcomes.tobytes()


def test_another_seed_gives_other_draws(towns, small):
    other = design_of(towns, Uncertainty(), 6, 6)
    assert not np.array_equal(other.points, small.study.design.points)


def test_a_draw_does_not_depend_on_the_others(towns):
    """A shorter random design begins a longer one."""
    asked = {"figures": FIGURES, "uncertainty": Uncertainty(design="random"), "seed": 5}
    three = ensemble(towns, ["new-town"], draws=3, **asked)
    four = ensemble(towns, ["new-town"], draws=4, **asked)
    assert np.array_equal(three.outcomes, four.outcomes[:3])
    beside = ensemble(towns, ["baseline", "new-town"], draws=3, **asked)
    assert np.allclose(beside.outcomes[:, 1], three.outcomes[:, 0], rtol=1e-8, atol=1e-8)


def test_central_assumptions_give_the_plain_run(towns, city):
    run = tp.simulate(city, tp.load_plan(towns, "new-town"))
    pinned = Uncertainty(names=("nu",))
    case = Case("new-town", set=((("nu", ""), towns.parameters.get("nu")),))
    drawn = ensemble(towns, [case], figures=FIGURES, draws=1, uncertainty=pinned)
    assert np.allclose(drawn.outcomes[0, 0, 1], tp.compute(run, "jobs", "meadow"), rtol=1e-8)


def test_delays_overruns_and_growth(towns):
    asked = Uncertainty(names=("nu",), delay=(3, 3), overrun=(2, 2), growth=(0, 0))
    drawn = ensemble(towns, ["baseline", "new-town"], figures=FIGURES, draws=1, uncertainty=asked)
    usual = ensemble(
        towns, ["baseline", "new-town"], figures=FIGURES, draws=1, uncertainty=Uncertainty(names=("nu",))
    )
    people, jobs, cost = range(3)
    assert drawn.outcomes[0, 1, jobs, 9] < usual.outcomes[0, 1, jobs, 9]  # three years later
    assert drawn.outcomes[0, 1, people, -1] < usual.outcomes[0, 1, people, -1]  # fewer people to house
    own, base = (
        usual.outcomes[0, 1, cost, -1] - usual.outcomes[0, 0, cost, -1],
        usual.outcomes[0, 0, cost, -1],
    )
    assert drawn.outcomes[0, 0, cost, -1] == pytest.approx(
        base
    )  # what is committed is neither late nor dearer
    assert drawn.outcomes[0, 1, cost, -1] - base == pytest.approx(2 * own, rel=0.1)


def test_a_landed_batch_is_not_computed_again(towns, small, tmp_path, monkeypatch):
    monkeypatch.setattr("technopole.decide.ensembles.BATCH", 2)
    ensemble(towns, ["baseline", "new-town"], folder=tmp_path / "e", **SMALL)
    (tmp_path / "e" / "batches" / "00001.npy").unlink()
    computed = []
    monkeypatch.setattr(
        "technopole.decide.schedule.evaluate",
        lambda _, rows: computed.append(rows) or small.outcomes[rows],
    )
    again = ensemble(towns, ["baseline", "new-town"], folder=tmp_path / "e", **SMALL)
    assert computed == [[2, 3]]
    assert again.outcomes.tobytes() == small.outcomes.tobytes()


def test_a_folder_of_another_study_is_left_alone(towns, tmp_path):
    Landing.opened(tmp_path / "e", {"key": "one"})
    with pytest.raises(tp.InputError, match="holds another study"):
        ensemble(towns, ["baseline"], folder=tmp_path / "e", **SMALL)
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "letter.txt").write_text("mine")
    with pytest.raises(tp.InputError, match="no study"):
        ensemble(towns, ["baseline"], folder=tmp_path / "f", **SMALL)


def test_what_a_kill_left_behind_is_swept(tmp_path):
    for left in (
        tmp_path / ".study.json.partial-999999999",
        tmp_path / "batches" / ".00000.npy.partial-999999999",
    ):
        left.parent.mkdir(exist_ok=True)
        left.write_bytes(b"half")
    Landing.opened(tmp_path, {"key": "one"})
    assert {path.name for path in tmp_path.rglob("*")} == {"study.json", "batches"}


def test_half_a_batch_is_no_batch(tmp_path):
    landing = Landing.opened(tmp_path / "e", {"key": "one"})
    landing.keep(0, np.ones((2, 1, 1, 3)))
    assert landing.read(0, (2, 1, 1, 3)) is not None
    assert landing.read(0, (3, 1, 1, 3)) is None
    file = tmp_path / "e" / "batches" / "00000.npy"
    file.write_bytes(file.read_bytes()[:-5])
    assert landing.read(0, (2, 1, 1, 3)) is None


KILLED = """
import sys, time
import technopole as tp
import technopole.decide.ensembles, technopole.decide.schedule
technopole.decide.ensembles.BATCH = 1
from technopole.decide import ensemble
evaluate = technopole.decide.schedule.evaluate
def slowly(study, rows):  # so that there is something to kill
    time.sleep(0.3)
    return evaluate(study, rows)
technopole.decide.schedule.evaluate = slowly
towns, plans = tp.load_region("two-towns"), ["baseline", "new-town"]
ensemble(towns, plans, figures={figures!r}, draws=6, seed=5, folder=sys.argv[1])
"""


@pytest.mark.slow
def test_killed_at_random_moments_it_ends_the_same(towns, small, tmp_path):
    """SIGKILL, no chance to tidy up; asked again until it is done."""
    folder = tmp_path / "e"
    environment = os.environ | {"PYTHONPATH": str(Path(tp.__file__).parents[1])}
    moments = random.Random(0)  # noqa: S311 - moments, not secrets
    kills = 0
    for _ in range(30):
        begun = len(list((folder / "batches").glob("*.npy"))) if folder.exists() else 0
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", KILLED.format(figures=FIGURES), str(folder)], env=environment
        )
        while process.poll() is None and kills < 3:
            landed = len(list((folder / "batches").glob("*.npy"))) if folder.exists() else 0
            if landed > begun:
                time.sleep(moments.random() * 0.3)
                process.send_signal(signal.SIGKILL)
                kills += 1
        if process.wait() == 0:
            break
    assert kills == 3
    done = ensemble_of_folder(towns, folder)
    assert done.tobytes() == small.outcomes.tobytes()


ORPHANS = """
import os, pickle, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from technopole.decide.schedule import _receive
context = get_context("spawn")
studies = context.Queue()
studies.put(pickle.dumps(None))
pool = ProcessPoolExecutor(1, context, _receive, (studies,))
print(pool.submit(os.getpid).result(), flush=True)
pool.submit(time.sleep, 300)
time.sleep(300)
"""


def working(process):
    """Whether a process is there and no mere entry left for a parent to read."""
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_workers_end_with_the_process_that_asked():
    asking = subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True)  # noqa: S603
    worker = int(asking.stdout.readline())
    assert working(worker)
    asking.kill()
    asking.wait()
    asking.stdout.close()
    end = time.monotonic() + 30
    while working(worker) and time.monotonic() < end:
        time.sleep(0.1)
    assert not working(worker)


def ensemble_of_folder(towns, folder):
    landing = Landing(folder)
    return np.concatenate([landing.read(batch, (1, 2, 3, 26)) for batch in range(6)])


def test_designs():
    sobol = cube_of("sobol", 16, 3, 0)
    assert np.array_equal(cube_of("sobol", 10, 3, 0), sobol[:10])
    latin = cube_of("latin", 16, 3, 0)
    assert (np.sort((latin * 16).astype(int), axis=0) == np.arange(16)[:, None]).all()  # one in each stratum
    assert cube_of("saltelli", 4 * 5, 3, 0).shape == (20, 3)
    assert Uncertainty().design == "latin"
    for draws, dimensions in ((128, 12), (1024, 141)):
        assert cube_of("sobol", draws, dimensions, 0).shape == (draws, dimensions)
    for cube in (sobol, latin):
        assert ((cube > 0) & (cube < 1)).all()


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda _: Uncertainty(design="sobl"), "nearest: 'sobol'"),
        (lambda _: Uncertainty(delay=(4, 1)), "no range"),
        (lambda _: Uncertainty(growth=(-1, 1)), "no range"),
        (lambda towns: ensemble(towns, []), "No plan"),
        (lambda towns: ensemble(towns, ["basline"]), "nearest: 'baseline'"),
        (lambda towns: ensemble(towns, ["baseline"], figures=["jbos@meadow"]), "nearest: 'jobs'"),
        (lambda towns: ensemble(towns, ["baseline"], draws=0), "0 draws"),
        (lambda towns: ensemble(towns, ["baseline"], uncertainty=Uncertainty(names=("sigmaa",))), "sigma"),
        (lambda _: cube_of("saltelli", 7, 3, 0), "Ask for 5 or 10 draws"),
        (lambda _: cube_of("sobol", 128, 141, 0), "move two of them together"),
        (lambda _: condition_of("jobs@meadow"), "no condition"),
    ],
)
def test_bad_questions_are_told_clearly(towns, ask, words):
    with pytest.raises(tp.InputError, match=words):
        ask(towns)


def test_bands_hold_the_draws(small):
    table = bands(small)
    assert {"plan", "against", "indicator", "scope", "unit", "year", "p5", "p50", "p95"} <= set(table.columns)
    assert (table["p5"] <= table["p50"]).all()
    assert (table["p50"] <= table["p95"]).all()
    rows = table[(table["against"] == "baseline") & (table["indicator"] == "jobs") & (table["year"] == 2046)]
    difference = small.outcomes[:, 1, 1, -1] - small.outcomes[:, 0, 1, -1]
    assert rows["p50"].iloc[0] == pytest.approx(np.median(difference))
    card = scorecard_bands(small)
    aimed = card[(card["indicator"] == "population") & (card["plan"] == "new-town")]
    assert 0 <= aimed["chance"].iloc[0] <= 1
    assert np.isnan(card[card["indicator"] == "plan_cost"]["chance"]).all()


def planted(small, cube, jobs):
    """An ensemble whose jobs in Meadow are what a test says of its assumptions p0, p1, ..."""
    names = tuple((f"p{place}", "") for place in range(cube.shape[1]))
    design = replace(
        small.study.design,
        parameters=replace(small.study.design.parameters, names=names, values=cube),
        own_values=np.empty((len(cube), 0)),
    )
    outcomes = np.zeros((len(cube), 2, 3, 26))
    outcomes[:, 1, 1, -1] = jobs
    return replace(small, study=replace(small.study, design=design), outcomes=outcomes)


@pytest.mark.slow
def test_discovery_finds_a_planted_box(small):
    cube = np.random.default_rng(0).random((300, 4))
    study = planted(small, cube, (cube[:, 1] > 0.6) & (cube[:, 3] < 0.5))
    box = discover(study, condition_of("jobs@meadow>=1"))
    assert set(box.limits) == {"p1", "p3"}
    assert box.limits["p1"][0] == pytest.approx(0.6, abs=0.05)
    assert box.limits["p3"][1] == pytest.approx(0.5, abs=0.05)
    assert box.density > 0.8
    assert discover(study, condition_of("jobs@meadow>=0")) is None


def test_sensitivity_finds_planted_shares(small):
    """Jobs = 2 p1 - p2: variances 4/5 and 1/5, the second falling; p0 is noise."""
    cube = cube_of("sobol", 512, 3, 0)
    table = sensitivity(planted(small, cube, 2 * cube[:, 1] - cube[:, 2])).set_index("assumption")
    assert table.loc["p1", "first_order"] == pytest.approx(0.8, abs=0.06)
    assert table.loc["p2", "first_order"] == pytest.approx(0.2, abs=0.06)
    assert table.loc["p0", "first_order"] == pytest.approx(0.0, abs=0.06)
    assert table.loc["p1", "direction"] > 0 > table.loc["p2", "direction"]
    with pytest.raises(tp.InputError, match="too few"):
        sensitivity(small)


@pytest.mark.parametrize("draws", [400, 401])
def test_first_order_indices_are_those_of_a_library(draws):
    rng = np.random.default_rng(1)
    inputs = rng.random((draws, 3))
    outcomes = np.stack([np.sin(6 * inputs[:, 0]) + inputs[:, 1], inputs[:, 2] + rng.normal(size=draws)])
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0.0, 1.0]] * 3}
    for at, outcome in enumerate(outcomes):
        theirs = rbd_fast.analyze(problem, inputs, outcome, num_resamples=2, seed=1)["S1"]
        ours = first_order(inputs, outcomes)[:, at]
        assert ours == pytest.approx(theirs, abs=1e-12)


def test_total_effects_find_planted_interaction(small):
    """Jobs = p0 p1 around their means: nothing alone, everything together (Saltelli 2010)."""
    cube = cube_of("saltelli", 512 * 5, 3, 0)
    study = planted(small, cube, (cube[:, 0] - 0.5) * (cube[:, 1] - 0.5))
    table = total_effects(study).set_index("assumption")
    assert table.loc["p0", "first_order"] == pytest.approx(0.0, abs=0.1)
    assert table.loc["p0", "total"] == pytest.approx(1.0, abs=0.1)
    assert table.loc["p2", "total"] == pytest.approx(0.0, abs=0.02)


def test_batches_hold_every_draw_once():
    assert [row for rows in batches_of(37, 8) for row in rows] == list(range(37))
