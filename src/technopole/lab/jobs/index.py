"""The index over jobs and links: one SQLite file, which survives the server."""

from __future__ import annotations

import json
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "index.sqlite"
WAIT_SECONDS = 10.0
TABLES = """
CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, kind TEXT NOT NULL, region TEXT NOT NULL, a TEXT, b TEXT,
    options TEXT NOT NULL, state TEXT NOT NULL, progress REAL NOT NULL, message TEXT NOT NULL,
    created TEXT NOT NULL, finished TEXT, error TEXT, mark TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS links (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL, model TEXT NOT NULL, created TEXT NOT NULL, share TEXT
);
"""
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Of ids people may have to read out: none that looks like another."""


@dataclass(frozen=True)
class Record:
    """One job as the index knows it."""

    id: str
    key: str
    kind: str
    region: str
    a: str | None
    b: str | None
    options: dict[str, Any]
    state: str
    progress: float
    message: str
    created: str
    finished: str | None
    error: dict[str, Any] | None
    mark: str = ""


def now() -> str:
    """Return the time, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Index:
    """Jobs and links of one folder of runs. Every call opens the file: threads and servers may share it."""

    def __init__(self, folder: Path) -> None:
        """Open the index of a folder, which is made if it is not there.

        Raises:
            InputError: the folder cannot be written, or its index is no index.

        """
        self.folder = folder.expanduser().absolute()
        self._lock = Lock()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as file, file:
                file.execute("PRAGMA journal_mode=WAL")
                file.executescript(TABLES)
        except OSError as error:
            what = f"'{self.folder}' cannot be written: {error.strerror}"
            raise InputError(Finding(what, remedy="Give another folder with --runs")) from error
        except sqlite3.Error as error:
            what = f"'{self.folder / FILE}' cannot be used: {error}"
            raise InputError(
                Finding(what, remedy="Move it away, or give another folder with --runs")
            ) from error

    def _open(self) -> sqlite3.Connection:
        file = sqlite3.connect(self.folder / FILE, timeout=WAIT_SECONDS)
        file.row_factory = sqlite3.Row
        return file

    def _write(self, question: str, values: tuple[Any, ...]) -> int:
        with self._lock, closing(self._open()) as file, file:
            return file.execute(question, values).rowcount

    def _read(self, question: str, values: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        with closing(self._open()) as file:
            return file.execute(question, values).fetchall()

    # Jobs ----------------------------------------------------------------------------------------

    def add(
        self,
        job: str,
        key: str,
        kind: str,
        region: str,
        a: str | None,
        b: str | None,
        options: dict[str, Any],
        mark: str = "",
    ) -> None:
        """Note a new job, queued; one that is there already stays as it is."""
        self._write(
            "INSERT OR IGNORE INTO jobs VALUES (?,?,?,?,?,?,?,'queued',0,'Waiting',?,NULL,NULL,?)",
            (job, key, kind, region, a, b, json.dumps(options, sort_keys=True), now(), mark),
        )

    def tell(self, job: str, progress: float, message: str) -> None:
        """Note how far a running job is."""
        question = "UPDATE jobs SET progress=?, message=? WHERE id=? AND state='running'"
        self._write(question, (progress, message, job))

    def move(
        self, job: str, state: str, message: str, *, error: dict[str, Any] | None = None, among: str = ""
    ) -> bool:
        """Move a job to a state; with `among`, only out of one of those states. Tells whether it moved."""
        finished = now() if state in {"done", "failed", "cancelled", "interrupted"} else None
        progress = {"done": 1.0, "queued": 0.0}.get(state)
        told = None if error is None else json.dumps(error)
        question = (
            "UPDATE jobs SET state=?, message=?, finished=?, error=?, progress=coalesce(?, progress) "
            "WHERE id=?"
        )
        values: tuple[Any, ...] = (state, message, finished, told, progress, job)
        if among:
            states = among.split()
            question += f" AND state IN ({','.join('?' * len(states))})"
            values += tuple(states)
        return self._write(question, values) > 0

    def interrupt(self) -> int:
        """Mark what was running when the last server ended; what was waiting ends too. Return how many."""
        told = "The server ended while this was running. Ask again: what is done is kept"
        question = (
            "UPDATE jobs SET state='interrupted', message=?, finished=? WHERE state IN ('queued','running')"
        )
        return self._write(question, (told, now()))

    def job(self, job: str) -> Record | None:
        """Return one job."""
        rows = self._read("SELECT * FROM jobs WHERE id=?", (job,))
        return _record(rows[0]) if rows else None

    def latest(self, kind: str, region: str, a: str | None, b: str | None, mark: str) -> Record | None:
        """Return the job of two scenarios that says most: one that is done, else one on its way.

        `mark` is in the options of a job made from the same plans and data.
        """
        question = (
            "SELECT * FROM jobs WHERE kind=? AND region=? AND a IS ? AND b IS ? AND mark=? "
            "AND state IN ('done','running','queued') ORDER BY state!='done', created DESC LIMIT 1"
        )
        rows = self._read(question, (kind, region, a, b, mark))
        return _record(rows[0]) if rows else None

    def jobs(self, most: int = 200) -> list[Record]:
        """Return the latest jobs, newest first."""
        rows = self._read("SELECT * FROM jobs ORDER BY created DESC, rowid DESC LIMIT ?", (most,))
        return [_record(row) for row in rows]

    # Links ---------------------------------------------------------------------------------------

    def keep_link(self, text: str, model: str, *, share: bool) -> tuple[str, str | None]:
        """Keep an address; return its id, and the word that lets its holder read if one was asked for.

        The same address keeps its id. The word itself is not stored, only its digest.
        """
        if not share:
            rows = self._read(
                "SELECT id FROM links WHERE hash=? AND model=? AND share IS NULL", (text, model)
            )
            if rows:
                return str(rows[0]["id"]), None
        name = "".join(secrets.choice(LETTERS) for _ in range(8))
        word = secrets.token_urlsafe(24) if share else None
        sealed = None if word is None else digest(word)
        self._write("INSERT INTO links VALUES (?,?,?,?,?)", (name, text, model, now(), sealed))
        return name, word

    def link(self, name: str) -> dict[str, str] | None:
        """Return a kept address."""
        rows = self._read("SELECT id, hash, model, created FROM links WHERE id=?", (name,))
        return dict(rows[0]) if rows else None

    def shared(self, word: str) -> str | None:
        """Return the id of the link whose word this is."""
        if not word:
            return None
        rows = self._read("SELECT id FROM links WHERE share=?", (digest(word),))
        return str(rows[0]["id"]) if rows else None


def digest(word: str) -> str:
    """Return the digest under which a word is kept."""
    return sha256(word.encode()).hexdigest()


def _record(row: sqlite3.Row) -> Record:
    told = dict(row)
    told["options"] = json.loads(told["options"])
    told["error"] = None if told["error"] is None else json.loads(told["error"])
    return Record(**told)
