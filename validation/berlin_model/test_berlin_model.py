"""Berlin's model: an independent fixed point, closed forms, known comparative statics, bad input."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import numpy as np
import pytest

from technopole.base.errors import InputError
from technopole.city.equilibrium import outcome
from technopole.city.krylov import DENSE_UNKNOWNS, by_size, newton_krylov
from technopole.city.newton import newton
from validation.berlin_model.__main__ import main
from validation.berlin_model.city import PUBLISHED, calibrated, faster, read_parameters, solve
from validation.berlin_model.instance import Instance, checked, made_up
from validation.reference import berlin as reference

SAME_ROOT = 1e-9  # of two programs that stop at 1e-12


def written(path, city):
    np.savez(path, **asdict(city))
    return path


@pytest.mark.parametrize("zones", [40, 300])  # a Jacobian written down; none
@pytest.mark.parametrize("factor", [0.9, 0.5, 1.5])
def test_engine_and_plain_numpy_agree(zones, factor):
    city = checked(made_up(zones, seed=zones))
    answer = solve(calibrated(city), factor)
    by_hand = reference.solve(reference.calibrate(PUBLISHED, **asdict(city)), factor)
    assert by_hand["change"] <= reference.GOAL
    assert float(answer.root.residual) <= 1e-10
    assert answer.utility_ratio == pytest.approx(by_hand["utility_ratio"], rel=SAME_ROOT)
    np.testing.assert_allclose(answer.places.rent[:, 0], by_hand["rents"], rtol=SAME_ROOT)
    np.testing.assert_allclose(answer.places.wage[:, 0], by_hand["wages"], rtol=SAME_ROOT)
    np.testing.assert_allclose(answer.places.persons[0, :, 0], by_hand["jobs"], rtol=SAME_ROOT)
    np.testing.assert_allclose(answer.places.residents[0], by_hand["residents"], rtol=SAME_ROOT)


def test_with_and_without_a_jacobian_the_root_is_the_same():
    made = calibrated(checked(made_up(80)))
    assert made.start.shape[0] <= DENSE_UNKNOWNS
    given = faster(made, 0.8)
    np.testing.assert_allclose(
        newton(made.function, given, made.start).z,
        newton_krylov(made.function, given, made.start).z,
        atol=1e-10,
    )


def test_base_year_is_returned():
    city = checked(made_up(50))
    answer = solve(calibrated(city), 1.0)
    assert answer.base_residual < 1e-9
    assert answer.utility_ratio == pytest.approx(1.0, abs=1e-12)
    np.testing.assert_allclose(answer.places.residents[0], city.residents, rtol=1e-9)


def test_productivity_everywhere_moves_prices_and_nobody():
    """a x A: wages and rents rise by the factor a, welfare by a ** (1 - home share), people stay."""
    made = calibrated(checked(made_up(60)))
    richer = replace(made.base, productivity=made.base.productivity + np.log(1.1))
    root = by_size(made.function, made.given(richer), made.start)
    found = outcome(made.structure, *made.given(richer), made.unknowns(root.z))
    np.testing.assert_allclose(found.residents, made.data.workers, rtol=1e-9)
    np.testing.assert_allclose(found.rent, 1.1 * made.data.rent, rtol=1e-9)
    np.testing.assert_allclose(found.wage, 1.1 * made.data.wage, rtol=1e-9)
    gain = np.exp((found.log_utility - made.calibrated.economy.utility) / PUBLISHED["epsilon"])
    np.testing.assert_allclose(gain, 1.1 ** (1 - PUBLISHED["home_share"]), rtol=1e-10)


def test_symmetric_city_stays_symmetric():
    """Zones alike on a ring, searched for from an uneven start."""
    count = 24
    apart = np.abs(np.arange(count)[:, None] - np.arange(count))
    ones = np.ones(count)
    ring = Instance(2.0 + 3.0 * np.minimum(apart, count - apart), ones, ones, ones, ones, ones, ones)
    made = calibrated(ring)
    uneven = made.start + 0.2 * np.random.default_rng(0).normal(size=made.start.shape)
    root = by_size(made.function, faster(made, 0.7), uneven)
    found = outcome(made.structure, *faster(made, 0.7), made.unknowns(root.z))
    assert float(root.residual) < 1e-10
    np.testing.assert_allclose(found.residents[0], 1.0, rtol=1e-9)
    np.testing.assert_allclose(found.rent, found.rent[0, 0], rtol=1e-9)


def test_one_zone_in_closed_form():
    """Trips shorter by d: ln A rises by lambda delta d, ln b by eta rho d, ln U by nu d / eps besides."""
    one = np.ones(1)
    made = calibrated(Instance(10.0 * np.ones((1, 1)), one, one, one, one, one, one))
    p, saved = PUBLISHED, 1.0
    ability = p["lambda"] * p["delta"] * saved
    expected = (1 - p["home_share"]) * ability + p["eta"] * p["rho"] * saved + p["nu"] / p["epsilon"] * saved
    assert np.log(solve(made, 0.9).utility_ratio) == pytest.approx(expected, rel=1e-9)


def test_without_spillovers_is_the_limit_of_weak_ones():
    city = checked(made_up(40))
    ratios = [
        solve(calibrated(city, PUBLISHED | {"lambda": size, "eta": size}), 0.9).utility_ratio
        for size in (1e-4, 1e-6, 0.0)
    ]
    none = reference.solve(reference.calibrate(PUBLISHED | {"lambda": 0.0, "eta": 0.0}, **asdict(city)), 0.9)
    assert ratios[2] == pytest.approx(none["utility_ratio"], rel=SAME_ROOT)
    assert abs(ratios[1] - ratios[2]) < 0.02 * abs(ratios[0] - ratios[2])
    assert ratios[0] > ratios[2]


def test_zones_without_jobs_and_pairs_without_a_way():
    city = made_up(40)
    jobs, minutes = city.jobs.copy(), city.minutes.copy()
    jobs[3] = 0.0
    jobs *= city.residents.sum() / jobs.sum()
    minutes[5, 7] = np.inf
    odd = checked(replace(city, jobs=jobs, minutes=minutes, wages=np.where(jobs > 0, city.wages, np.nan)))
    answer = solve(calibrated(odd), 0.9)
    assert float(answer.places.persons[0, 3, 0]) == 0.0
    by_hand = reference.solve(reference.calibrate(PUBLISHED, **asdict(odd)), 0.9)
    assert answer.utility_ratio == pytest.approx(by_hand["utility_ratio"], rel=SAME_ROOT)


@pytest.mark.parametrize(
    ("array", "value", "said"),
    [
        ("minutes", np.nan, "not a number"),
        ("minutes", -1.0, "negative"),
        ("jobs", -1.0, "negative"),
        ("residents", 1e9, "more jobs than residents"),
        ("floor", 0.0, "not above 0"),
        ("wages", np.nan, "not above 0"),
    ],
)
def test_bad_arrays_are_refused_with_their_place(array, value, said):
    city = made_up(12)
    changed = getattr(city, array).copy()
    changed[2] = value
    with pytest.raises(InputError, match=said):
        checked(replace(city, **{array: changed}))


@pytest.mark.parametrize("factor", [0.0, -1.0, np.inf, np.nan])
def test_factor_has_to_be_a_positive_number(factor):
    with pytest.raises(InputError, match="minutes-factor"):
        solve(calibrated(checked(made_up(12))), factor)


def test_command_line(tmp_path, capsys):
    city = made_up(30)
    instance, out = written(tmp_path / "city.npz", city), tmp_path / "answer.npz"
    options = tmp_path / "parameters.toml"
    options.write_text("lambda = 0.05\n[eta]\nvalue = 0.1\n")
    given = ["--instance", str(instance), "--minutes-factor", "0.9", "--parameters", str(options)]
    assert main([*given, "--out", str(out), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {"utility_ratio", "max_residual", "wall_s", "iterations"} <= printed.keys()
    assert printed["max_residual"] < 1e-10
    values = read_parameters(options)
    assert (values["lambda"], values["eta"], values["rho"]) == (0.05, 0.1, 0.759)
    by_hand = reference.solve(reference.calibrate(values, **asdict(checked(city))), 0.9)
    assert printed["utility_ratio"] == pytest.approx(by_hand["utility_ratio"], rel=SAME_ROOT)
    np.testing.assert_allclose(np.load(out)["rents"], by_hand["rents"], rtol=SAME_ROOT)


def test_command_line_names_what_is_missing(tmp_path, capsys):
    np.savez(tmp_path / "city.npz", minutes=np.ones((2, 2)), residents=np.ones(2))
    assert main(["--instance", str(tmp_path / "city.npz"), "--json"]) == 2
    assert "'jobs'" in capsys.readouterr().err
    options = tmp_path / "p.toml"
    options.write_text("epsilom = 6.0\n")
    with pytest.raises(InputError, match="nearest: 'epsilon'"):
        read_parameters(options)
