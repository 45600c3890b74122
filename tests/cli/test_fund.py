"""technopole fund as a user types it."""

from __future__ import annotations

import csv
import json

import pytest

from tests.cli.test_cli import technopole_command


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fund")
    done = technopole_command(
        "fund",
        "init",
        "study",
        "--scheme",
        "co-managed-real-pot",
        "--proposals",
        "30",
        "--seed",
        "1",
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_solve_prints_one_object_and_writes_a_list_and_a_page(study):
    done = technopole_command("fund", "solve", "study", "--json", cwd=study)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["gap"] <= 1e-6
    assert len(answer["awards"]) == answer["awarded"] > 0
    results = study / "study" / "results"
    with (results / "awards.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 30
    won = [row for row in rows if row["decision"] == "award"]
    assert {row["proposal"] for row in won} == {one["proposal"] for one in answer["awards"]}
    assert all(row["reason"] for row in rows if row["decision"] != "award")
    with (results / "payments.csv").open(newline="") as file:
        paid = sum(float(row["amount_HKD_m"]) for row in csv.DictReader(file))
    assert paid == pytest.approx(sum(one["cost"] for one in answer["awards"]))
    page = (results / "report.html").read_text()
    assert "Who pays, who receives" in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.slow
def test_prices_and_frontier_join_the_report(study):
    assert technopole_command("fund", "solve", "study", cwd=study).returncode == 0
    done = technopole_command("fund", "price", "study", "--json", cwd=study)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert {"rule", "cost", "how"} <= answer["rules"][0].keys()
    assert all(one["cost"] >= 0 for one in answer["rules"])
    done = technopole_command(
        "fund", "frontier", "study", "--json", "--theta", "0", "--theta", "1", cwd=study
    )
    assert done.returncode == 0, done.stderr
    points = json.loads(done.stdout)["frontier"]
    assert [point["theta"] for point in points] == [0, 1]
    assert points[0]["value"] <= points[1]["value"]
    page = (study / "study" / "results" / "report.html").read_text()
    assert "What rules cost" in page
    assert "From a virtual to a real pot" in page


@pytest.mark.slow
def test_compare_holds_two_funds_side_by_side(study):
    made = technopole_command("fund", "init", "today", "--scheme", "mhkjfs", "--proposals", "30", cwd=study)
    assert made.returncode == 0, made.stderr
    done = technopole_command("fund", "compare", "today", "study", "--json", cwd=study)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["same_proposals"] is True
    assert answer["difference"]["value"] == pytest.approx(answer["b"]["value"] - answer["a"]["value"])
    assert "team" in answer["rules_that_differ"]
    assert "upper bounds" in answer["caveat"]
    assert "upper bounds" in technopole_command(
        "fund", "compare", "today", "study", cwd=study
    ).stdout.replace("\n", " ")


def test_help_shows_examples_and_loads_nothing_heavy(tmp_path):
    for command in ("init", "solve", "price", "frontier", "compare", "scenario", "schemes"):
        done = technopole_command("fund", command, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert "Example" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("fund", "init", "x", "--scheme", "mhkjf"), "mhkjfs"),
        (("fund", "init", "x", "--scheme", "mhkjfs", "--proposals", "0"), "0 proposals"),
        (("fund", "solve", "nowhere"), "nowhere"),
        (("fund", "compare", "nowhere", "elsewhere"), "nowhere"),
        (("fund", "scenario", "nowhere"), "nowhere"),
    ],
)
def test_bad_input_is_one_clear_message(arguments, words, tmp_path):
    done = technopole_command(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stderr
    assert not list(tmp_path.iterdir())


def test_faults_of_a_study_leave_no_results(study, tmp_path):
    made = technopole_command("fund", "init", "bad", "--scheme", "weave", "--proposals", "5", cwd=tmp_path)
    assert made.returncode == 0
    budgets = (tmp_path / "bad" / "budgets.csv").read_text().splitlines()
    budgets[1] = budgets[1].replace(",", ",-", 2).replace("-", "", 1)
    (tmp_path / "bad" / "budgets.csv").write_text("\n".join(budgets) + "\n")
    done = technopole_command("fund", "solve", "bad", "--json", cwd=tmp_path)
    assert done.returncode == 2
    assert "negative" in done.stderr
    assert json.loads(done.stdout)["exit_code"] == 2
    assert not (tmp_path / "bad" / "results").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--region", "hong-kong-shenzen"), "hong-kong-shenzhen"),
        (("--payer", "HK"), "SIDE=FUNDER"),
        (("--goal", "innovation_job@HK"), "innovation_jobs"),
        (("--payer", "HK=hk_goverment"), "hk_government"),
    ],
)
@pytest.mark.slow
def test_a_scenario_that_cannot_be_asked_is_one_clear_message(study, arguments, words):
    done = technopole_command("fund", "scenario", "study", *arguments, "--json", cwd=study)
    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert json.loads(done.stdout)["exit_code"] == 2
    assert not (study / "study" / "results" / "scenario.json").exists()


def test_a_band_outside_its_range_is_refused(study):
    done = technopole_command("fund", "frontier", "study", "--theta", "2", cwd=study)
    assert done.returncode == 2
    assert "theta 2" in done.stderr
