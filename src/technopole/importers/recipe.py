"""The recipe of an import: which file becomes which table, and what is assumed where nothing is known."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic reads it at run time
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.region.schema import declared_tables
from technopole.region.settings_read import place, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IMPORTED = (
    "people", "residents", "jobs", "wages", "floor", "rents", "nodes", "links", "crossings", "cross_border",
    "controls", "scopes", "targets", "commute_areas", "institutions", "statistics", "leave_one_out",
)  # fmt: skip
"""Tables a CSV may be mapped to; zones and minutes have their own sections."""


class _Model(BaseModel):
    """Frozen, and an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class _Sourced(_Model):
    """What every file says of its figures; put into rows that have no columns of their own for it."""

    year: int | None = None
    grade: Literal["official", "plan", "derived", "assumed"] = "official"
    source: str = Field(min_length=1)


class Zones(_Sourced):
    """Outlines of zones: GeoPackage, GeoParquet, Shapefile or GeoJSON."""

    file: str
    layer: str | None = None
    columns: dict[str, str]
    constants: dict[str, str] = Field(default_factory=dict)
    words: dict[str, dict[str, str]] = Field(default_factory=dict)


class Melt(_Model):
    """A wide table: one column of figures for each label."""

    column: str
    value: str
    columns: dict[str, str] = Field(min_length=1)


class Mapped(_Sourced):
    """A CSV whose columns are named as somebody else named them."""

    table: str
    file: str
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    columns: dict[str, str] = Field(default_factory=dict)
    constants: dict[str, str] = Field(default_factory=dict)
    words: dict[str, dict[str, str]] = Field(default_factory=dict)
    melt: Melt | None = None
    others: Literal["refuse", "skip"] = "refuse"


class Gmns(_Sourced):
    """A road network in the General Modeling Network Specification: a folder of node.csv and link.csv."""

    folder: str
    length_unit: Literal["m", "km", "mile"] = "m"
    speed_unit: Literal["kmh", "mph"] = "kmh"
    default_speed: float | None = Field(default=None, gt=0)


class Gtfs(_Sourced):
    """A public transport timetable, taken on one day between two times."""

    feed: str
    date: dt.date
    start: str = Field(alias="from", pattern=r"^\d{1,2}:\d\d$")
    end: str = Field(alias="to", pattern=r"^\d{1,2}:\d\d$")
    longest_wait: float = Field(default=15, gt=0)


class Minutes(_Sourced):
    """A matrix of minutes: OMX (with a matrix) or a CSV with three columns."""

    file: str
    layer: Literal["transit", "road", "both"]
    matrix: str | None = None
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    columns: dict[Literal["from", "to", "minutes"], str] = Field(default_factory=dict)
    lookup: tuple[str, ...] | None = None


class Flows(_Sourced):
    """Observed commuters between zones: OMX (with a matrix) or a CSV with three columns."""

    file: str
    matrix: str | None = None
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    columns: dict[Literal["home", "work", "workers"], str] = Field(default_factory=dict)
    lookup: tuple[str, ...] | None = None


class Assume(_Model):
    """Figures used only where no table gives any; whatever uses one is graded `assumed`."""

    people_per_household: float = Field(default=2.5, gt=0)
    mean_wage: dict[str, float] = Field(default_factory=dict)
    m2_per_person: float = Field(default=30.0, gt=0)
    walk_speed: float = Field(default=4.5, gt=0)
    connector_speed: float = Field(default=20.0, gt=0)
    crossing_clearance: float = Field(default=20.0, ge=0)


class Recipe(_Model):
    """The whole of a recipe."""

    settings: str = "region.toml"
    parameters: str | None = None
    zones: Zones
    tables: tuple[Mapped, ...] = ()
    network: tuple[Gmns, ...] = ()
    transit: tuple[Gtfs, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    flows: Flows | None = None
    assume: Assume = Assume()


def read_recipe(path: Path) -> Recipe:
    """Read and check a recipe.

    Raises:
        InputError: every fault: keys nobody knows, wrong values, tables and columns that are not declared.

    """
    data, findings = read_toml(path)
    if data is None:
        raise InputError(findings)
    try:
        recipe = Recipe.model_validate(data)
    except ValidationError as error:
        raise InputError([_finding(dict(problem), data, path.name) for problem in error.errors()]) from error
    faults = list(_column_faults(recipe, path.name))
    if faults:
        raise InputError(faults)
    return recipe


def _finding(problem: dict[str, Any], data: dict[str, Any], file: str) -> Finding:
    where, last = place(problem["loc"], data), str(problem["loc"][-1]) if problem["loc"] else ""
    if problem["type"] == "extra_forbidden":
        known = [name for model in _MODELS for name in model.model_fields]
        what = f"unknown key '{last}'{suggestion(last, known)}"
        return Finding(what, file, column=where, remedy="Correct or remove it (docs/how-to/import.md)")
    if problem["type"] == "missing":
        return Finding(f"'{last}' is missing", file, column=where, remedy="Add it (docs/how-to/import.md)")
    message = str(problem["msg"]).removeprefix("Value error, ")
    return Finding(f"the value is not accepted: {message}", file, column=where, remedy="Correct it")


_MODELS: tuple[type[BaseModel], ...] = (Recipe, Zones, Mapped, Melt, Gmns, Gtfs, Minutes, Flows, Assume)


def _column_faults(recipe: Recipe, file: str) -> Iterator[Finding]:
    """Yield tables and columns that the region schema does not declare."""
    yield from _unknown("zones", {*recipe.zones.columns, *recipe.zones.constants}, file, "zones")
    for position, mapped in enumerate(recipe.tables, start=1):
        where = f"tables[{position}]"
        if mapped.table not in IMPORTED:
            what = f"there is no table '{mapped.table}' to map a CSV to{suggestion(mapped.table, IMPORTED)}"
            yield Finding(what, file, column=f"{where}.table", remedy=f"Use one of {', '.join(IMPORTED)}")
            continue
        melted = {mapped.melt.column, mapped.melt.value} if mapped.melt else set[str]()
        yield from _unknown(mapped.table, {*mapped.columns, *mapped.constants, *melted}, file, where)
    for section in ("minutes", "flows"):
        found = getattr(recipe, section)
        for one in found if isinstance(found, tuple) else (found,) if found else ():
            yield from _matrix_faults(one, file, section)


def _unknown(table: str, names: set[str], file: str, where: str) -> Iterator[Finding]:
    declared = declared_tables()[table].column_names
    for name in sorted(names - set(declared)):
        what = f"the table '{table}' declares no column '{name}'{suggestion(name, declared)}"
        yield Finding(what, file, column=where, remedy=f"Use one of {', '.join(declared)}")


def _matrix_faults(one: Minutes | Flows, file: str, section: str) -> Iterator[Finding]:
    """Yield a matrix file without what says where its figures are."""
    if one.file.endswith(".omx"):
        if one.matrix is None:
            what = f"'{one.file}' holds several matrices and `matrix` says none"
            yield Finding(what, file, column=section, remedy='Add matrix = "NAME"')
        return
    wanted = ("from", "to", "minutes") if isinstance(one, Minutes) else ("home", "work", "workers")
    for name in wanted:
        if name not in one.columns:
            what = f"no column of '{one.file}' is named for `{name}`"
            yield Finding(
                what, file, column=f"{section}.columns", remedy=f'Add {name} = "COLUMN OF THE FILE"'
            )
