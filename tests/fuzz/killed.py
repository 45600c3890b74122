"""Commands killed without warning at a random moment: nothing half written loads, and the work resumes."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import technopole
from technopole.base import InputError

BATCH = re.compile(r"batches/\d+\.npy")


def command(*words: str, cwd: Path) -> subprocess.Popen[bytes]:
    """Start the command in a process of its own."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", "from technopole.cli import main; main()", *words],
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(Path(technopole.__file__).parents[1])},
        start_new_session=True,
    )


def ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill the command and all it started after so many seconds; return whether it had ended well before."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return process.returncode == 0


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
        finished += ended(command(*words, cwd=cwd), chance.uniform(0.0, 1.05 * life))
        if (cwd / out).exists():
            load(cwd / out)
        else:
            refuses(load, cwd / out)
    remove(cwd / out)
    assert command(*words, cwd=cwd).wait() == 0
    assert contents(cwd / out) == first
    assert not [path.name for path in (cwd / out).parent.iterdir() if ".partial-" in path.name]
    return finished


def kill_and_go_on(words: tuple[str, ...], cwd: Path, times: int, seed: int) -> None:
    """Kill a study that goes on where it was, again and again.

    `words` end with --out. What was found before a kill is kept byte for byte; in the end the folder is that
    of a study nobody killed, and nothing hidden is left in it.
    """
    begun = time.monotonic()
    assert command(*words, "whole", cwd=cwd).wait() == 0
    life = time.monotonic() - begun
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    out, found = cwd / "killed", {}
    for _ in range(times):
        done = ended(command(*words, "killed", cwd=cwd), chance.uniform(0.0, 1.05 * life))
        landed = {name: data for name, data in contents(out).items() if BATCH.fullmatch(name)}
        assert found.items() <= landed.items()
        found = landed
        if done:
            remove(out)
            found = {}
    assert command(*words, "killed", cwd=cwd).wait() == 0
    assert contents(out) == contents(cwd / "whole")


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
