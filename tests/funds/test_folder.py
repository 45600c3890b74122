"""Studies as folders: written, read back, and every fault at once."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from technopole.base.errors import InputError
from technopole.funds import list_schemes, load_study, scheme_problem, solve, write_study
from technopole.funds.pool import pool_figures
from technopole.funds.schemes import load_scheme

IDS = {
    "mhkjfs", "tcfs-a", "tcfs-b", "tcfs-c", "szhkm-a", "szhkm-c", "nsfc-rgc", "national-project", "eurostars",
    "nordforsk", "weave", "co-managed-real-pot",
}  # fmt: skip


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fund") / "study"
    return write_study(scheme_problem("co-managed-real-pot", 20, 3), folder)


@pytest.fixture
def broken(study, tmp_path):
    folder = tmp_path / "broken"
    shutil.copytree(study, folder)
    return folder


def edit(folder, table, row, change):
    """Replace a line (the header is row 1) by what `change` makes of it."""
    lines = (folder / table).read_text().splitlines()
    lines[row - 1] = change(lines[row - 1])
    (folder / table).write_text("\n".join(lines) + "\n")


def cell(number, value):
    """A change of one cell."""

    def change(line):
        cells = line.split(",")
        cells[number] = value
        return ",".join(cells)

    return change


def test_all_schemes_are_there():
    assert set(list_schemes()) == IDS


@pytest.mark.parametrize("name", sorted(IDS))
def test_a_scheme_survives_writing_and_reading(name, tmp_path):
    made = scheme_problem(name, 30, 2)
    read = load_study(write_study(made, tmp_path / "study"))
    assert read.study.model_dump() == made.study.model_dump()
    assert read.proposals.ids == made.proposals.ids
    assert read.proposals.spending == pytest.approx(made.proposals.spending, abs=1e-9)
    assert read.budget == pytest.approx(made.budget)
    one, two = solve(made), solve(read)
    assert one.awarded.tolist() == two.awarded.tolist()
    assert one.awarded.any()


@pytest.mark.parametrize("name", sorted(IDS))
def test_every_rule_of_a_scheme_has_a_source_and_a_grade(name):
    content = load_scheme(name).content
    for rule in content["rules"].values():
        for one in rule if isinstance(rule, list) else [rule]:
            assert one["source"]
            assert one["grade"] in {"official", "plan", "derived", "assumed"}
    assert all(funder["source"] for funder in content["funders"])


def test_the_same_seed_gives_the_same_proposals_under_any_rules_of_the_same_sides():
    one, two = scheme_problem("mhkjfs", 40, 7), scheme_problem("co-managed-real-pot", 40, 7)
    assert np.array_equal(one.proposals.cost, two.proposals.cost)
    assert np.array_equal(one.proposals.score, two.proposals.score)
    other = scheme_problem("mhkjfs", 40, 8)
    assert not np.array_equal(one.proposals.cost, other.proposals.cost)


def test_synthetic_proposals_follow_their_declared_distributions():
    pool, figures = scheme_problem("mhkjfs", 4000, 1).proposals, pool_figures()
    assert (~pool.single).mean() == pytest.approx(figures["cross_border_share"], abs=0.03)
    assert pool.early_career.mean() == pytest.approx(figures["early_career_share"], abs=0.03)
    assert pool.score.mean() == pytest.approx(figures["score_mean"], abs=1.0)
    assert pool.total[pool.single].mean() == pytest.approx(figures["mean_cost"], rel=0.06)
    agreed = np.corrcoef(pool.score[:, 0], pool.score[:, 1])[0, 1]
    assert agreed == pytest.approx(figures["panel_agreement"], abs=0.05)
    assert pool.own_share.mean() == pytest.approx(figures["own_share"], abs=0.02)


def test_every_fault_is_found_at_once(broken):
    header = (broken / "proposals.csv").read_text().splitlines()[0].split(",")
    edit(broken, "proposals.csv", 2, cell(header.index("lead"), ""))
    edit(broken, "proposals.csv", 3, cell(header.index("score_SZ"), ""))
    edit(broken, "proposals.csv", 4, cell(header.index("sides"), "HK SX"))
    edit(broken, "proposals.csv", 6, cell(0, "P0004"))
    edit(broken, "proposals.csv", 7, cell(header.index("score_HK"), "140"))
    edit(broken, "costs.csv", 2, cell(3, ""))
    edit(broken, "costs.csv", 3, cell(1, "MACAU"))
    edit(broken, "costs.csv", 4, cell(4, "many"))
    edit(broken, "budgets.csv", 2, cell(2, "-5"))
    edit(broken, "budgets.csv", 3, cell(0, "hkk"))
    with pytest.raises(InputError) as error:
        load_study(broken)
    said = str(error.value)
    assert "'P0004' has no cost" not in said  # its costs are there: the second row of its name is the fault
    for place, words in (
        ("proposals.csv, row 2, column `lead`", "the team has no lead"),
        ("proposals.csv, row 3, column `score_SZ`", "the score of 'SZ' is missing"),
        ("proposals.csv, row 4, column `sides`", "unknown party 'SX' (nearest: 'SZ')"),
        ("proposals.csv, row 6, column `proposal`", "duplicate proposal: 'P0004' stands in row 5"),
        ("proposals.csv, row 7, column `score_HK`", "score_HK 140 is not allowed"),
        ("costs.csv, row 2, column `year`", "the year is missing"),
        ("costs.csv, row 3, column `side`", "unknown party 'MACAU'"),
        ("costs.csv, row 4, column `cost`", "'many' is not a number"),
        ("budgets.csv, row 2, column `amount`", "amount -5 is negative"),
        ("budgets.csv, row 3, column `funder`", "unknown funder 'hkk' (nearest: 'hk')"),
    ):
        assert any(place in line and words in line for line in said.splitlines()), (place, said)


def test_faults_of_fund_toml_are_named(broken):
    text = (broken / "fund.toml").read_text()
    text = (
        text.replace("theta = 1.0", "thetta = 1.0")
        .replace('side = "SZ"', 'side = "SX"')
        .replace("share = 0.25", "share = 2")
    )
    (broken / "fund.toml").write_text(text)
    with pytest.raises(InputError) as error:
        load_study(broken)
    said = str(error.value)
    assert "unknown key 'thetta' (nearest: 'theta')" in said
    assert "'theta' is missing" in said
    assert "rules.institution_cap.share" in said


def test_references_of_fund_toml_are_checked(broken):
    text = (broken / "fund.toml").read_text().replace('side = "SZ"', 'side = "SX"')
    (broken / "fund.toml").write_text(text)
    with pytest.raises(InputError, match=r"unknown side 'SX' \(nearest: 'SZ'\)"):
        load_study(broken)


@pytest.mark.parametrize("table", ["proposals.csv", "costs.csv", "budgets.csv", "fund.toml", "limits.csv"])
def test_a_missing_table_is_said(broken, table):
    (broken / table).unlink()
    with pytest.raises(InputError, match=table):
        load_study(broken)


def test_a_template_waits_for_proposals(tmp_path):
    folder = write_study(scheme_problem("weave", 5, 1), tmp_path / "template", template=True)
    assert (folder / "proposals.csv").read_text().count("\n") == 1
    with pytest.raises(InputError, match="there is no proposal"):
        load_study(folder)


def test_a_folder_in_use_is_left_alone(study, tmp_path):
    before = (study / "fund.toml").read_bytes()
    with pytest.raises(InputError, match="not empty"):
        write_study(scheme_problem("weave", 5, 1), study)
    assert (study / "fund.toml").read_bytes() == before
    with pytest.raises(InputError, match="nearest: 'weave'"):
        scheme_problem("weav", 5, 1)
