"""The key to a run's tables: unit and meaning of every column, names of every identifier."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from technopole.future.path_arrays import AXES, path_notes
from technopole.store.arrays import EXTRA
from technopole.store.tables import SHORT_NAMES, TABLES

if TYPE_CHECKING:
    import pandas as pd

    from technopole.region import Region

LANGUAGES = {"name_en": "en", "name_zh_hant": "zh-Hant", "name_zh_hans": "zh-Hans"}
NAMED_LISTS = ("sides", "parts", "groups", "sectors", "markets", "payers")
_MONEY = "money"

OTHERS = {
    ("people", "residents"): ("persons", "employed people living in the zone, all groups"),
    ("flows", "commuters"): ("persons", "people with a fixed workplace, by home and work zone"),
    ("flows", "minutes"): ("minute", "door-to-door minutes at current clearance"),
    ("plan_costs", "measure"): ("", "identifier of the measure"),
    ("plan_costs", "amount"): (_MONEY, "cost in the year, in base-year prices"),
    ("plan_costs", "grade"): ("", "how sure: official, plan, derived or assumed"),
    ("plan_costs", "source"): ("", "where the figure comes from"),
    ("scorecard", "indicator"): ("", "identifier of the indicator"),
    ("scorecard", "name"): ("", "name of the indicator"),
    ("scorecard", "scope"): ("", "where: the region, a side, a part, a set of zones or a zone"),
    ("scorecard", "scope_name"): ("", "name of the scope"),
    ("scorecard", "family"): ("", "family of the indicator"),
    ("scorecard", "unit"): ("", "unit of the row's values"),
    ("scorecard", "better"): ("", "higher, lower or empty: which way is better"),
    ("scorecard", "first"): ("see unit", "value in the first year"),
    ("scorecard", "last"): ("see unit", "value in the last year"),
    ("scorecard", "baseline_last"): ("see unit", "the baseline's value in the last year"),
    ("scorecard", "change"): ("see unit", "last less the baseline's last; less first without a baseline"),
    ("scorecard", "target"): ("see unit", "published target"),
    ("scorecard", "target_year"): ("year", "year by which the target is to be met"),
    ("scorecard", "value_at_target_year"): ("see unit", "value in the target's year"),
    ("scorecard", "meets"): ("", "yes, no, too late, or empty without a target"),
    ("scorecard", "miss"): ("see unit", "how far short in the target's year"),
    ("scorecard", "grade"): ("", "weakest grade of the data behind the indicator"),
    ("scorecard", "target_grade"): ("", "grade of the target"),
    ("scorecard", "published_indicator"): ("", "the goal as published"),
    ("scorecard", "published_year"): ("year", "year of publication"),
    ("scorecard", "note"): ("", "what to know about the row"),
}
"""Columns that are no array of the path: unit and meaning."""


@dataclass(frozen=True)
class ColumnNote:
    """One column of a table; `unit` is empty for identifiers and words."""

    table: str
    column: str
    unit: str
    meaning: str


def column_notes(tables: dict[str, pd.DataFrame], money: str) -> list[ColumnNote]:
    """Return unit and meaning of every column of the tables, in their order; `money` is the currency."""
    arrays = {**path_notes(), **EXTRA}
    meanings: dict[tuple[str, str], tuple[str, str]] = {}
    for table, names in TABLES.items():
        for name in names:
            note = arrays[name]
            meanings[table, SHORT_NAMES.get(name, name)] = (note.unit, note.meaning)
    notes: list[ColumnNote] = []
    for table, frame in tables.items():
        for column in map(str, frame.columns):
            axis = ("year" if column == "year" else "", AXES.get(column, ""))
            unit, meaning = {**meanings, **OTHERS}.get((table, column), axis)
            unit = unit.replace(_MONEY, money, 1) if unit.startswith(_MONEY) else unit
            notes.append(ColumnNote(table, column, unit, meaning))
    return notes


def notes_table(notes: list[ColumnNote]) -> pd.DataFrame:
    """Return the notes as a table: table, column, unit, meaning."""
    import pandas as pd

    return pd.DataFrame([astuple(note) for note in notes], columns=["table", "column", "unit", "meaning"])


def names_table(region: Region) -> pd.DataFrame:
    """Return the names of every identifier used in the tables: kind, id, names in three languages."""
    import pandas as pd

    rows: list[list[Any]] = []
    zones = [region.zone_names(language) for language in LANGUAGES.values()]
    rows += [["zones", *entry] for entry in zip(region.zones, *zones, strict=True)]
    for kind in NAMED_LISTS:
        for item in getattr(region.settings, kind):
            rows.append([kind, item.id, *(item.name.text(language) for language in LANGUAGES.values())])
    crossings = region.tables["crossings"]
    columns = [list(crossings[column]) for column in ("crossing", *LANGUAGES)]
    rows += [["crossings", *entry] for entry in zip(*columns, strict=True)]
    return pd.DataFrame(rows, columns=["kind", "id", *LANGUAGES])
