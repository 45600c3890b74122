"""Who computes what: a queue, a process for each job, and what becomes of it when one of them ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
from collections import deque
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from technopole.lab.errors import LabError
from technopole.lab.jobs.index import Index
from technopole.lab.jobs.spec import Spec
from technopole.lab.jobs.work import RESULT, result_of, run

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from technopole.lab.jobs.index import Record

ID_LENGTH = 16
WAITING = 32
"""Jobs that may wait: beyond it somebody is asking faster than a machine can answer."""
ENDING_SECONDS = 5.0
AGAIN = ("failed", "cancelled", "interrupted")


@dataclass
class _Running:
    """A job's process and the end of the pipe that keeps it alive."""

    process: BaseProcess
    life: Any
    cancelled: bool = False


class Jobs:
    """Jobs of one folder. Threads follow the processes; the index is the only memory."""

    def __init__(self, folder: Path, *, processes: int = 1, workers: int | None = None) -> None:
        """Open the folder; what ran when the last server ended is marked as interrupted."""
        self.index = Index(folder)
        self.index.interrupt()
        self._most, self._workers = processes, workers or max(1, (os.cpu_count() or 2) - 1)
        self._queue: deque[Spec] = deque()
        self._running: dict[str, _Running] = {}
        self._results: dict[str, Any] = {}
        self._pages: dict[str, set[str]] = {}  # who waits for a job that pages alone have asked for
        self._lock = threading.Lock()
        self._closed = False

    def folder(self, job: str) -> Path:
        """Return a job's folder; `job` is an id of the index."""
        return self.index.folder / "jobs" / job

    def ask(
        self,
        key: str,
        kind: str,
        region: str,
        place: str,
        a: str | None,
        b: str | None,
        options: dict[str, Any],
        mark: str = "",
        page: str = "",
    ) -> Record:
        """Return the job of this question; a new one waits, one that failed or was ended is taken up again.

        `page` names the page that asks: what pages alone have asked for ends when all of them `leave`.

        Raises:
            LabError: 429 if too many wait.

        """
        job = key[:ID_LENGTH]
        with self._lock:
            known = self.index.job(job)
            if known is None or known.state in AGAIN or (known.state == "done" and not self._there(job)):
                if len(self._queue) >= WAITING:
                    what = f"{WAITING} jobs are waiting already"
                    raise LabError(429, what, remedy="Wait for one to end, or cancel one")
                self.index.add(job, key, kind, region, a, b, options, mark)
                self.index.move(job, "queued", "Waiting")
                folder = self.folder(job)
                folder.mkdir(parents=True, exist_ok=True)
                self._queue.append(Spec(kind, region, place, str(folder), a, b, options, self._workers))
                self._pages[job] = set()
            if page and job in self._pages:
                self._pages[job].add(page)
            else:
                self._pages.pop(job, None)
        self._begin()
        return self.get(job)

    def leave(self, job: str, page: str) -> Record:
        """Say that a page waits no longer; a job that nobody else has asked for is ended.

        Raises:
            LabError: 404 if there is none of this id.

        """
        with self._lock:
            waiting = self._pages.get(job)
            alone = waiting == {page}
            if waiting is not None:
                waiting.discard(page)
        return self.cancel(job) if alone else self.get(job)

    def _there(self, job: str) -> bool:
        return (self.folder(job) / RESULT).is_file()

    def get(self, job: str) -> Record:
        """Return a job.

        Raises:
            LabError: 404 if there is none of this id.

        """
        found = self.index.job(job)
        if found is None:
            raise LabError(
                404, f"There is no job '{job[:40]}'", which="job", remedy="GET /api/v1/jobs lists them"
            )
        return found

    def find(self, key: str) -> Record | None:
        """Return the job of a question if it was asked before."""
        return self.index.job(key[:ID_LENGTH])

    def result(self, job: str) -> Any:
        """Return the result of a job that is done; None if there is none."""
        if job not in self._results:
            found = result_of(self.folder(job))
            if found is None:
                return None
            while len(self._results) >= WAITING:
                self._results.pop(next(iter(self._results)))
            self._results[job] = found
        return self._results[job]

    def cancel(self, job: str) -> Record:
        """End a job that waits or runs; one that has ended stays as it is.

        Raises:
            LabError: 404 if there is none of this id.

        """
        self.get(job)
        with self._lock:
            self._queue = deque(spec for spec in self._queue if spec.folder != str(self.folder(job)))
            self._pages.pop(job, None)
            self.index.move(job, "cancelled", "Cancelled", among="queued running")
            held = self._running.get(job)
            if held is not None:
                held.cancelled = True
        if held is not None:
            _stop(held.process)
        return self.get(job)

    def _begin(self) -> None:
        """Start what waits, as far as there are processes for it."""
        with self._lock:
            while self._queue and len(self._running) < self._most and not self._closed:
                spec = self._queue.popleft()
                job = spec.folder.replace("\\", "/").rpartition("/")[2]
                self.index.move(job, "running", "Starting")
                context = get_context("spawn")
                said, saying = context.Pipe(duplex=False)
                living, life = context.Pipe(duplex=False)
                process = context.Process(target=run, args=(spec, saying, living), name=f"lab-{job}")
                process.start()
                saying.close()
                living.close()
                self._results.pop(job, None)
                held = self._running[job] = _Running(process, life)
                threading.Thread(target=self._follow, args=(job, held, said), daemon=True).start()

    def _follow(self, job: str, held: _Running, said: Any) -> None:
        """Note what a process says until it ends."""
        ended = False
        try:
            while not ended:
                kind, share, message = said.recv()
                if kind == "progress":
                    self.index.tell(job, share, message)
                elif kind == "done":
                    ended = self.index.move(job, "done", "Done", among="running") or True
                else:
                    error = json.loads(message)
                    ended = (
                        self.index.move(job, "failed", error["what"], error=error, among="running") or True
                    )
        except (EOFError, OSError):
            told = "The process ended by itself. Ask again: what is done is kept"
            state = "cancelled" if held.cancelled else "interrupted"
            self.index.move(job, state, "Cancelled" if held.cancelled else told, among="running")
        finally:
            held.process.join(ENDING_SECONDS)
            _stop(held.process)
            held.life.close()
            with self._lock:
                self._running.pop(job, None)
                if all(spec.folder != str(self.folder(job)) for spec in self._queue):  # not asked for again
                    self._pages.pop(job, None)
        self._begin()

    def close(self) -> None:
        """End every process; what ran can be asked for again and goes on where it can."""
        self._closed = True
        with self._lock:
            running = list(self._running.items())
        for job, held in running:
            self.index.move(
                job, "interrupted", "The server was stopped. Ask again: what is done is kept", among="running"
            )
            _stop(held.process)
        for spec in self._queue:
            job = spec.folder.replace("\\", "/").rpartition("/")[2]
            self.index.move(job, "interrupted", "The server was stopped before this began", among="queued")

    def forget(self, job: str) -> None:
        """Remove a job's files; its line in the index stays."""
        shutil.rmtree(self.folder(job), ignore_errors=True)


def _stop(process: BaseProcess) -> None:
    """End a process and those it started."""
    if not process.is_alive() or process.pid is None:
        return
    if hasattr(os, "killpg"):
        try:
            if os.getpgid(process.pid) == process.pid:
                os.killpg(process.pid, signal.SIGTERM)
        except (ProcessLookupError, PermissionError):
            return
    process.terminate()
    process.join(ENDING_SECONDS)
    if process.is_alive():
        process.kill()
