"""The draft as a region folder: tables in declared columns, parameters, geometry, a plan without measures."""

from __future__ import annotations

import csv
import json
import math
from shutil import copyfile
from typing import TYPE_CHECKING, Any

from technopole.region.schema import declared_tables

if TYPE_CHECKING:
    from pathlib import Path

    from technopole.importers.draft import Draft, Estimate
    from technopole.region.schema import Table

BUILD = "build"
OPTIONAL_FILES = (
    "zones",
    "people",
    "residents",
    "jobs",
    "wages",
    "floor",
    "rents",
    "nodes",
    "links",
    "crossings",
    "controls",
)
"""Tables that must be there even if they are empty."""


def write_draft(
    draft: Draft, folder: Path, recipe: Path, parameters: list[tuple[str, str, float, str, str]]
) -> None:
    """Fill a folder with everything that makes it a region."""
    copyfile(draft.place / draft.recipe.settings, folder / "region.toml")
    for name, table in declared_tables().items():
        if draft.rows(name) or name in OPTIONAL_FILES:
            _write_table(table, draft.rows(name), folder / table.file)
    _write_assumptions(draft, folder / "assumptions.csv")
    collection = {"type": "FeatureCollection", "features": draft.features}
    (folder / "geometry.geojson").write_text(
        json.dumps(collection, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    given = (
        "" if draft.recipe.parameters is None else (draft.place / draft.recipe.parameters).read_text("utf-8")
    )
    text = "".join(_parameter(*entry) for entry in parameters)
    (folder / "parameters.toml").write_text(given + text, encoding="utf-8")
    (folder / "plans").mkdir()
    plan = (
        "# Nothing is built or decided: the base year goes on. Add measures (docs/reference/measures.md).\n"
        f"id: {draft.settings.baseline}\nname: {{en: Baseline}}\nmeasures: []\n"
    )
    (folder / "plans" / f"{draft.settings.baseline}.yaml").write_text(plan, encoding="utf-8")
    (folder / BUILD).mkdir()
    copyfile(recipe, folder / BUILD / "import.toml")


def append_estimates(folder: Path, estimates: list[Estimate], sides: tuple[str, ...]) -> list[str]:
    """Write estimated parameters that were not given into parameters.toml; return their names."""
    file = folder / "parameters.toml"
    text = file.read_text(encoding="utf-8")
    written: list[str] = []
    for one in estimates:
        if one.name == "border" or f"[{one.name}" in text or not _within(one):
            continue
        labels = sides if one.name == "own_zone_bonus" else ("",)
        unit = "ln" if one.name == "own_zone_bonus" else "per minute"
        for label in labels:
            text += _parameter(one.name, label, one.value, unit, one.note, one.standard_error)
        written.append(one.name)
    file.write_text(text, encoding="utf-8")
    return written


def _within(one: Estimate) -> bool:
    """Tell whether an estimate is a value the model allows."""
    from technopole.region.parameters import declared_parameter

    declared = declared_parameter(one.name)
    low, high = declared.minimum, declared.maximum
    return (low is None or one.value >= low) and (high is None or one.value <= high)


def _parameter(
    name: str, label: str, value: float, unit: str, source: str, standard_error: float | None = None
) -> str:
    """Return one entry of parameters.toml, its range a fifth to each side if it has no standard error."""
    evidence = (
        f'low = {0.8 * value:.6g}\nhigh = {1.2 * value:.6g}\ngrade = "assumed"\n'
        if standard_error is None
        else f'standard_error = {max(standard_error, 1e-12):.6g}\ngrade = "derived"\n'
    )
    where = f"{name}.{_key(label)}" if label else name
    head = f"\n[{where}]\nvalue = {value:.8g}\nunit = {json.dumps(unit, ensure_ascii=False)}\n"
    return head + evidence + f"source = {json.dumps(source, ensure_ascii=False)}\n"


def _key(label: str) -> str:
    """Return a label as a TOML key."""
    return (
        label if label.replace("_", "").replace("-", "").isalnum() and label.isascii() else json.dumps(label)
    )


def _write_table(table: Table, rows: list[dict[str, Any]], file: Path) -> None:
    """Write a table: its required columns, and the others where a row has a value."""
    used = {column for row in rows for column, value in row.items() if not _blank(value)}
    columns = [column.name for column in table.columns if column.required or column.name in used]
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)


def _blank(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def _cell(value: Any) -> str:
    if _blank(value):
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


ASSUMED = (
    ("people_per_household", "persons of a household", "persons", "people.csv"),
    ("m2_per_person", "floor of homes for each person", "m2", "floor.csv"),
    ("walk_speed", "speed of walking to and between stops", "km/h", "links.csv"),
    ("connector_speed", "speed from a zone's centre to the road network", "km/h", "links.csv"),
)
"""Figures of [assume]: what they are, their unit, where they are used."""


def _write_assumptions(draft: Draft, file: Path) -> None:
    """State each assumed figure that was used, with a range of a fifth to each side."""
    rows: list[dict[str, Any]] = []
    for name, what, unit, used_in in ASSUMED:
        if not any(used_in == f"{gap.table}.csv" for gap in draft.filled):
            continue
        value = float(getattr(draft.recipe.assume, name))
        rows.append(
            {
                "assumption": name,
                "what": what,
                "value": value,
                "low": 0.8 * value,
                "high": 1.2 * value,
                "unit": unit,
                "used_in": used_in,
                "why": "set or left as it was in [assume] of the recipe",
            }
        )
    for side, wage in draft.recipe.assume.mean_wage.items():
        if any(gap.table == "wages" for gap in draft.filled):
            rows.append(
                {
                    "assumption": f"mean_wage_{side}",
                    "what": f"mean wage on side {side}",
                    "value": wage,
                    "low": 0.8 * wage,
                    "high": 1.2 * wage,
                    "unit": "the side's money a year",
                    "used_in": "wages.csv",
                    "why": "[assume] of the recipe",
                }
            )
    if rows:
        _write_table(declared_tables()["assumptions"], rows, file)
