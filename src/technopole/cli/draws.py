"""What commands over draws share: ranges as they are typed, and a bar that counts draws."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from technopole.decide.uncertain import Range, Uncertainty


def range_of(text: str | None, option: str) -> Range | None:
    """Return '0,4' as numbers.

    Raises:
        InputError: it is not two numbers.

    """
    from technopole.base.errors import Finding, InputError

    if text is None:
        return None
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError:
        what = f"--{option} is '{text}', which is not two numbers"
        raise InputError(Finding(what, remedy=f"Write --{option} LOW,HIGH")) from None
    return low, high


def ranges_of(
    *,
    names: list[str] | None = None,
    delay: str | None = None,
    overrun: str | None = None,
    growth: str | None = None,
    design: str = "latin",
) -> Uncertainty:
    """Return what a command draws."""
    from technopole.decide.uncertain import Uncertainty

    return Uncertainty(
        names=tuple(names) if names else None,
        delay=range_of(delay, "delay"),
        overrun=range_of(overrun, "overrun"),
        growth=range_of(growth, "growth"),
        design=design,
    )


@contextmanager
def counted(words: str) -> Generator[Callable[[int, int], None]]:
    """A bar on stderr that counts draws; nothing when stderr is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    gc.enable()  # switched off for commands that last a second; this one may last an hour
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    task = bar.add_task(words, total=None)
    with bar:
        yield lambda done, total: bar.update(task, completed=done, total=total)
