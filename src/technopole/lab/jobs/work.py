"""The process of a job: computes the answer, says how far it is, leaves the result in its folder."""

from __future__ import annotations

import json
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from technopole.base.errors import InputError, TechnopoleError
from technopole.lab.errors import body_of, error_body
from technopole.lab.plain import encoded

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from technopole.lab.jobs.spec import Spec

RESULT = "result.json"
NICENESS = 5
"""Jobs give way to levers: somebody waits for those."""


class Teller:
    """Says over a pipe how far a job is."""

    def __init__(self, pipe: Connection, steps: int = 1) -> None:
        """Count `steps` for answers that say words alone."""
        self._pipe, self._steps, self._at = pipe, steps, 0

    def share(self, done: int, of: int) -> None:
        """Say so many of so many."""
        self._send(0.1 + 0.85 * done / max(of, 1), f"{done} of {of} draws")

    def step(self, message: str) -> None:
        """Say the next step."""
        self._at += 1
        self._send(min(0.95, self._at / (self._steps + 1)), message)

    def say(self, share: float, message: str) -> None:
        """Say a share and words."""
        self._send(share, message)

    def _send(self, share: float, message: str) -> None:
        try:
            self._pipe.send(("progress", share, message))
        except (BrokenPipeError, OSError):
            _end()


def run(spec: Spec, pipe: Connection, life: Connection) -> None:
    """Answer one question; the entry of the process.

    `life` is the server's end of a pipe it never writes to: when the server is gone, so is this process.
    """
    if hasattr(os, "setsid"):
        os.setsid()
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    threading.Thread(target=_live_with, args=(life,), daemon=True).start()
    try:
        from technopole.lab.jobs.kinds import KINDS

        result = KINDS[spec.kind](spec, Teller(pipe))
        _write(Path(spec.folder) / RESULT, encoded(result))
        pipe.send(("done", 1.0, "Done"))
    except TechnopoleError as error:
        body = body_of(error) if isinstance(error, InputError) else error_body(str(error))
        pipe.send(("failed", 0.0, json.dumps(body["error"])))
    except Exception as error:  # noqa: BLE001 - whatever it is, the server must hear of it
        what = f"The computation failed ({type(error).__name__})"
        body = error_body(what, remedy="Ask again; if it fails again, report it with the scenario")
        _log(Path(spec.folder), error)
        pipe.send(("failed", 0.0, json.dumps(body["error"])))


def _live_with(life: Connection) -> None:
    """End with the server."""
    try:
        life.recv()
    except (EOFError, OSError):
        _end()


def _end() -> None:
    """End this process and those it started."""
    if hasattr(os, "killpg"):
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    partial = file.with_name(f".{file.name}.partial")
    partial.write_bytes(content)
    partial.replace(file)


def _log(folder: Path, error: Exception) -> None:
    """Leave the traceback beside the job, for whoever runs the server."""
    import traceback

    (folder / "failure.txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")


def result_of(folder: Path) -> Any:
    """Return the result in a job's folder; None if there is none."""
    try:
        return json.loads((folder / RESULT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
