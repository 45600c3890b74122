"""Whatever happens to a file, the loader answers with findings and never with a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from technopole.base import Finding
from technopole.region import check_region, declared_tables, find_region
from technopole.region.fingerprint import fingerprinted_files

if TYPE_CHECKING:
    from conftest import Copy, Rows

SHIPPED = find_region("two-towns")
TABLES = sorted(name for name, table in declared_tables().items() if (SHIPPED / table.file).is_file())
FILES = sorted(name for name in fingerprinted_files() if (SHIPPED / name).is_file())
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Each example reads the whole folder (about 60 ms), and the suite must stay quick."""


def findings_of(copy: Copy, file: str) -> list[Finding]:
    """Return the findings about a folder, then put the file back."""
    try:
        found = check_region(copy.folder)
    finally:
        copy.restore(file)
    assert all(isinstance(finding, Finding) and finding.what for finding in found)
    assert [finding.sort_key() for finding in found] == sorted(finding.sort_key() for finding in found)
    return found


def errors_in(found: list[Finding], file: str) -> list[Finding]:
    return [finding for finding in found if finding.severity == "error" and finding.file == file]


@FEW
@given(data=st.data(), table=st.sampled_from(TABLES))
def test_a_lost_column(shared_copy: Copy, data: st.DataObject, table: str) -> None:
    columns = [column for column in declared_tables()[table].columns if column.required]
    lost = data.draw(st.sampled_from(columns)).name

    def cut(rows: Rows) -> None:
        position = rows[0].index(lost)
        for row in rows:
            del row[position]

    shared_copy.edit(table, cut)
    found = errors_in(findings_of(shared_copy, f"{table}.csv"), f"{table}.csv")
    assert any(finding.column == lost and "is missing" in finding.what for finding in found)


@FEW
@given(data=st.data(), table=st.sampled_from(TABLES), value=st.sampled_from(["NaN", "", "#N/A", "null"]))
def test_a_lost_number(shared_copy: Copy, data: st.DataObject, table: str, value: str) -> None:
    columns = [
        column for column in declared_tables()[table].columns if column.required and column.kind != "text"
    ]
    if not columns:
        return
    column = data.draw(st.sampled_from(columns)).name
    row = data.draw(st.integers(2, len(shared_copy.rows(table))))
    shared_copy.put(table, row, column, value)
    found = errors_in(findings_of(shared_copy, f"{table}.csv"), f"{table}.csv")
    assert [(finding.row, finding.column) for finding in found] == [(row, column)]


@FEW
@given(data=st.data(), table=st.sampled_from(TABLES))
def test_a_doubled_row(shared_copy: Copy, data: st.DataObject, table: str) -> None:
    row = data.draw(st.integers(2, len(shared_copy.rows(table))))
    shared_copy.edit(table, lambda rows: rows.insert(row, list(rows[row - 1])))
    found = errors_in(findings_of(shared_copy, f"{table}.csv"), f"{table}.csv")
    assert any(finding.row == row + 1 and f"already in row {row}" in finding.what for finding in found)


@pytest.mark.parametrize("row", range(2, 9))
def test_a_renamed_zone_is_found_wherever_it_is_used(shared_copy: Copy, row: int) -> None:
    zone = shared_copy.rows("zones")[row - 1][0]
    shared_copy.put("zones", row, "zone", f"{zone}x")
    found = findings_of(shared_copy, "zones.csv")
    hint = f"'{zone}' is not in zones.csv (nearest: '{zone}x')"
    assert any(hint in finding.what for finding in errors_in(found, "people.csv"))
    if zone != "mills":  # a donor: without it zones.csv itself is broken, and nothing is compared with it
        assert errors_in(found, "nodes.csv")
        assert errors_in(found, "geometry.geojson")


@FEW
@given(file=st.sampled_from(FILES), junk=st.binary(max_size=400))
def test_junk_in_place_of_a_file(shared_copy: Copy, file: str, junk: bytes) -> None:
    (shared_copy.folder / file).write_bytes(junk)
    found = findings_of(shared_copy, file)
    if file != "parameters.toml":
        assert errors_in(found, file)


@settings(FEW, max_examples=15)
@given(data=st.data(), file=st.sampled_from(FILES))
def test_bytes_overwritten(shared_copy: Copy, data: st.DataObject, file: str) -> None:
    content = (SHIPPED / file).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    junk = data.draw(
        st.one_of(
            st.binary(max_size=40), st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace"))
        )
    )
    (shared_copy.folder / file).write_bytes(content[:start] + junk + content[end:])
    findings_of(shared_copy, file)


@FEW
@given(data=st.data(), file=st.sampled_from(FILES))
def test_a_truncated_file(shared_copy: Copy, data: st.DataObject, file: str) -> None:
    content = (SHIPPED / file).read_bytes()
    (shared_copy.folder / file).write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    findings_of(shared_copy, file)


@FEW
@given(table=st.sampled_from(TABLES), data=st.data(), word=st.text(max_size=12))
def test_any_word_in_any_cell(shared_copy: Copy, table: str, data: st.DataObject, word: str) -> None:
    rows = shared_copy.rows(table)
    row, column = data.draw(st.integers(1, len(rows))), data.draw(st.integers(0, len(rows[0]) - 1))
    try:
        shared_copy.edit(table, lambda rows: rows[row - 1].__setitem__(column, word))
    except UnicodeEncodeError:
        shared_copy.restore(f"{table}.csv")
        return
    findings_of(shared_copy, f"{table}.csv")


@pytest.mark.parametrize("file", FILES)
def test_a_lost_file(shared_copy: Copy, file: str) -> None:
    (shared_copy.folder / file).unlink()
    found = findings_of(shared_copy, file)
    name = file.removesuffix(".csv")
    required = not file.endswith(".geojson") and (name not in TABLES or declared_tables()[name].required)
    # Without cross_border.csv nobody crosses, and then jobs and residents no longer agree.
    assert bool(errors_in(found, file)) == (required or name == "cross_border")
