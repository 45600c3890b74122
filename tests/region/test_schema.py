"""The declarations themselves are sound."""

from __future__ import annotations

import pytest

from technopole.region import RegionSettings, declared_tables
from technopole.region.schema import declared_rows

TABLES = declared_tables()


def test_every_column_belongs_to_a_declared_table() -> None:
    assert {row["table"] for row in declared_rows("columns.csv")} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_columns(name: str) -> None:
    table = TABLES[name]
    assert table.keys
    assert len(set(table.column_names)) == len(table.columns)
    for column in table.columns:
        assert column.kind in {"text", "number", "year", "grade"}
        assert column.description
        assert not (column.required and column.default)
        if column.reference:
            target, label = column.reference
            lists = (*RegionSettings.model_fields, "skills")
            assert label in (lists if target == "region" else TABLES[target].column_names)
        if column.default and column.kind in {"number", "year"} and column.default not in table.column_names:
            float(column.default)


@pytest.mark.parametrize("name", TABLES)
def test_a_default_from_another_column_comes_after_it(name: str) -> None:
    table = TABLES[name]
    for position, column in enumerate(table.columns):
        if column.default in table.column_names:
            assert table.column_names.index(column.default) < position


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_figures_carry_grade_and_source(name: str) -> None:
    table = TABLES[name]
    figures = [column for column in table.columns if column.kind == "number"]
    if figures and name != "assumptions":
        assert {"grade", "source"} <= set(table.column_names)
