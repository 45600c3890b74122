"""Lookups of parameters: values by label, defaults, ranges and evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from technopole.base import InputError
from technopole.region import load_region
from technopole.region.parameters import declared_parameters, default_for
from technopole.region.schema import declared_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Copy

    from technopole.region import Parameters, Region


def test_one_value_for_the_region(two_towns: Region) -> None:
    assert two_towns.parameters.get("nu") == 0.045
    assert two_towns.parameters.get("epsilon") == 6.69


def test_a_default_takes_over_another_parameter(two_towns: Region) -> None:
    assert two_towns.parameters.get("theta") == two_towns.parameters.get("nu")


def test_values_by_label(two_towns: Region) -> None:
    parameters = two_towns.parameters
    assert parameters.by("beta", two_towns.sectors).tolist() == [0.15, 0.13, 0.1]
    assert parameters.by("beta", ["local", "innovation"]).tolist() == [0.1, 0.15]
    assert parameters.by("own_zone_bonus", two_towns.sides).tolist() == [0.3, 0.3]
    assert parameters.by("nu", two_towns.sides).tolist() == [0.045, 0.045]


def test_defaults_by_label(two_towns: Region) -> None:
    assert two_towns.parameters.by("floor_elasticity", two_towns.markets).tolist() == [0.0, 0.3, 0.3]
    assert two_towns.parameters.by("occupation_ramp", two_towns.markets).tolist() == [1.0, 0.12, 0.12]


def test_a_label_wins_over_the_common_value(copy: Copy) -> None:
    text = '\n[own_zone_bonus.SOUTH]\nvalue = 0.5\nunit = "ln"\nsource = "x"\ngrade = "derived"\n'
    copy.replace("parameters.toml", "\n[beta.innovation]", text + "\n[beta.innovation]")
    parameters = load_region(copy.folder).parameters
    assert parameters.by("own_zone_bonus", ["NORTH", "SOUTH"]).tolist() == [0.3, 0.5]
    assert parameters.grade("own_zone_bonus", "SOUTH") == "derived"
    assert parameters.range("own_zone_bonus", "SOUTH") is None


def test_words(copy: Copy) -> None:
    text = '\n[closure.talent]\nvalue = "elastic"\nsource = "x"\ngrade = "assumed"\n'
    copy.replace("parameters.toml", "\n[beta.innovation]", text + "\n[beta.innovation]")
    region = load_region(copy.folder)
    assert region.parameters.choices("closure", region.groups) == ("closed", "closed", "elastic")


def test_evidence(two_towns: Region) -> None:
    parameters = two_towns.parameters
    assert parameters.range("nu") == (0.03, 0.06)
    assert parameters.grade("nu") == "assumed"
    assert parameters.source("epsilon") == "default of the model"
    assert parameters.range("epsilon") is None
    assert parameters.range("value_of_time", "SOUTH") == (15 * 1.25, 40 * 1.25)


def test_a_standard_error_stands_for_a_range(copy: Copy) -> None:
    copy.replace("parameters.toml", "low = 0.03\nhigh = 0.06\n", "standard_error = 0.005\n")
    low, high = load_region(copy.folder).parameters.range("nu") or (0, 0)
    assert low == pytest.approx(0.045 - 1.96 * 0.005)
    assert high == pytest.approx(0.045 + 1.96 * 0.005)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda p: p.get("epsilo"), "no parameter 'epsilo' \\(nearest: 'epsilon'\\)"),
        (lambda p: p.get("beta"), "has a value per sector"),
        (
            lambda p: p.by("beta", ["locale"]),
            "'locale' is no sector of parameter 'beta' \\(nearest: 'local'\\)",
        ),
        (lambda p: p.by("closure", ["talent"]), "is a word"),
        (lambda p: p.choices("nu", ["x"]), "is a number"),
    ],
)
def test_wrong_questions(two_towns: Region, ask: Callable[[Parameters], object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        ask(two_towns.parameters)


def test_declarations_are_sound() -> None:
    declared = declared_parameters()
    assert len(declared) == len(declared_rows("parameters.csv"))
    for parameter in declared.values():
        assert parameter.by in {"none", "side", "group", "sector", "market", "stage"}
        assert parameter.description
        default = default_for(parameter, "any")
        if default is None or parameter.is_text or default in declared:
            continue
        assert parameter.minimum is None or float(default) >= parameter.minimum
        assert parameter.maximum is None or float(default) <= parameter.maximum
