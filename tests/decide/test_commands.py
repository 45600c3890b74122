"""The commands as a user types them: one JSON object, clear refusals, exit codes, a real cluster."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_cli import technopole_command

EXAMPLES = Path(__file__).parents[2] / "examples"
FEW = ("--draws", 4, "--workers", 1)
KEYS = [
    "id", "statement", "kind", "verdict", "probability", "margin", "flips_if", "counterfactual",
    "figure", "year", "goal", "at_most", "by", "plan", "note", "draws",
]  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("decide")


@pytest.mark.slow
def test_claims_print_verdicts_and_exit_with_1_if_one_is_not_supported(place):
    done = technopole_command("claims", "two-towns", *FEW, "--out", "claims", "--json", cwd=place)
    assert done.returncode == 1, done.stderr
    answer = json.loads(done.stdout)
    assert all(list(claim) == KEYS for claim in answer["claims"])
    verdicts = {claim["id"]: claim["verdict"] for claim in answer["claims"]}
    assert verdicts["town-grows"] == "supported"
    assert verdicts["border-sufficient"] == "not supported"
    assert verdicts["town-and-border-complement"] == "supported"
    page = (place / "claims" / "claims.html").read_text()
    assert "Meadow has at least 20,000 people" in page
    assert "http" not in re.sub(r"<style>.*?</style>", "", page)
    assert json.loads((place / "claims" / "claims.json").read_text()) == answer
    again = technopole_command("claims", "two-towns", *FEW, "--out", "claims", "--json", cwd=place)
    assert again.stdout == done.stdout  # from what has landed


@pytest.mark.slow
def test_claims_that_are_all_supported_exit_with_0(place):
    one = technopole_command("claims", "two-towns", "--claim", "town-grows", *FEW, cwd=place)
    assert one.returncode == 0, one.stderr
    assert "SUPPORTED 100%" in one.stdout


@pytest.mark.slow
def test_ensemble_writes_its_tables(place):
    done = technopole_command(
        "ensemble", "two-towns", *FEW, "--figure", "jobs@meadow", "--delay", "0,3", "--out", "e",
        "--discover", "jobs@meadow>=1000000", "--json", cwd=place,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["found"] == 4
    assert answer["discovery"] is None
    assert {"p5", "p50", "p95", "change_p50"} <= answer["scorecard"][0].keys()
    for name in ("bands.csv", "scorecard_bands.csv", "draws.csv", "study.json"):
        assert (place / "e" / name).is_file()


@pytest.mark.slow
def test_targets(place):
    done = technopole_command("targets", "two-towns", EXAMPLES / "targets.yaml", "--json", cwd=place)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["feasible"]
    assert answer["cost"] < answer["cost_as_planned"]
    shown = technopole_command("targets", "two-towns", EXAMPLES / "targets.yaml", cwd=place)
    assert "All targets are met" in shown.stdout


@pytest.mark.slow
def test_value_of_a_run(place):
    ran = technopole_command(
        "run", "two-towns", "--plan", "new-town", "--out", "run", "--no-report", cwd=place
    )
    assert ran.returncode == 0, ran.stderr
    done = technopole_command("value", "run", "--goal", "jobs@meadow", "--check", 1, "--json", cwd=place)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["values"][0]["measure"] == "meadow-business"


@pytest.mark.slow
def test_programme(place):
    file = place / "programme.yaml"
    text = (EXAMPLES / "programme.yaml").read_text()
    file.write_text(
        text.replace("delays: [0, 5]", "candidates: [{id: meadow-homes}, {id: meadow-park-and-schools}]")
    )
    done = technopole_command("programme", "two-towns", file, "--draws", 2, "--json", cwd=place)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["exact"]
    assert [row["candidate"] for row in answer["chosen"]] == ["meadow-homes", "meadow-park-and-schools"]
    shown = technopole_command("programme", "two-towns", file, "--draws", 2, cwd=place)
    assert "What less money brings" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("claims", "two-town"), "two-towns"),
        (("claims", "two-towns", "--claim", "town-grow"), "town-grows"),
        (("claims", "two-towns", "--claims", "nowhere.yaml"), "cannot be read"),
        (("claims", "two-towns", "--delay", "soon"), "LOW,HIGH"),
        (("ensemble", "two-towns", "--figure", "jbos"), "nearest: 'jobs'"),
        (("ensemble", "two-towns", "--design", "sobl"), "nearest: 'sobol'"),
        pytest.param(
            ("ensemble", "two-towns", "--scheduler", "tcp://127.0.0.1:9", "--draws", "2"),
            "No scheduler answers",
            marks=pytest.mark.slow,
        ),
        (("targets", "two-towns", "nowhere.yaml"), "cannot be read"),
        (("programme", "two-towns", "nowhere.yaml"), "cannot be read"),
        (("value", "nowhere"), "nowhere"),
    ],
)
def test_bad_input_is_one_clear_message(arguments, words, tmp_path):
    done = technopole_command(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stderr


def test_help_shows_examples(tmp_path):
    for command in ("claims", "ensemble", "targets", "value", "programme"):
        done = technopole_command(command, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert "Example" in done.stdout


@pytest.mark.slow
def test_a_cluster_of_separate_workers_gives_the_same_numbers(place, tmp_path):
    scheduler = subprocess.Popen(  # noqa: S603 - our own cluster
        [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
         "--dashboard-address", ":0", "--scheduler-file", str(tmp_path / "scheduler.json")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    workers = []
    try:
        address = _address(tmp_path / "scheduler.json")
        workers = [
            subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1",
                 "--no-dashboard", "--local-directory", str(tmp_path)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
            for _ in range(2)
        ]  # fmt: skip
        arguments = ("ensemble", "two-towns", "--figure", "jobs@meadow", "--draws", 20, "--json")
        there = technopole_command(*arguments, "--scheduler", address, "--out", "there", cwd=place)
        here = technopole_command(*arguments, "--workers", 1, "--out", "here", cwd=place)
    finally:
        for process in (*workers, scheduler):
            process.terminate()
        for process in (*workers, scheduler):
            process.wait(30)
    assert there.returncode == 0, there.stderr
    for batch in sorted((place / "here" / "batches").iterdir()):
        assert (place / "there" / "batches" / batch.name).read_bytes() == batch.read_bytes()
    assert json.loads(there.stdout)["scorecard"] == json.loads(here.stdout)["scorecard"]


def _address(file):
    for _ in range(300):
        if file.is_file():
            return json.loads(file.read_text())["address"]
        time.sleep(0.1)
    pytest.fail("the scheduler did not start")
