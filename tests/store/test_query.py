"""SQL over run folders: what it answers, and what it must not touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from technopole.base import InputError
from technopole.store import query, read_run, write_run

if TYPE_CHECKING:
    from pathlib import Path

    from synthetic_run import FakeRun


@pytest.fixture(scope="module")
def runs(run: FakeRun, base: FakeRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("query")
    write_run(run, root / "towns" / "new-town", base=base)
    write_run(base, root / "towns" / "baseline")
    (root / "towns" / ".baseline.partial-1").mkdir()
    return root


def test_it_answers_what_the_tables_hold(runs: Path) -> None:
    answer = query("select run, sum(population) as people from people group by run order by run", runs)
    assert list(answer["run"]) == ["towns/baseline", "towns/new-town"]
    expected = read_run(runs / "towns" / "new-town").table("people")["population"].sum()
    assert answer["people"][1] == pytest.approx(expected)


def test_runs_are_joined_without_code(runs: Path) -> None:
    answer = query(
        "select b.zone, a.jobs as a, b.jobs as b from jobs a join jobs b using (year, zone, sector) "
        "where a.plan = 'baseline' and b.plan = 'new-town'",
        runs,
    )
    assert len(answer) == len(read_run(runs / "towns" / "baseline").table("jobs"))


def test_every_table_of_a_run_is_there(runs: Path) -> None:
    names = set(query("show tables", runs)["name"])
    files = {path.stem for path in (runs / "towns" / "new-town" / "tables").glob("*.parquet")}
    assert files | {"runs", "zones", "scorecard"} <= names
    assert list(query("select zone from zones where plan = 'baseline' and side = 'SOUTH'", runs)["zone"]) == [
        "market",
        "gardens",
        "foundry",
    ]
    assert isinstance(query("select * from scorecard", runs / "towns" / "baseline"), pd.DataFrame)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("select * from peple", 'Did you mean "people"'),
        ("selec 1", "syntax error"),
        ("select 1; select 2", "one statement"),
        ("", "one statement"),
        ("drop view people", "only reads"),
        ("copy (select 1) to 'x.csv'", "only reads"),
        ("attach 'x.db'", "only reads"),
        ("set enable_external_access = true", "only reads"),
        ("select * from read_text('/etc/hostname')", "Cannot access file"),
        ("select * from read_csv('*.csv')", "disabled"),
        ("explain analyze copy (select 1) to 'x.csv'", "cannot be answered"),
    ],
)
def test_it_only_reads_and_says_what_is_wrong(runs: Path, sql: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        query(sql, runs)


def test_a_place_without_runs_and_a_damaged_run_are_named(runs: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no run in"):
        query("show tables", tmp_path)
    broken = tmp_path / "broken"
    (broken / "tables").mkdir(parents=True)
    for file in ("manifest.json", "scorecard.parquet"):
        (broken / file).write_bytes((runs / "towns" / "baseline" / file).read_bytes())
    (broken / "tables" / "people.parquet").write_bytes(b"junk")
    with pytest.raises(InputError, match="cannot be read"):
        query("show tables", broken)
