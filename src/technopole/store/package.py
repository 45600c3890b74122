"""A whole run as a Frictionless Data Package: data, inputs and a description that machines read.

Layout and words follow the Data Package and Table Schema specifications (specs.frictionlessdata.io),
profile "data-package"; `unit` is an extension of a field.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from technopole.region.schema import declared_tables
from technopole.store.keys import column_notes, names_table, notes_table
from technopole.store.manifest import as_json, digest, versions
from technopole.store.write import write_csv, write_inputs

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from technopole.region.schema import Column

DESCRIPTOR = "datapackage.json"
_TYPES = {"text": "string", "grade": "string", "year": "year", "number": "number"}
_MEDIA = {".csv": "text/csv", ".geojson": "application/geo+json", ".toml": "application/toml",
          ".yaml": "application/yaml"}  # fmt: skip


def write_package(run: Any, tables: dict[str, pd.DataFrame], folder: Path) -> None:
    """Fill a folder with data/ (results and their key), region/ and plan.yaml (inputs) and the descriptor."""
    write_inputs(run, folder)
    data = folder / "data"
    data.mkdir()
    notes = column_notes(tables, run.region.money)
    resources: list[dict[str, Any]] = []
    for name, table in tables.items():
        write_csv(table, data / f"{name}.csv")
        own = {note.column: note for note in notes if note.table == name}
        fields = [
            {
                "name": str(column),
                "type": _type_of(table, str(column)),
                "description": own[str(column)].meaning,
            }
            | ({"unit": own[str(column)].unit} if own[str(column)].unit else {})
            for column in table.columns
        ]
        resources.append(_tabular(folder, f"data/{name}.csv", name.replace("_", "-"), {"fields": fields}))
    for name, table in (("columns", notes_table(notes)), ("names", names_table(run.region))):
        write_csv(table, data / f"{name}.csv")
        fields = [{"name": str(column), "type": "string"} for column in table.columns]
        resources.append(_tabular(folder, f"data/{name}.csv", name, {"fields": fields}))
    resources += _inputs(folder)
    (folder / DESCRIPTOR).write_text(as_json(_descriptor(run, resources)), encoding="utf-8")


def _descriptor(run: Any, resources: list[dict[str, Any]]) -> dict[str, Any]:
    settings, plan = run.region.settings, run.plan
    title = plan.name.en if plan.name is not None else plan.id
    found: dict[str, Any] = {
        "profile": "data-package",
        "name": f"{run.region.id}-{plan.id}".lower(),
        "title": f"{settings.name.en}: {title}",
        "description": f"Run of technopole, {run.years[0]} to {run.years[-1]}. Money in {settings.money}.",
        "sources": [{"title": text} for text in settings.attribution],
        "technopole": {
            "versions": versions(),
            "region_fingerprint": run.region.fingerprint,
            "plan_fingerprint": plan.fingerprint,
            "certificate": run.certificate,
        },
        "resources": resources,
    }
    manifest = getattr(run, "manifest", None)
    return found | ({"created": manifest["created"]} if manifest else {})


def _inputs(folder: Path) -> list[dict[str, Any]]:
    """Describe the region's files and the plan."""
    resources: list[dict[str, Any]] = []
    files = [*sorted((folder / "region").rglob("*")), folder / "plan.yaml", folder / "assumptions.csv"]
    present = {path.stem for path in files if path.suffix == ".csv" and path.parent.name == "region"}
    for path in files:
        if not path.is_file():
            continue
        relative = path.relative_to(folder).as_posix()
        name = relative.rsplit(".", 1)[0].replace("/", "-").replace("_", "-").lower()
        table = declared_tables().get(path.stem)
        if path.suffix != ".csv" or table is None:
            resources.append(_resource(folder, relative, name))
            continue
        with path.open(encoding="utf-8", newline="") as file:
            header = [cell.strip() for cell in next(csv.reader(file))]
        columns = [table.column(cell) for cell in header]
        schema: dict[str, Any] = {"fields": [_field(column) for column in columns]}
        keys = [
            {"fields": column.name, "reference": {"resource": f"region-{column.reference[0]}",
                                                  "fields": column.reference[1]}}
            for column in columns
            if column.reference and column.reference[0] in present
        ]  # fmt: skip
        if keys:
            schema["foreignKeys"] = keys
        resources.append(_tabular(folder, relative, name, schema))
    return resources


def _field(column: Column) -> dict[str, Any]:
    """Describe one declared column of a region."""
    found: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.description,
    }
    if column.unit:
        found["unit"] = column.unit
    bounds = {"minimum": column.minimum, "maximum": column.maximum, "required": column.required or None}
    constraints = {key: value for key, value in bounds.items() if value is not None}
    return found | ({"constraints": constraints} if constraints else {})


def _resource(folder: Path, path: str, name: str) -> dict[str, Any]:
    file = folder / path
    found = {
        "name": name,
        "path": path,
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest(file)}",
        "encoding": "utf-8",
    }
    media = _MEDIA.get(file.suffix)
    return found | ({"mediatype": media} if media else {})


def _tabular(folder: Path, path: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    head = {"profile": "tabular-data-resource", "format": "csv", "schema": schema}
    return _resource(folder, path, name) | head


def _type_of(table: pd.DataFrame, column: str) -> str:
    """Return the Table Schema type of a column of a long table."""
    kind = table[column].dtype.kind
    if kind == "b":
        return "boolean"
    if kind in "iu":
        return "year" if column == "year" else "integer"
    return "number" if kind == "f" else "string"
