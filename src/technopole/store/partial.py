"""What a write that was killed leaves beside its target, and taking it away."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PARTIAL = re.compile(r"\..+\.partial-(\d+)(\.[A-Za-z]+)?")


def partial_name(name: str, suffix: str = "") -> str:
    """Return the hidden name under which this process writes `name` until it is whole."""
    return f".{name}.partial-{os.getpid()}{suffix}"


def sweep(folder: Path) -> None:
    """Remove partial folders and files in a folder whose process no longer exists."""
    for path in sorted(folder.iterdir()):
        found = _PARTIAL.fullmatch(path.name)
        if found is None or _runs(int(found[1])):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    """Tell whether a process of this machine exists; in doubt it does."""
    if os.name == "nt":  # there signal 0 is no question but Control-C
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
