"""The command line as a user feels it: start-up, first run, second run, memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Figure, benchmark, best_of

PROGRAM = "from technopole.cli import main; main()"
KILOBYTES = 1e6  # of ru_maxrss, to GB


def command(*arguments: str, cache: str, cwd: str) -> None:
    """Run the command in a fresh process."""
    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=cwd,
        env=os.environ | {"TECHNOPOLE_CACHE": cache},
        capture_output=True,
        check=True,
    )


@benchmark
def commands() -> list[Figure]:
    """`technopole --help`, and `technopole run` of 52 zones over 25 years with an empty and a full cache."""
    with tempfile.TemporaryDirectory() as folder:
        cache = str(Path(folder) / "cache")

        def run() -> None:
            command("run", "hong-kong-shenzhen", cache=cache, cwd=folder)

        python = best_of(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
        light = best_of(lambda: command("--help", cache=cache, cwd=folder))
        cold, warm = best_of(run, 1), best_of(run, 3)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KILOBYTES
    return [
        Figure("python -c pass", python, "s", "floor of any command"),
        Figure("technopole --help", light, "s", f"{light / python:.1f} x python -c pass"),
        Figure("run, compile cache empty", cold, "s", "plan and baseline, scorecard, report, run folder"),
        Figure("run, compile cache full", warm, "s", "the same again"),
        Figure("peak memory of a run", memory, "GB", "largest of the processes above"),
    ]
