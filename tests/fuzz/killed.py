"""Commands killed without warning at a random moment: nothing half written loads, and the work resumes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import technopole
from technopole.base import InputError


def command(*words: str, cwd: Path) -> subprocess.Popen[bytes]:
    """Start the command in a process of its own."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", "from technopole.cli import main; main()", *words],
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(Path(technopole.__file__).parents[1])},
    )


def kill_at_random(words: tuple[str, ...], cwd: Path, out: str, times: int, seed: int, load) -> int:
    """Kill the command at random moments of its life; return how often it had finished before.

    After each kill the target loads whole or is not there; in the end the command runs through, and
    nothing hidden is left beside its target.
    """
    begun = time.monotonic()
    assert command(*words, cwd=cwd).wait() == 0
    life = time.monotonic() - begun
    first = contents(cwd / out)
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    finished = 0
    for _ in range(times):
        remove(cwd / out)
        process = command(*words, cwd=cwd)
        try:
            process.wait(timeout=chance.uniform(0.0, 1.05 * life))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        finished += process.returncode == 0
        if (cwd / out).exists():
            load(cwd / out)
        else:
            refuses(load, cwd / out)
    remove(cwd / out)
    assert command(*words, cwd=cwd).wait() == 0
    assert contents(cwd / out) == first
    assert not [path.name for path in (cwd / out).parent.iterdir() if ".partial-" in path.name]
    return finished


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but those that tell the time."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found
            if path.name not in ("manifest.json", "report.html")}  # fmt: skip


def remove(folder: Path) -> None:
    """Take a finished target away."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    if folder.exists():
        folder.rmdir()


def refuses(load, folder: Path) -> None:
    """What is not there is refused in words."""
    try:
        load(folder)
    except InputError:
        return
    message = f"{folder} is not there and loads all the same"
    raise AssertionError(message)
