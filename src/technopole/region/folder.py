"""What lies in a region folder, and what should not."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING

from technopole.base.errors import Finding
from technopole.base.names import suggestion
from technopole.region.fingerprint import OTHER_FILES
from technopole.region.schema import declared_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALLOWED_FILES = ("claims.yaml", "levers.yaml", "programme.yaml", "README*", "LICENSE*", "NOTICE*", "METHOD*")
ALLOWED_FOLDERS = ("plans", "build", "__pycache__")


def folder_faults(folder: Path) -> Iterator[Finding]:
    """Yield missing tables and files nobody will read."""
    known = [*OTHER_FILES, *(table.file for table in declared_tables().values()), *ALLOWED_FILES]
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Finding(f"the folder cannot be read: {error.strerror}", remedy="Check its rights")
        return
    for entry in entries:
        if entry.name.startswith(".") or any(fnmatch.fnmatch(entry.name, pattern) for pattern in known):
            continue
        if entry.is_dir():
            if entry.name not in ALLOWED_FOLDERS:
                what = f"nothing reads the folder '{entry.name}'{suggestion(entry.name, ALLOWED_FOLDERS)}"
                yield Finding(what, entry.name, remedy="Remove it or correct its name")
            continue
        plain = [name for name in known if "*" not in name]
        what = f"nothing reads the file '{entry.name}'{suggestion(entry.name, plain)}"
        yield Finding(what, entry.name, remedy="Remove it, correct its name or move it to build/")
