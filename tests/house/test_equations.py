"""The check that keeps docs/model.md and citations in code in step."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

CHECK = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "check_equations.py"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Equation (9): minutes", {"9"}),
        ("Equations (25), (26): floor", {"25", "26"}),
        ("equations (1), (2) and (5)", {"1", "2", "5"}),
        ("Equations (11)-(13)", {"11", "12", "13"}),
        ("an equation without a number (9)", set()),
    ],
)
def test_citations_are_read(text: str, numbers: set[int]) -> None:
    assert CHECK["cited"](text) == numbers


@pytest.mark.parametrize("text", ["equation 22", "equations 11-13", "Equation (9, 10)"])
def test_other_forms_are_refused(text: str) -> None:
    assert len(list(CHECK["badly_cited"](text))) == 1


def test_house_form_is_accepted() -> None:
    assert not list(CHECK["badly_cited"]("Equation (9), and Equations (25), (26); equations (11)-(13)"))


def test_both_sides_are_compared() -> None:
    found = CHECK["faults"](r"\tag{1} \tag{2} \tag{2}", {"a.py": "Equation (1)", "b.py": "Equation (3)"})
    assert found == [
        "the docs number equation (2) 2 times",
        "b.py cites equation (3), which the docs do not have",
        "equation (2) of the docs is cited nowhere in src",
    ]


def test_pages_number_every_equation_once() -> None:
    model, innovation = (page.read_text(encoding="utf-8") for page in CHECK["PAGES"])
    numbers = sorted(map(int, CHECK["numbered"](model)))
    assert numbers == list(range(1, len(numbers) + 1))
    assert CHECK["numbered"](innovation) == [f"I{number}" for number in range(1, 24)]


def test_equations_of_joint_funds_are_compared() -> None:
    found = CHECK["chapter_faults"](r"\tag{F1} \tag{F2} \tag{F2}", {"a.py": "Equation (F1)", "b.py": "(F3)"})
    assert found == [
        "docs/joint-funds.md numbers equation (F2) twice",
        "equation (F3) is cited, but docs/joint-funds.md does not have it",
        "equation (F2) of docs/joint-funds.md is cited nowhere",
    ]
