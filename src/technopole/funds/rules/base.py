"""What a rule is: a filter on proposals, a mask on payments, or rows between bounds."""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from technopole.base.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linopy import LinearExpression, Variable
    from numpy.typing import NDArray

    from technopole.funds.problem import Flags, Numbers, Problem


@dataclass(frozen=True, eq=False)
class Columns:
    """Unknowns of the program, as linopy holds them.

    `award` [proposal] is 0 or 1; `money` [funder, side, year] is what a funder delivers at a side, without
    national projects, whose money `joint` [national, funder, side, year] is known project by project;
    `kept` [funder, year] is carried into the next year; `short` [minimum] is what a soft minimum lacks.
    """

    award: Variable
    money: Variable
    joint: Variable | None
    kept: Variable
    short: Variable | None

    def delivered(self) -> LinearExpression:
        """All money delivered, [funder, side, year]."""
        money = 1.0 * self.money
        return money if self.joint is None else money + self.joint.sum("national")


@dataclass(frozen=True, eq=False)
class Bound:
    """Rows lower <= expression <= upper over the labels `over`; `words` names each row."""

    expression: LinearExpression
    over: tuple[str, ...]
    lower: Numbers
    upper: Numbers
    words: tuple[str, ...]


class Rule(ABC):
    """One rule of a fund. A rule is only ever a bound: taking it away never lowers the value.

    `name` is its key in fund.toml, `equation` its number in docs/joint-funds.md.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    equation: ClassVar[str]

    def stands(self, problem: Problem) -> bool:
        """Tell whether the fund has this rule."""
        return bool(getattr(problem.rules, self.name))

    def says(self, problem: Problem) -> str:
        """Return the rule in words."""
        raise NotImplementedError

    def keeps(self, problem: Problem) -> Flags | None:  # noqa: ARG002
        """Return which proposals may be awarded, [proposal]; None if the rule is no filter."""
        return None

    def pays(self, problem: Problem) -> Flags | None:  # noqa: ARG002
        """Return where each funder may pay, [funder, side]; None if the rule says nothing on it."""
        return None

    def bounds(self, columns: Columns, problem: Problem) -> Iterator[Bound]:  # noqa: ARG002
        """Yield the rule's rows."""
        yield from ()


RULES: Registry[Rule] = Registry("rule")


def shelve(rule: type[Rule]) -> type[Rule]:
    """Register one instance of a rule under its name."""
    RULES.register(rule.name)(rule())
    return rule


def labelled(values: NDArray[Any], *dims: str) -> Any:
    """An array with named dimensions, as linopy multiplies it."""
    import xarray as xr

    return xr.DataArray(
        values, dims=dims, coords={d: np.arange(n) for d, n in zip(dims, values.shape, strict=True)}
    )


def per_cent(share: float) -> str:
    """A share as a person reads it."""
    return f"{100 * share:.3g}%"


def named(names: tuple[str, ...] | list[str], joint: str = "and") -> str:
    """Names in a sentence: "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joint} {names[-1]}" if names else ""


def full(count: int, value: float) -> Numbers:
    """The same bound on every row."""
    return np.full(count, value)
