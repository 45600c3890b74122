"""Why a number is what it is: its sentence, formula, source, what it rests on, and how far draws carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.grades import GRADES, weakest
from technopole.indicators import compute, parse_request
from technopole.indicators.rows import target_rows
from technopole.indicators.scorecard import indicator_grade
from technopole.lab.sentences import figure_sentence
from technopole.region import declared_parameters

if TYPE_CHECKING:
    from technopole.lab.draws import Draws
    from technopole.lab.engine import Asked, Engine
    from technopole.region import Region

SHOWN = 8
INFLUENTIAL = 0.25
"""Share of the largest influence from which an input's grade counts for the number's."""


def why_data(
    engine: Engine,
    asked: Asked,
    indicator: str,
    scope: str,
    year: int,
    language: str = "en",
    *,
    draws: Draws | None = None,
) -> dict[str, Any]:
    """Return what stands behind one figure of B in a year.

    With draws of both scenarios (a job of kind "bands"), `inputs` are the assumptions that move the figure
    most and `influence` is what each does over its range; `distribution` holds the figure in every draw.
    Without them `inputs` are the parameters the indicator itself reads, their influence unknown.

    Raises:
        InputError: unknown indicator or scope, or a year that is not in the run.

    """
    region, run = engine.region, asked.run_b
    if year not in run.years:
        held = f"{run.years[0]} to {run.years[-1]}" if run.years else "no year at all"
        raise InputError(
            Finding(f"Year {year} is not in this run, which has {held}", remedy="Name a year of it")
        )
    request = parse_request(indicator)
    found = request.indicator
    value = float(compute(run, indicator, scope)[list(run.years).index(year)])
    target = next(
        (row for row in target_rows(region) if (row.indicator, row.scope) == (indicator, scope)), None
    )
    inputs = (
        _declared(region, found.parameters)
        if draws is None
        else _drawn(region, draws, indicator, scope, year)
    )
    declared = indicator_grade(region, request)
    return {
        "indicator": indicator,
        "scope": scope,
        "year": year,
        "name": found.named(language),
        "scope_name": region.scope_name(scope, language),
        "sentence": figure_sentence(region, asked, indicator, scope, year, target, language),
        "formula": found.formula,
        "source": found.source,
        "unit": found.unit.replace("{money}", region.money),
        "value": value if np.isfinite(value) else None,
        "grade": weakest([*_telling(inputs), declared]),
        "data_grade": declared,
        "tables": [_table(region, name) for name in found.grade_tables if name != "plan"],
        "inputs": inputs[:SHOWN],
        "draws": None if draws is None else len(draws),
        "distribution": None if draws is None else draws.distribution(indicator, scope, year, target),
    }


def _declared(region: Region, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the parameters an indicator reads itself, influence unknown."""
    rows: list[dict[str, Any]] = []
    for name in names:
        by = declared_parameters()[name].by
        labels = ("",) if by == "none" else region.parameters.labels[by]
        rows += [_input(region, name, label, None) for label in labels]
    return rows


def _drawn(region: Region, draws: Draws, indicator: str, scope: str, year: int) -> list[dict[str, Any]]:
    """Return assumptions by what they do to the figure over their range, strongest first."""
    found = draws.influences(indicator, scope, year)
    rows = [_input(region, name, label, influence) for (name, label), influence in found.items()]
    return sorted(rows, key=lambda row: -abs(row["influence"]))


def _input(region: Region, name: str, label: str, influence: float | None) -> dict[str, Any]:
    """Return one parameter with its evidence."""
    leaf, declared = region.parameters.leaf(name, label), declared_parameters()[name]
    span = region.parameters.range(name, label)
    return {
        "name": name,
        "label": label,
        "words": declared.description,
        "value": declared.default if leaf is None else leaf.value,
        "unit": declared.unit if leaf is None else leaf.unit,
        "low": None if span is None else span[0],
        "high": None if span is None else span[1],
        "grade": region.parameters.grade(name, label),
        "influence": influence,
        "source": "" if leaf is None else leaf.source,
    }


def _telling(inputs: list[dict[str, Any]]) -> list[str]:
    """Return the grades of the inputs that move the figure, or may."""
    most = max((abs(row["influence"] or 0.0) for row in inputs), default=0.0)
    return [
        row["grade"]
        for row in inputs
        if row["influence"] is None or abs(row["influence"]) >= INFLUENTIAL * most
    ]


def _table(region: Region, name: str) -> dict[str, Any]:
    """Return how many rows of a table have which grade."""
    grades = list(region.tables[name]["grade"]) if "grade" in region.tables[name] else []
    return {
        "table": name,
        "rows": len(region.tables[name]),
        **{grade: grades.count(grade) for grade in GRADES},
    }
