"""How sure a figure is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from technopole.base.errors import InputError
from technopole.base.names import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

GRADES: tuple[str, ...] = ("official", "plan", "derived", "assumed")
"""Grades from the surest to the weakest: an official count, a published plan, computed from official
figures, an assumption."""


def weakest(grades: Iterable[str]) -> str:
    """Return the weakest of the grades: a result is no surer than its weakest input.

    An empty collection is "official": nothing weakens it.

    Raises:
        InputError: on a word that is not a grade.

    """
    found = set(grades)
    for grade in sorted(found - set(GRADES)):
        message = f"'{grade}' is not a grade{suggestion(grade, GRADES)}. Use one of {', '.join(GRADES)}."
        raise InputError(message)
    return max(found, key=GRADES.index, default=GRADES[0])
