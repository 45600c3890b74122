"""Read parameters.toml: unknown names and labels, wrong units and values out of range as findings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding
from technopole.base.grades import GRADES
from technopole.base.names import suggestion
from technopole.region.parameters import (
    SCALAR,
    Declared,
    Leaf,
    Parameters,
    declared_parameters,
    default_for,
)
from technopole.region.plain import mapping
from technopole.region.schema import CURRENCY
from technopole.region.settings_read import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from technopole.region.settings import RegionSettings

FILE = "parameters.toml"
FIELDS = ("value", "unit", "low", "high", "standard_error", "source", "grade", "note")
PLAIN_UNITS = ("1", "share", "ratio", "ln", "none", "elasticity", "exponent")
"""Ways of saying that a figure has no unit; any serves for any other."""
BY = {"side": "sides", "group": "groups", "sector": "sectors", "market": "markets", "stage": "stages"}


def read_parameters(folder: Path, settings: RegionSettings) -> tuple[Parameters | None, list[Finding]]:
    """Read and check parameters.toml. Parameters are None if any value cannot be used."""
    labels = {by: settings.labels(kind) for by, kind in BY.items()}
    data, findings = read_toml(folder / FILE)
    if data is None:
        return None, findings
    leaves: dict[str, dict[str, Leaf]] = {}
    declared = declared_parameters()
    for name, content in data.items():
        if name not in declared:
            what = f"there is no parameter '{name}'{suggestion(name, declared)}"
            remedy = "Remove it or use a declared name (docs/reference/region-folder.md)"
            findings.append(Finding(what, FILE, column=name, remedy=remedy))
            continue
        entries, faults = _entries(declared[name], content, labels)
        findings += faults
        leaves[name] = {}
        for label, entry in entries.items():
            leaf, faults = _leaf(declared[name], label, entry, settings)
            findings += faults
            if leaf is not None:
                leaves[name][label] = leaf
    findings += _without_value(leaves, data, labels)
    broken = any(finding.severity == "error" for finding in findings)
    return (None if broken else Parameters(leaves, labels)), findings


def _entries(
    declared: Declared, content: object, labels: dict[str, tuple[str, ...]]
) -> tuple[dict[str, dict[str, Any]], list[Finding]]:
    """Split a parameter's table into its common value and its values by label."""
    name = declared.name
    table = mapping(content)
    if table is None:
        remedy = f"Write a table: {name} = {{value = ..., unit = ..., source = ..., grade = ...}}"
        return {}, [Finding(f"'{name}' is a bare value", FILE, column=name, remedy=remedy)]
    entries: dict[str, dict[str, Any]] = {}
    findings: list[Finding] = []
    own = {key: value for key, value in table.items() if mapping(value) is None}
    if own:
        entries[SCALAR] = own
    known = labels.get(declared.by, ())
    for label, value in table.items():
        entry = mapping(value)
        if entry is None:
            continue
        if label in known:
            entries[label] = entry
            continue
        if declared.by == "none":
            what = f"'{name}' has one value for the whole region, not one for '{label}'"
            remedy = f"Give [{name}] value = ..."
        else:
            what = f"'{label}' is not among the region's {BY[declared.by]}{suggestion(label, known)}"
            remedy = f"Use one of {', '.join(known)}"
        findings.append(Finding(what, FILE, column=f"{name}.{label}", remedy=remedy))
    return entries, findings


def _leaf(
    declared: Declared, label: str, entry: dict[str, Any], settings: RegionSettings
) -> tuple[Leaf | None, list[Finding]]:
    """Check one value with its evidence."""
    place = f"{declared.name}.{label}" if label else declared.name
    faults = [Finding(what, FILE, column=place, remedy=remedy) for what, remedy in _faults(declared, entry)]
    rate, unit_fault = _rate(declared, entry, settings)
    if unit_fault:
        faults.append(
            Finding(unit_fault, FILE, column=place, remedy=f"Give the value in {_units(declared, settings)}")
        )
    if faults:
        return None, faults
    value = entry["value"] if declared.is_text else float(entry["value"]) * rate
    scaled = {
        key: float(entry[key]) * rate if key in entry else None for key in ("low", "high", "standard_error")
    }
    return Leaf(
        value=value,
        unit=declared.unit.replace(CURRENCY, settings.money),
        low=scaled["low"],
        high=scaled["high"],
        standard_error=scaled["standard_error"],
        source=str(entry["source"]),
        grade=str(entry["grade"]),
    ), []


def _faults(declared: Declared, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (what, remedy) for every fault of one entry except its unit."""
    for key in entry:
        if key not in FIELDS:
            yield f"unknown key '{key}'{suggestion(key, FIELDS)}", f"Use {', '.join(FIELDS)}"
    for key in ("value", "source", "grade"):
        if key not in entry:
            yield f"'{key}' is missing", "Every value needs value, unit, source and grade"
    if "grade" in entry and entry["grade"] not in GRADES:
        hint = suggestion(str(entry["grade"]), GRADES)
        yield f"'{entry['grade']}' is not a grade{hint}", f"Use one of {', '.join(GRADES)}"
    if "source" in entry and not str(entry["source"]).strip():
        yield "the source is blank", "Say where the value comes from"
    if declared.is_text:
        if "value" in entry and entry["value"] not in declared.choices:
            hint = suggestion(str(entry["value"]), declared.choices)
            yield f"'{entry['value']}' is not allowed here{hint}", f"Use one of {', '.join(declared.choices)}"
        return
    yield from _number_faults(declared, entry)


def _number_faults(declared: Declared, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield faults of an entry's figures: kind, bounds, order."""
    figures: dict[str, float] = {}
    for key in ("value", "low", "high", "standard_error"):
        if key not in entry:
            continue
        figure = _figure(entry[key])
        if figure is None:
            yield f"{key} = {str(entry[key])[:40]!r} is not a number", "Write a plain number"
            continue
        figures[key] = figure
        if key == "standard_error":
            if figure < 0:
                yield f"standard_error = {figure:g} is negative", "Give a positive number"
        elif declared.minimum is not None and figure < declared.minimum:
            yield f"{key} = {figure:g} is below the least allowed, {declared.minimum:g}", "Correct the value"
        elif declared.maximum is not None and figure > declared.maximum:
            yield f"{key} = {figure:g} is above the most allowed, {declared.maximum:g}", "Correct the value"
    if ("low" in entry) != ("high" in entry):
        yield "only one end of the range is given", "Give both low and high"
    if {"value", "low", "high"} <= set(figures) and not figures["low"] <= figures["value"] <= figures["high"]:
        what = f"value {figures['value']:g} is outside its range {figures['low']:g} to {figures['high']:g}"
        yield what, "Correct value, low or high"


def _figure(written: object) -> float | None:
    """Return a finite number, or None for anything else."""
    if isinstance(written, bool) or not isinstance(written, (int, float)):
        return None
    try:
        figure = float(written)
    except OverflowError:
        return None
    return figure if math.isfinite(figure) else None


def _units(declared: Declared, settings: RegionSettings) -> str:
    """List the units a parameter may be given in."""
    if CURRENCY in declared.unit:
        return " or ".join(f"'{declared.unit.replace(CURRENCY, money)}'" for money in settings.currencies)
    return f"'{declared.unit}'" if declared.unit else "no unit"


def _rate(declared: Declared, entry: dict[str, Any], settings: RegionSettings) -> tuple[float, str]:
    """Return the factor that turns an entry into the region's units, and a sentence if its unit is wrong."""
    unit = str(entry.get("unit", "")).strip()
    if declared.is_text or declared.unit in PLAIN_UNITS:
        right = unit in ("", *PLAIN_UNITS)
        return 1.0, "" if right else f"the unit '{unit}' is wrong: the value has none"
    for money, rate in settings.currencies.items():
        if unit == declared.unit.replace(CURRENCY, money):
            return (rate if CURRENCY in declared.unit else 1.0), ""
    return 1.0, f"the unit '{unit}' is wrong" if unit else "the unit is missing"


def _without_value(
    leaves: dict[str, dict[str, Leaf]], data: dict[str, Any], labels: dict[str, tuple[str, ...]]
) -> Iterator[Finding]:
    """Yield parameters that have no default and no value for some label."""
    for name, declared in declared_parameters().items():
        if declared.default and "=" not in declared.default:
            continue
        given = leaves.get(name, {})
        for label in labels.get(declared.by, (SCALAR,)):
            written = isinstance(data.get(name), dict) and (label in data[name] or "value" in data[name])
            if label in given or SCALAR in given or written or default_for(declared, label) is not None:
                continue
            column = f"{name}.{label}" if label else name
            what = f"'{column}' has no value, and none can be assumed"
            yield Finding(
                what, FILE, column=column, remedy=f"Add [{column}] in {declared.unit}: {declared.description}"
            )
