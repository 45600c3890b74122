"""What commands share: exit codes, one JSON object on stdout, progress on stderr."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from technopole.base.plain import plain

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path
    from typing import Self

    from technopole.base.errors import TechnopoleError

NOT_CONVERGED = 3


def print_json(value: Any) -> None:
    """One object on stdout."""
    typer.echo(json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False))


def write_json(file: Path, value: Any) -> None:
    """Write one object to a file, whole or not at all.

    Raises:
        InputError: the file cannot be written.

    """
    from technopole.base.errors import Finding, InputError

    partial = file.with_name(f".{file.name}.partial")
    try:
        partial.write_text(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        partial.replace(file)
    except OSError as error:
        what = f"'{file}' cannot be written: {error.strerror}"
        raise InputError(Finding(what, remedy="Give a file in a folder you may write to")) from error


@contextmanager
def faults_as_exit_codes(*, as_json: bool = False) -> Generator[None]:
    """Turn the package's errors into one message on stderr and the exit code of the error."""
    from technopole.base.errors import TechnopoleError

    try:
        yield
    except TechnopoleError as error:
        refuse(error, as_json=as_json)
    except BrokenPipeError:
        raise typer.Exit(0) from None


def refuse(error: TechnopoleError, *, as_json: bool) -> None:
    """Say what is wrong and leave with the error's exit code."""
    typer.echo(str(error), err=True)
    if as_json:
        print_json({"error": type(error).__name__, "message": str(error), "exit_code": error.exit_code})
    raise typer.Exit(error.exit_code) from None


class Steps:
    """Progress on stderr: a bar in a terminal, nothing when stderr is not one."""

    def __init__(self, total: int) -> None:
        """Prepare a bar of `total` steps."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("Starting", total=total)

    def __enter__(self) -> Self:
        """Show the bar."""
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        self._bar.stop()

    def next(self, description: str) -> None:
        """Begin the next step."""
        self._bar.update(self._task, description=description, advance=1)

    def say(self, description: str) -> None:
        """Say more of the step that is under way."""
        self._bar.update(self._task, description=description)
