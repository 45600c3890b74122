"""Read the published facts and stated assumptions of the region, and write its tables."""

from __future__ import annotations

import csv
import math
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BUILD = Path(__file__).resolve().parent
REGION = BUILD.parent
FACTS = BUILD / "facts"
BASE_YEAR, LAST_YEAR = 2021, 2046
COLUMNS = REGION.parent.parent / "region" / "columns.csv"
FINER = REGION.parent / "hong-kong-shenzhen-fine"
_CHOSEN = {"finer": False}


def choose_finer() -> None:
    """Write the region of census small areas from now on; call it before anything is derived."""
    _CHOSEN["finer"] = True


def finer() -> bool:
    """Whether the region of census small areas is written."""
    return _CHOSEN["finer"]


def output() -> Path:
    """Folder of the region that is written."""
    return FINER if finer() else REGION


@cache
def fact(name: str) -> pd.DataFrame:
    """A table of published or derived facts; empty cells are empty strings or NaN by column."""
    return pd.read_csv(FACTS / f"{name}.csv")


def assumption_rows() -> list[dict[str, str]]:
    """Rows of assumptions.csv, in the finer region with those on small areas (cell_assumptions.csv)."""
    files = [REGION / "assumptions.csv", *([BUILD / "cell_assumptions.csv"] if finer() else [])]
    rows: dict[str, dict[str, str]] = {}
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            rows |= {row["assumption"]: row for row in csv.DictReader(file)}
    return list(rows.values())


@cache
def _assumptions() -> dict[str, float]:
    return {row["assumption"]: float(row["value"]) for row in assumption_rows()}


def assumed(name: str) -> float:
    """Central value of one row of assumptions.csv: no assumed figure is written twice."""
    return _assumptions()[name]


def is_assumed(name: str) -> bool:
    """Whether assumptions.csv has a row of this name."""
    return name in _assumptions()


@cache
def parameters() -> dict[str, Any]:
    """The parameters.toml of the region that is written."""
    return tomllib.loads((output() / "parameters.toml").read_text(encoding="utf-8"))


def published(row: str) -> float:
    """Value of one row of the published figures found later (facts/published.csv)."""
    table = fact("published").set_index("row_id")
    return float(table.loc[row, "value"])


def zones() -> list[str]:
    """Identifiers of the zones in their order."""
    return list(fact("zones")["id"])


@cache
def side_of() -> dict[str, str]:
    """Side of each zone."""
    table = fact("zones")
    return dict(zip(table["id"], table["side"], strict=True))


def zones_of(side: str) -> list[str]:
    """Zones of one side."""
    return [zone for zone in zones() if side_of()[zone] == side]


@cache
def columns_of(table: str) -> list[str]:
    """Columns of a table in the order of the declared schema."""
    with COLUMNS.open(encoding="utf-8", newline="") as file:
        return [row["column"] for row in csv.DictReader(file) if row["table"] == table]


def write(table: str, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Write a table of the region in the declared order of columns and return its rows."""
    names = columns_of(table)
    kept = [dict(row) for row in rows]
    for row in kept:
        unknown = set(row) - set(names)
        if unknown:
            message = f"{table}: column {sorted(unknown)} is not declared"
            raise ValueError(message)
    with (output() / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([plain(row.get(name, "")) for name in names] for row in kept)
    return kept


def plain(value: Any) -> str:
    """A cell: whole numbers without a point, others with at most six digits, NaN as blank."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, str):
        return value
    if float(value) == int(value):
        return str(int(value))
    return f"{float(value):.6f}".rstrip("0").rstrip(".")
