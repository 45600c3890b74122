"""The command line as a user types it: output, exit codes, nothing half written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import technopole

SUBSIDISED = (
    ("innovation", "north_government"),
    ("industry", "north_government"),
    ("local", "south_government"),
)
REGION = Path(technopole.__file__).parent / "regions" / "two-towns"


def technopole_command(*arguments, cwd):
    """Run the command in its own process; never a traceback."""
    finished = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", "from technopole.cli import main; main()", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(technopole.__file__).parents[1])},
    )
    assert "Traceback" not in finished.stderr, finished.stderr
    return finished


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    done = technopole_command("run", "two-towns", "--plan", "new-town", "--out", "run", "--json", cwd=folder)
    return folder, done


def test_run_prints_one_object_and_writes_a_folder(run):
    folder, done = run
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert {"region", "plan", "years", "converged", "max_residual", "conservation", "wall_s", "run",
            "warnings", "fit", "scorecard"} <= answer.keys()  # fmt: skip
    assert answer["years"] == [2021, 2046]
    assert answer["converged"] is True
    assert answer["max_residual"] <= 1e-10
    assert set(answer["conservation"]) >= {"people", "jobs", "floor", "money"}
    assert {"indicator", "scope", "unit", "first", "last", "baseline_last", "target", "target_year", "meets",
            "grade"} <= answer["scorecard"][0].keys()  # fmt: skip
    assert (folder / "run" / "manifest.json").is_file()
    assert (folder / "run" / "report.html").is_file()


def test_a_complete_run_is_not_overwritten_unasked(run):
    folder, _ = run
    again = technopole_command("run", "two-towns", "--plan", "new-town", "--out", "run", cwd=folder)
    assert again.returncode == 2
    assert "overwrite" in again.stderr


@pytest.mark.slow
def test_exports_and_comparison_work_on_the_folder(run):
    folder, _ = run
    for to in ("csv", "iamc", "geopackage", "geoparquet", "omx", "datapackage"):
        done = technopole_command("export", "run", "--to", to, "--out", f"out-{to}", cwd=folder)
        assert done.returncode == 0, done.stderr
        for line in done.stdout.split():
            assert (folder / line).exists() or Path(line).exists()
        assert "Warning" not in done.stderr
    for to, suffix in (("iamc", ".csv"), ("geopackage", ".gpkg"), ("geoparquet", ".parquet")):
        done = technopole_command("export", "run", "--to", to, cwd=folder)
        assert (folder / f"run-{to}{suffix}").is_file(), done.stderr
        assert not done.stderr
    other = technopole_command(
        "run", "two-towns", "--plan", "baseline", "--out", "base", "--no-report", cwd=folder
    )
    assert other.returncode == 0, other.stderr
    short, long = (
        technopole_command("compare", "base", "run", *flag, cwd=folder).stdout for flag in ((), ("--all",))
    )
    assert "more rows with --all" in short
    assert 10 < len(short.splitlines()) < len(long.splitlines())
    assert all("Meadow" in text and "misses" in text for text in (short, long))
    compared = technopole_command("compare", "base", "run", "--json", cwd=folder)
    assert compared.returncode == 0, compared.stderr
    assert json.loads(compared.stdout)["scorecard"]


def test_help_of_every_command_shows_an_example(tmp_path):
    for command in ("run", "compare", "report", "fit", "check", "export", "list", "init", "query", "import"):
        done = technopole_command(command, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert "Example" in done.stdout


def test_help_is_light(tmp_path):
    code = (
        "import sys; sys.argv = ['technopole', '--help']\n"
        "from technopole.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "assert not {'jax', 'pandas', 'scipy', 'geopandas'} & set(sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(technopole.__file__).parents[1])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", ["regions", "plans", "measures", "indicators"])
def test_lists(kind, tmp_path):
    done = technopole_command("list", kind, "two-towns", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "two-town"), "two-towns"),
        (("run", "two-towns", "--plan", "new-twon"), "new-town"),
        (("list", "region"), "regions"),
        (("export", "nowhere", "--to", "csv"), "nowhere"),
        (("compare", "nowhere", "nowhere"), "nowhere"),
    ],
)
def test_bad_input_is_one_clear_message(arguments, words, tmp_path):
    done = technopole_command(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stderr
    assert not list(tmp_path.iterdir())


def test_check_finds_every_fault_at_once(tmp_path):
    folder = tmp_path / "broken"
    shutil.copytree(REGION, folder)
    jobs = (folder / "jobs.csv").read_text().splitlines()
    jobs[2] = jobs[2].replace("harbour", "harbor")
    (folder / "jobs.csv").write_text("\n".join(jobs) + "\n")
    floor = (folder / "floor.csv").read_text().splitlines()
    floor[1] = floor[1].replace(",", ",-", 2)
    (folder / "floor.csv").write_text("\n".join(floor) + "\n")
    done = technopole_command("check", folder, cwd=tmp_path)
    assert done.returncode == 1
    assert "jobs.csv" in done.stdout
    assert "floor.csv" in done.stdout
    refused = technopole_command("run", folder, "--out", "run", cwd=tmp_path)
    assert refused.returncode == 2
    assert not (tmp_path / "run").exists()


def test_check_of_a_sound_region(tmp_path):
    assert technopole_command("check", "two-towns", cwd=tmp_path).returncode == 0


@pytest.mark.slow
def test_a_year_that_is_not_found_ends_with_exit_code_3(tmp_path):
    """An economy without a stable equilibrium: the years before are kept and marked incomplete."""
    folder = tmp_path / "wild"
    shutil.copytree(REGION, folder)
    plan = folder / "plans" / "collapse.yaml"
    plan.write_text(
        "id: collapse\nname: Collapse\nmeasures:\n"
        + "".join(
            f"  - {{kind: sector_subsidy, id: s{n}, scope: region, sector: {sector}, rate: 0.94, "
            f"year_from: 2030, year_to: 2031, payer: {payer}}}\n"
            for n, (sector, payer) in enumerate(SUBSIDISED)
        )
    )
    done = technopole_command("run", folder, "--plan", "collapse", "--out", "run", "--json", cwd=tmp_path)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "Year 2030 did not converge" in done.stderr
    answer = json.loads(done.stdout)
    assert answer["converged"] is False
    assert answer["years"] == [2021, 2029]
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert manifest["complete"] is False
    told = technopole_command("run", folder, "--plan", "collapse", "--out", "run", cwd=tmp_path)
    assert told.returncode == 3
    assert told.stderr.startswith("Year 2030 did not converge")
    assert told.stdout.splitlines() == ["Years kept: 2021 to 2029", "Run folder: run (incomplete)"]


@pytest.mark.slow
def test_a_parameter_may_be_set_and_the_run_says_so(tmp_path):
    done = technopole_command(
        "run", "two-towns", "--plan", "integration-only", "--baseline", "none", "--no-report", "--json",
        "--set", "customer_take_up=0", "--set", "move.talent=0.2", cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert "Parameter 'customer_take_up' is 0 in this run" in " ".join(answer["warnings"])
    assert Path(answer["run"]).name == "integration-only+customer_take_up=0+move.talent=0.2"


def test_a_misspelt_parameter_writes_nothing(tmp_path):
    done = technopole_command("run", "two-towns", "--set", "customer_takeup=0", cwd=tmp_path)
    assert done.returncode == 2
    assert "nearest: 'customer_take_up'" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_check_looks_for_other_equilibria(tmp_path):
    done = technopole_command("check", "two-towns", "--uniqueness", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["uniqueness"]
    assert found["starts"] > found["lost"]
    assert found["distinct"] == 1
    assert found["linearised"]["largest_real_part"] < 0


@pytest.mark.slow
def test_ecosystem_says_what_binds_and_the_report_shows_it(run):
    folder, _ = run
    question = ("ecosystem", "run", "--draws", "1", "--json", "--out", "answer.json")
    asked = technopole_command(*question, cwd=folder)
    assert asked.returncode == 0, asked.stderr
    answer = json.loads(asked.stdout)
    assert [row["flow"] for row in answer["flows"]] == ["talent", "capital", "information", "technology"]
    assert all({"volume", "marginal", "removal", "shapley"} <= row.keys() for row in answer["flows"])
    assert {row["side"] for row in answer["bottlenecks"]} == {"NORTH", "SOUTH", "region"}
    assert all({"stage", "gain_per_hkd"} <= row.keys() for row in answer["bottlenecks"])
    for row in answer["bottlenecks"]:
        assert sum(answer["draws"]["share"][row["side"]].values()) == pytest.approx(1.0)
        assert answer["draws"]["gain"][row["side"]].keys() == row["by_stage"].keys()
    assert len(answer["stages"]) == 10
    page = ("report", "run", "--ecosystem", "answer.json", "--out", "page.html")
    shown = technopole_command(*page, cwd=folder)
    assert shown.returncode == 0, shown.stderr
    stored = (folder / "page.html").read_text(encoding="utf-8")
    assert '"ecosystem"' in stored
    assert '"bottlenecks"' in stored
    wrong = technopole_command("report", "run", "--ecosystem", "run/manifest.json", cwd=folder)
    assert wrong.returncode == 2
    assert "holds no answer" in wrong.stderr
