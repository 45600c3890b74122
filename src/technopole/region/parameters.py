"""Parameters of the model: declared in parameters.csv, valued in a region's parameters.toml."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.region.schema import declared_rows, optional_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

SCALAR = ""
"""Label of a parameter's value for every label that has none of its own."""


@dataclass(frozen=True)
class Declared:
    """One row of parameters.csv."""

    name: str
    symbol: str
    by: str
    choices: tuple[str, ...]
    default: str
    unit: str
    minimum: float | None
    maximum: float | None
    description: str

    @property
    def is_text(self) -> bool:
        """Tell whether the value is one of a few words."""
        return bool(self.choices)


@dataclass(frozen=True)
class Leaf:
    """One value with its evidence. Money is in the region's money. `low`, `high`: None if not given."""

    value: float | str
    unit: str
    low: float | None
    high: float | None
    standard_error: float | None
    source: str
    grade: str


@cache
def declared_parameters() -> dict[str, Declared]:
    """Return every declared parameter by name."""
    return {row["name"]: _declared(row) for row in declared_rows("parameters.csv")}


def _declared(row: dict[str, str]) -> Declared:
    """Turn one row of parameters.csv into a Declared."""
    return Declared(
        name=row["name"],
        symbol=row["symbol"],
        by=row["by"],
        choices=() if row["type"] == "number" else tuple(row["type"].split("|")),
        default=row["default"],
        unit=row["unit"],
        minimum=optional_number(row["minimum"]),
        maximum=optional_number(row["maximum"]),
        description=row["description"],
    )


def declared_parameter(name: str) -> Declared:
    """Return one declared parameter.

    Raises:
        InputError: if the name is not declared; the message names the nearest.

    """
    declared = declared_parameters()
    if name not in declared:
        what = f"There is no parameter '{name}'{suggestion(name, declared)}"
        raise InputError(Finding(what, "parameters.csv", remedy="Use a declared name"))
    return declared[name]


@dataclass(frozen=True)
class Parameters:
    """Values of all declared parameters. Every lookup of an unknown name or label names the nearest."""

    leaves: Mapping[str, Mapping[str, Leaf]]
    """Given values by name, then by label; the label "" holds for all labels."""
    labels: Mapping[str, tuple[str, ...]]
    """Labels of each `by`: side, group, sector, market."""

    def get(self, name: str) -> float:
        """Return a parameter that has one value for the whole region.

        Raises:
            InputError: if it is not declared, is text, or has a value per label.

        """
        declared = declared_parameter(name)
        if declared.by != "none":
            message = f"Parameter '{name}' has a value per {declared.by}. Use .by('{name}', labels)."
            raise InputError(Finding(message))
        return self._number(declared, SCALAR)

    def by(self, name: str, labels: Iterable[str]) -> NDArray[np.float64]:
        """Return a parameter's value for each label, shape (labels,); one value is repeated for all.

        Raises:
            InputError: if the name is not declared, is text, or a label is unknown.

        """
        declared = declared_parameter(name)
        return np.array([self._number(declared, label) for label in labels], dtype=np.float64)

    def choices(self, name: str, labels: Iterable[str]) -> tuple[str, ...]:
        """Return the word of a parameter such as `closure` for each label."""
        declared = declared_parameter(name)
        if not declared.is_text:
            raise InputError(Finding(f"Parameter '{name}' is a number. Use .get or .by."))
        return tuple(str(self._value(declared, label)) for label in labels)

    def grade(self, name: str, label: str = SCALAR) -> str:
        """Return how sure a value is; a default is "assumed"."""
        leaf = self.leaf(name, label)
        return leaf.grade if leaf else "assumed"

    def source(self, name: str, label: str = SCALAR) -> str:
        """Return where a value comes from."""
        leaf = self.leaf(name, label)
        return leaf.source if leaf else "default of the model"

    def range(self, name: str, label: str = SCALAR) -> tuple[float, float] | None:
        """Return the low and high end of a value's range; None if none is stated.

        A standard error stands for a range of 1.96 of it to each side, cut at the declared bounds.
        """
        leaf = self.leaf(name, label)
        if leaf is None or isinstance(leaf.value, str):
            return None
        if leaf.low is not None and leaf.high is not None:
            return leaf.low, leaf.high
        if leaf.standard_error is None:
            return None
        declared = declared_parameter(name)
        half = 1.96 * leaf.standard_error
        low, high = leaf.value - half, leaf.value + half
        low = low if declared.minimum is None else max(low, declared.minimum)
        return low, high if declared.maximum is None else min(high, declared.maximum)

    def names(self) -> tuple[str, ...]:
        """Return all declared names."""
        return tuple(declared_parameters())

    def leaf(self, name: str, label: str = SCALAR) -> Leaf | None:
        """Return the given value with its evidence, or None where the default holds."""
        declared = declared_parameter(name)
        self._check_label(declared, label)
        given = self.leaves.get(name, {})
        return given.get(label) or given.get(SCALAR)

    def with_values(self, values: Mapping[tuple[str, str], float]) -> Parameters:
        """Return the same parameters with some numbers changed: {(name, label): value}; label "" for all.

        Evidence and ranges stay those of the value replaced.

        Raises:
            InputError: if a name or label is unknown.

        """
        leaves = {name: dict(by_label) for name, by_label in self.leaves.items()}
        for (name, label), value in values.items():
            known = self.leaf(name, label)
            unit = declared_parameter(name).unit
            unproven = Leaf(value, unit, None, None, None, "set by the user", "assumed")
            changed = replace(known, value=value) if known else unproven
            leaves.setdefault(name, {})[label] = changed
        return replace(self, leaves=leaves)

    def _check_label(self, declared: Declared, label: str) -> None:
        known = self.labels.get(declared.by, ())
        if declared.by != "none" and label != SCALAR and label not in known:
            what = f"'{label}' is no {declared.by} of parameter '{declared.name}'{suggestion(label, known)}"
            raise InputError(Finding(what, remedy=f"Use one of {', '.join(known)}"))

    def _number(self, declared: Declared, label: str) -> float:
        value = self._value(declared, label)
        if isinstance(value, str):
            raise InputError(Finding(f"Parameter '{declared.name}' is a word. Use .choices."))
        return value

    def _value(self, declared: Declared, label: str) -> float | str:
        leaf = self.leaf(declared.name, label)
        if leaf is not None:
            return leaf.value
        default = default_for(declared, label)
        if default is None:
            what = f"parameter '{declared.name}' has no value for '{label}' and no default"
            raise InputError(Finding(what, "parameters.toml", remedy=f"Add [{declared.name}.{label}]"))
        if declared.is_text:
            return default
        if default in declared_parameters():
            return self._value(declared_parameter(default), label)
        return float(default)


def default_for(declared: Declared, label: str) -> str | None:
    """Return the declared default of a label: `0.3`, or `home=0;*=0.3` by label; None if there is none."""
    if "=" not in declared.default:
        return declared.default or None
    entries = dict(entry.split("=") for entry in declared.default.split(";"))
    return entries.get(label, entries.get("*"))
