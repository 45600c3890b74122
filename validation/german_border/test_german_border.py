"""The engine's German border against published rows, an independent fixed point, and its own identities."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from validation.german_border.border import germany, solve
from validation.german_border.counties import Counties, read
from validation.reference import german as reference

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED_DIGITS = 1e-6
SAME_ROOT = 1e-9  # of two programs that stop at 1e-12

# Trade factor, commuting factor: welfare, residents East and West, jobs East, relative to the base; psi 0.42.
PUBLISHED = {
    (1000.0, 1.0): (0.978778193, 0.762959885, 1.056277720, 0.776454466),
    (1.0, 1000.0): (0.998248702, 0.991215721, 1.002085551, 1.003800734),
}


def made_up(count: int = 24, seed: int = 0) -> Counties:
    """Counties on a plane, the last third in the East."""
    draw = np.random.default_rng(seed)
    place = draw.uniform(0, 400e3, (count, 2))
    east = np.arange(count) >= count * 2 // 3
    distance = np.linalg.norm(place[:, None] - place[None], axis=2) + 15e3
    size = draw.lognormal(0, 0.6, (2, count))
    flows = 5e4 * size[0][:, None] * size[1][None] * (distance / 15e3) ** -2.5
    wage = draw.lognormal(0, 0.15, count)
    return Counties(distance, flows, wage / wage.mean(), east)


def figures(result):
    return (result.welfare, result.east_residents, result.west_residents, result.east_jobs)


def by_hand(counties, psi, trade, commuting, *, side=None):
    """The same four figures from the reference implementation."""
    base = reference.calibrate(counties.distance, counties.jobs, counties.residents, counties.wage, psi)
    east = counties.east
    across = east[:, None] != east[None]
    found = reference.solve(base, np.where(across, trade, 1.0), np.where(across, commuting, 1.0), side)
    assert found["change"] <= reference.GOAL
    people, jobs = found["residents"], found["jobs"]
    return (
        found["welfare"],
        people[east].sum() / counties.residents[east].sum(),
        people[~east].sum() / counties.residents[~east].sum(),
        jobs[east].sum() / counties.jobs[east].sum(),
    )


@pytest.fixture(scope="module")
def made():
    counties = made_up()
    return counties, germany(counties, 0.42)


@pytest.fixture(scope="module")
def counties(germany_folder):
    read_in = read(germany_folder)
    return read_in, germany(read_in, 0.42)


@pytest.mark.parametrize(
    ("trade", "commuting"), [(1.0, 1.0), (1000.0, 1.0), (1.0, 1000.0), (3.0, 2.0), (0.8, 0.9)]
)
def test_engine_and_plain_numpy_agree(made, trade, commuting):
    result = solve(*made, trade, commuting)
    assert not result.certificate.doubts()
    np.testing.assert_allclose(figures(result), by_hand(made[0], 0.42, trade, commuting), rtol=SAME_ROOT)


def test_nearly_closed_border_closes_its_balance_of_payments(made):
    result = solve(*made, 1e3, 1e3)
    assert result.method == "balance"
    assert not result.certificate.doubts()
    assert result.certificate.balance_of_payments < 1e-11
    np.testing.assert_allclose(
        figures(result), by_hand(made[0], 0.42, 1e3, 1e3, side=made[0].east), rtol=SAME_ROOT
    )


def test_border_nothing_crosses_is_ill_conditioned(made):
    result = solve(*made, 1e200, 1e200)
    assert any("balance of payments" in doubt for doubt in result.certificate.doubts())


def test_no_border_changes_nothing(made):
    np.testing.assert_allclose(figures(solve(*made, 1.0, 1.0)), 1.0, rtol=SAME_ROOT)


def test_missing_files_are_named(tmp_path):
    command = [
        sys.executable,
        "-m",
        "validation.german_border",
        "--data",
        str(tmp_path),
        "--trade-border",
        "2",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert done.returncode == 2
    assert "commuting_wide.csv" in done.stderr
    assert "distance_matrix.csv" in done.stderr


class TestPublished:
    """401 counties."""

    @pytest.mark.parametrize("factors", PUBLISHED)
    def test_published_rows(self, counties, factors):
        result = solve(*counties, *factors)
        assert not result.certificate.doubts()
        np.testing.assert_allclose(figures(result), PUBLISHED[factors], atol=PUBLISHED_DIGITS)
        np.testing.assert_allclose(figures(result), by_hand(counties[0], 0.42, *factors), rtol=SAME_ROOT)

    def test_border_of_a_thousand_for_both(self, counties):
        result = solve(*counties, 1e3, 1e3)
        assert not result.certificate.doubts()
        expected = by_hand(counties[0], 0.42, 1e3, 1e3, side=counties[0].east)
        np.testing.assert_allclose(figures(result), expected, rtol=SAME_ROOT)

    def test_command_line(self, germany_folder):
        command = [sys.executable, "-m", "validation.german_border", "--data", str(germany_folder), "--json"]
        command += ["--trade-border", "1000", "--commuting-border", "1", "--psi", "0.42"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - ours
        printed = json.loads(done.stdout)
        names = ("welfare", "east_residents", "west_residents", "east_jobs")
        np.testing.assert_allclose(
            [printed[name] for name in names], PUBLISHED[1000.0, 1.0], atol=PUBLISHED_DIGITS
        )
        assert printed["max_residual"] < 1e-10
