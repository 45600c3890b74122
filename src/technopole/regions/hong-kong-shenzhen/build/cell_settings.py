"""What the finer region takes over from the region of zones: its labels, parameters and assumptions.

Three parameters differ, since they belong to the size of zones (cell_parameters.toml says why).
"""

from __future__ import annotations

import csv
import tomllib
from typing import Any

from sources import BUILD, REGION, assumption_rows, output

NAMED = ("id", "name", "description")  # lines of region.toml that are the finer region's own


def write_settings() -> None:
    """Write region.toml, parameters.toml and assumptions.csv."""
    (output() / "plans").mkdir(parents=True, exist_ok=True)
    own = _own("cell_region.toml")
    _copy("region.toml", {("", key): own["", key] for key in NAMED})
    _copy("parameters.toml", _own("cell_parameters.toml"))
    rows = assumption_rows()
    changed = tomllib.loads((output() / "parameters.toml").read_text(encoding="utf-8"))
    with (output() / "assumptions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(_agreeing(row, changed) for row in rows)


def _lines(path: Any) -> list[tuple[str, str, str]]:
    """(table, key, line) of a TOML file with one line a key."""
    table, found = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            table = line
        key = line.split("=")[0].strip() if "=" in line and not line.startswith("#") else ""
        found.append((table, key, line))
    return found


def _own(name: str) -> dict[tuple[str, str], str]:
    return {(table, key): line for table, key, line in _lines(BUILD / name) if key}


def _copy(name: str, own: dict[tuple[str, str], str]) -> None:
    """Copy a file of the region of zones, some of its lines replaced."""
    lines = _lines(REGION / name)
    missing = set(own) - {(table, key) for table, key, _ in lines}
    if missing:
        message = f"{name} has no line for {sorted(missing)}"
        raise ValueError(message)
    text = "\n".join(own.get((table, key), line) for table, key, line in lines)
    (output() / name).write_text(text + "\n", encoding="utf-8")


def _agreeing(row: dict[str, str], parameters: dict[str, Any]) -> dict[str, str]:
    """A row of assumptions.csv whose value is the finer region's parameter where it names one that differs."""
    own = {key for table, key in _own("cell_parameters.toml")}
    used = row["used_in"].removeprefix("parameters.toml: ")
    table, _, key = used.partition(".")
    if used == row["used_in"] or key not in own or table not in parameters or key not in parameters[table]:
        return row
    leaf = parameters[table][key]
    return {**row, **{name: f"{leaf[name]:g}" for name in ("value", "low", "high")}}
