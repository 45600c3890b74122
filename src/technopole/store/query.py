"""SQL over run folders: every table of every run under one name, read from their Parquet files."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError
from technopole.store.manifest import MANIFEST, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

RUNS_FOLDER = "runs"
READING = frozenset({"SELECT", "EXPLAIN"})
"""Kinds of statement that only look; to DuckDB `show tables` and `describe` are selections."""
ZONE_TEXTS = ("zone", "name_en", "side", "part")
ZONE_NUMBERS = ("longitude", "latitude", "area")


def query(sql: str, *runs: str | Path) -> pd.DataFrame:
    """Answer a question in SQL (DuckDB's) about run folders.

    Tables are those of a run folder (`people`, `jobs`, `floor`, `flows`, `crossings`, `scorecard`, ...;
    `show tables` lists them) with the columns `run`, `region` and `plan` in front, so that runs are
    joined and compared without code; `runs` has a row for each run, `zones` names, sides and centres.

    Args:
        sql: one statement that reads. It sees the runs' files and nothing else of the machine.
        runs: run folders, or folders that hold some at any depth (default: "runs").

    Raises:
        InputError: no run there, a damaged run folder, SQL that cannot be answered or would write.

    """
    if find_spec("duckdb") is None:
        what = "Queries need duckdb, which is not installed"
        raise InputError(Finding(what, remedy="Install it: pip install 'technopole[query]'"))
    found = find_runs(runs or (RUNS_FOLDER,))
    import duckdb

    with duckdb.connect(":memory:") as connection:
        _views(connection, found)
        try:
            statements = connection.extract_statements(sql)
            _refuse_writing([statement.type.name for statement in statements])
            return connection.execute(statements[0]).fetch_df()
        except duckdb.Error as error:
            remedy = "Correct the SQL; `show tables` and `describe TABLE` list what there is"
            raise InputError(Finding(f"The query cannot be answered: {error}", remedy=remedy)) from error


def find_runs(places: Iterable[str | Path]) -> dict[str, Path]:
    """Return run folders by label: their path below the folder they were looked for in, sorted.

    Raises:
        InputError: a place that does not exist or holds no run.

    """
    found: dict[str, Path] = {}
    for place in places:
        root = Path(place).expanduser().absolute()
        folders = [root] if (root / MANIFEST).is_file() else _below(root)
        if not folders:
            what = f"There is no run in '{place}'"
            raise InputError(Finding(what, remedy="Make one with `technopole run`, or name its folder"))
        for folder in folders:
            label = folder.name if folder == root else folder.relative_to(root).as_posix()
            known = found.setdefault(label, folder)
            if known != folder:
                found[str(folder)] = folder
    return dict(sorted(found.items()))


def _below(root: Path) -> list[Path]:
    """Return the run folders in a folder; hidden ones are what runs that were cut short left behind."""
    found = sorted(path.parent for path in root.rglob(MANIFEST)) if root.is_dir() else []
    return [path for path in found if not any(part.startswith(".") for part in path.relative_to(root).parts)]


def _refuse_writing(kinds: list[str]) -> None:
    if len(kinds) != 1:
        what = f"A query is one statement, these are {len(kinds)}"
        raise InputError(Finding(what, remedy="Ask one question at a time"))
    if kinds[0] not in READING:
        what = f"{kinds[0]} changes something: a query only reads"
        raise InputError(Finding(what, remedy="Begin with select, with, describe or show"))


def _views(connection: Any, runs: dict[str, Path]) -> None:
    """Make one view for each table, then close the connection to everything but the runs' files."""
    import duckdb

    selections: dict[str, list[str]] = {}
    allowed: list[str] = []
    rows: list[list[Any]] = []
    for label, folder in runs.items():
        manifest = read_manifest(folder)
        head = [label, manifest["region"]["id"], manifest["plan"]["id"]]
        more = [manifest["baseline"], manifest["created"], manifest["complete"], str(folder)]
        rows.append([*head, *more])
        columns = dict(zip(("run", "region", "plan"), head, strict=True))
        literals = ", ".join(f"{_quoted(text)} as {name}" for name, text in columns.items())
        for name, path, source in _sources(folder):
            selections.setdefault(name, []).append(f"select {literals}, {source}")
            allowed.append(_quoted(str(path)))
    connection.execute(
        "create table runs (run text, region text, plan text, baseline text, created text, "
        "complete boolean, folder text)"
    )
    connection.executemany("insert into runs values (?, ?, ?, ?, ?, ?, ?)", rows)
    try:
        for name, parts in selections.items():
            connection.execute(f'create view "{name}" as {" union all by name ".join(parts)}')
    except duckdb.Error as error:
        what = f"The runs' tables cannot be read: {error}"
        raise InputError(Finding(what, remedy="Run the plans again, or leave the damaged run out")) from error
    connection.execute(f"set allowed_paths = [{', '.join(allowed)}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _sources(folder: Path) -> Iterator[tuple[str, Path, str]]:
    """Yield the name, the file and the columns and reader of each table of a run."""
    for path in [*sorted(folder.glob("tables/*.parquet")), folder / "scorecard.parquet"]:
        yield path.stem, path, f"* from read_parquet({_quoted(str(path))})"
    path = folder / "region" / "zones.csv"
    texts = ", ".join(
        f"'{column}': 'VARCHAR'" for column in ZONE_TEXTS
    )  # 007 is a text, whatever it looks like
    columns = ", ".join(ZONE_TEXTS + ZONE_NUMBERS)
    yield "zones", path, f"{columns} from read_csv({_quoted(str(path))}, header = true, types = {{{texts}}})"


def _quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
