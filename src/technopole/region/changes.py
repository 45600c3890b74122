"""A region with other parameters: what `--set`, draws of parameters and questions of "what if" ask for."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.region.defaults import FORMULAS
from technopole.region.parameters import SCALAR, declared_parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from technopole.region.parameters import Parameters
    from technopole.region.region import Region

    Values = Mapping[tuple[str, str], float]
    """A number by parameter and label; label "" for every label."""

CAPACITY = ("crossings", "capacity")


def with_parameters(region: Region, values: Values) -> Region:
    """Return the region with some parameters changed, and what the tables' defaults take from them.

    Its fingerprint says which: two runs of a region with different parameters never look the same.

    Raises:
        InputError: for every unknown name or label and every value out of its declared bounds.

    """
    if not values:
        return region
    findings = [finding for (name, label), value in values.items() for finding in _faults(name, label, value)]
    if findings:
        raise InputError(findings)
    changed = region.parameters.with_values(values)
    crossings, formula = region.tables["crossings"], FORMULAS[CAPACITY]
    written = crossings["capacity"].to_numpy()
    by_default = np.isclose(written, formula(crossings, region.parameters))
    capacity = np.where(by_default, formula(crossings, changed), written)
    said = ";".join(f"{name}.{label}={value!r}" for (name, label), value in sorted(values.items()))
    return region.with_parameters(
        changed,
        capacity,
        hashlib.sha256(f"{region.fingerprint};{said}".encode()).hexdigest(),
        (*region.warnings, *_said(region, values)),
    )


def _said(region: Region, values: Values) -> list[Finding]:
    """Say which parameters are not the region's own."""
    return [
        Finding(f"Parameter '{'.'.join(key).rstrip('.')}' is {value:g} in this run", severity="warning")
        for key, value in values.items()
        if value != _own(region, *key)
    ]


def _own(region: Region, name: str, label: str) -> float | str | None:
    leaf = region.parameters.leaf(name, label)
    return leaf.value if leaf else None


def parse_setting(text: str, parameters: Parameters) -> tuple[tuple[str, str], float]:
    """Read `name=value` or `name.label=value`.

    Raises:
        InputError: if it has another form, or the name, the label or the number is unknown.

    """
    key, _, number = text.partition("=")
    name, _, label = key.strip().partition(".")
    try:
        value = float(number)
    except ValueError as error:
        what = f"'{text}' is no setting of a parameter"
        raise InputError(Finding(what, remedy="Write name=number or name.label=number")) from error
    parameters.leaf(name, label)
    return (name, label), value


def _faults(name: str, label: str, value: float) -> list[Finding]:
    """Say why a number cannot be a value of the parameter."""
    declared = declared_parameter(name)
    shown = f"{name}.{label}" if label != SCALAR else name
    if declared.is_text:
        return [Finding(f"Parameter '{name}' is a word", remedy="Change it in parameters.toml")]
    low = -np.inf if declared.minimum is None else declared.minimum
    high = np.inf if declared.maximum is None else declared.maximum
    if not low <= value <= high:
        return [
            Finding(f"{shown} = {value:g} is out of bounds", remedy=f"Use a number from {low:g} to {high:g}")
        ]
    return []
