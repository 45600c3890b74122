"""A region in memory: its labels, tables and parameters, and tables turned into arrays by label."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.grades import GRADES
from technopole.base.names import suggestion
from technopole.region.schema import declared_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

    from technopole.region.parameters import Parameters
    from technopole.region.schema import Column
    from technopole.region.settings import RegionSettings

EVERYWHERE = "region"
"""The scope that holds every zone."""

CROSSINGS = "crossings"
"""The one table that depends on parameters: a capacity left out is a multiple of what was observed."""

Made = TypeVar("Made")

NAME_COLUMNS = {"en": "name_en", "zh-Hant": "name_zh_hant", "zh-Hans": "name_zh_hans"}


@dataclass(frozen=True, eq=False)
class Region:
    """One region, checked. Tables have declared columns, defaults filled in, money in the region's money.

    Attributes:
        folder: where it was read from.
        settings: region.toml.
        tables: every declared table by name; those that are optional and absent are empty.
        parameters: the model's parameters.
        fingerprint: SHA-256 of its files.
        warnings: what the checks found that does not stop a run.

    """

    folder: Path
    settings: RegionSettings
    tables: Mapping[str, pd.DataFrame]
    parameters: Parameters
    fingerprint: str
    warnings: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """Identifier of the region."""
        return self.settings.id

    @property
    def money(self) -> str:
        """Currency of every amount."""
        return self.settings.money

    @property
    def base_year(self) -> int:
        """Year the region is observed in."""
        return self.settings.base_year

    @property
    def last_year(self) -> int:
        """Last year of a run."""
        return self.settings.last_year

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years of a run, base year first."""
        return tuple(range(self.base_year, self.last_year + 1))

    @cached_property
    def zones(self) -> tuple[str, ...]:
        """Zones in the order of zones.csv: the order of every array."""
        return tuple(self.tables["zones"]["zone"])

    @cached_property
    def crossings(self) -> tuple[str, ...]:
        """Crossings in the order of crossings.csv."""
        return tuple(self.tables["crossings"]["crossing"])

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """Jurisdictions."""
        return self.settings.labels("sides")

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Parts of the region."""
        return self.settings.labels("parts")

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Groups of workers."""
        return self.settings.labels("groups")

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        """Sectors."""
        return self.settings.labels("sectors")

    @cached_property
    def markets(self) -> tuple[str, ...]:
        """Floor markets."""
        return self.settings.labels("markets")

    @cached_property
    def payers(self) -> tuple[str, ...]:
        """Those who may pay for measures."""
        return self.settings.labels("payers")

    @cached_property
    def skills(self) -> tuple[str, ...]:
        """Skills of workers."""
        return self.settings.skills

    @cached_property
    def zone_side(self) -> NDArray[np.int64]:
        """Index of each zone's side, shape (zones,)."""
        return self._positions("zones", "side", self.sides)

    @cached_property
    def zone_part(self) -> NDArray[np.int64]:
        """Index of each zone's part, shape (zones,)."""
        return self._positions("zones", "part", self.parts)

    @cached_property
    def sector_market(self) -> NDArray[np.int64]:
        """Index of the floor market each sector occupies, shape (sectors,)."""
        return np.array([self.markets.index(sector.market) for sector in self.settings.sectors])

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """All scopes: "region", sides, parts, the sets of scopes.csv, zones; each once."""
        named = tuple(self.tables["scopes"]["scope"])
        return tuple(dict.fromkeys((EVERYWHERE, *self.sides, *self.parts, *named, *self.zones)))

    @cached_property
    def _named_scopes(self) -> dict[str, set[str]]:
        """Zones of each set of scopes.csv."""
        table = self.tables["scopes"]
        return {str(scope): set(rows["zone"]) for scope, rows in table.groupby("scope", sort=False)}

    def scope_mask(self, scope: str) -> NDArray[np.bool_]:
        """Return which zones a scope holds, shape (zones,).

        A set of scopes.csv wins over a side, part or zone of the same name (the checks refuse that).

        Raises:
            InputError: if there is no such scope; the message names the nearest.

        """
        return self.once(("mask", scope), lambda: self._mask(scope)).copy()

    def _mask(self, scope: str) -> NDArray[np.bool_]:
        members = self._named_scopes.get(scope)
        if members:
            return np.array([zone in members for zone in self.zones])
        if scope == EVERYWHERE:
            return np.ones(len(self.zones), dtype=bool)
        if scope in self.sides:
            return self.zone_side == self.sides.index(scope)
        if scope in self.parts:
            return self.zone_part == self.parts.index(scope)
        if scope in self.zones:
            return np.array([zone == scope for zone in self.zones])
        what = f"There is no scope '{scope}'{suggestion(scope, self.scopes)}"
        raise InputError(Finding(what, remedy="Use a side, part, zone, 'region' or a set of scopes.csv"))

    def scope_name(self, scope: str, language: str = "en") -> str:
        """Return the name of a scope for a reader; the identifier where none is given."""
        if scope == EVERYWHERE:
            return self.settings.name.text(language)
        named = self._scope_names.get(scope)
        if named is not None:
            return named.get(language, named["en"])
        for item in (*self.settings.sides, *self.settings.parts):
            if item.id == scope:
                return item.name.text(language)
        return self.zone_names(language)[self.zones.index(scope)] if scope in self.zones else scope

    @cached_property
    def _scope_names(self) -> dict[str, dict[str, str]]:
        """Names of the sets of scopes.csv that have one, by language."""
        rows = self.tables["scopes"].drop_duplicates("scope").to_dict("records")
        return {
            str(row["scope"]): {language: str(row[column]) for language, column in NAME_COLUMNS.items()}
            for row in rows
            if row["name_en"] != ""
        }

    def crossing_names(self, language: str = "en") -> tuple[str, ...]:
        """Return the crossings' names in "en", "zh-Hant" or "zh-Hans"."""
        return tuple(self.tables["crossings"][NAME_COLUMNS.get(language, "name_en")])

    def zone_names(self, language: str = "en") -> tuple[str, ...]:
        """Return the zones' names in "en", "zh-Hant" or "zh-Hans"."""
        return tuple(self.tables["zones"][NAME_COLUMNS.get(language, "name_en")])

    def labels(self, table: str, column: str) -> tuple[str, ...]:
        """Return the labels a column of a table may hold, in the order of the arrays.

        Raises:
            InputError: if the column holds no labels.

        """
        declared = _column_of(table, column)
        if declared.choices:
            return declared.choices
        target = declared.reference or ((table, column) if declared.key else None)
        if target is None:
            raise InputError(Finding(f"Column '{column}' of {table}.csv holds no labels"))
        if target[0] == "region":
            return self.settings.labels(target[1])
        return tuple(dict.fromkeys(self.tables[target[0]][target[1]]))

    def array(
        self,
        table: str,
        value: str,
        rows: Sequence[str],
        *,
        where: Mapping[str, str | int] | None = None,
        absent: float = 0.0,
    ) -> NDArray[np.float64]:
        """Return a column of a table as a dense array, one axis for each column of `rows`.

        `array("jobs", "jobs", ["zone", "sector"])` has shape (zones, sectors) in the order of the
        region's labels; `where` keeps the rows with the given values first. Combinations that the table
        does not hold are `absent`.

        Raises:
            InputError: if a column does not exist, or two rows fall on one place of the array.

        """

        def read() -> NDArray[np.float64]:
            return self._array(table, value, rows, where or {}, absent)

        key = ("array", table, value, tuple(rows), tuple((where or {}).items()), absent)
        return read() if table == CROSSINGS else self.once(key, read).copy()

    def _array(
        self, table: str, value: str, rows: Sequence[str], where: Mapping[str, str | int], absent: float
    ) -> NDArray[np.float64]:
        frame = self.tables[_table_name(table)]
        for column, wanted in where.items():
            frame = frame[frame[_column_of(table, column).name] == wanted]
        axes = [self.labels(table, column) for column in rows]
        result = np.full(tuple(len(axis) for axis in axes), absent, dtype=np.float64)
        positions = tuple(_places(frame[column], axis) for column, axis in zip(rows, axes, strict=True))
        if len(np.unique(np.ravel_multi_index(positions, result.shape))) < len(frame):
            remedy = "Name more columns in `rows`, or keep fewer rows with `where`"
            raise InputError(
                Finding(f"{table}.csv has several rows for one place of {list(rows)}", remedy=remedy)
            )
        result[positions] = frame[_column_of(table, value).name].to_numpy(dtype=np.float64)
        return result

    def once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Return what is worked out of labels and tables, made when it is first asked for; not to be changed.

        It must not depend on parameters or on crossings' capacities: the region with others shares it.
        """
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @cached_property
    def _made(self) -> dict[tuple[object, ...], Any]:
        return {}

    def with_parameters(
        self,
        parameters: Parameters,
        capacity: NDArray[np.float64],
        fingerprint: str,
        warnings: tuple[Finding, ...],
    ) -> Region:
        """Return the region with other parameters and capacities of its crossings.

        Its labels and what was worked out once are this region's: a thousand draws ask for all of it.
        """
        crossings = self.tables[CROSSINGS].assign(capacity=capacity)
        tables = {**self.tables, CROSSINGS: crossings}
        other = replace(
            self, tables=tables, parameters=parameters, fingerprint=fingerprint, warnings=warnings
        )
        vars(other).update({**vars(self), "_made": self._made, **vars(other)})
        return other

    def zone_values(self, column: str) -> NDArray[np.float64]:
        """Return a column of zones.csv in the order of zones, shape (zones,)."""
        return self.array("zones", column, ["zone"])

    def donors(self, use: str) -> NDArray[np.int64]:
        """Return the index of each zone's donor for "home", "business" or "innovation" floor."""
        return self._positions("zones", f"{use}_donor", self.zones)

    def grade_of(self, *tables: str) -> tuple[str, ...]:
        """Return the distinct grades found in the tables, surest first."""
        found = {grade for table in tables for grade in self._grades_in(_table_name(table))}
        return tuple(grade for grade in GRADES if grade in found)

    def _grades_in(self, table: str) -> frozenset[str]:
        """Return a table's grades; kept, for a scorecard asks for them at every row."""
        if table not in self._grades:
            self._grades[table] = frozenset(self.tables[table]["grade"].unique())
        return self._grades[table]

    @cached_property
    def _grades(self) -> dict[str, frozenset[str]]:
        return {}

    def _positions(self, table: str, column: str, labels: tuple[str, ...]) -> NDArray[np.int64]:
        return _places(self.tables[table][column], labels)


def _places(written: Iterable[str], labels: Sequence[str]) -> NDArray[np.int64]:
    """Return where each label written stands among the labels."""
    place = {label: index for index, label in enumerate(labels)}
    return np.array([place[label] for label in written], dtype=np.int64)


def _table_name(name: str) -> str:
    """Return the name if it is a declared table's, else fail with the nearest."""
    if name not in declared_tables():
        raise InputError(Finding(f"There is no table '{name}'{suggestion(name, declared_tables())}"))
    return name


def _column_of(table: str, name: str) -> Column:
    """Return a declared column, or fail with the nearest."""
    declared = declared_tables()[_table_name(table)]
    if name not in declared.column_names:
        what = f"{table}.csv has no column '{name}'{suggestion(name, declared.column_names)}"
        raise InputError(Finding(what))
    return declared.column(name)
