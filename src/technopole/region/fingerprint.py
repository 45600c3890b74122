"""One number that says which inputs a result came from."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from technopole.region.schema import declared_tables

if TYPE_CHECKING:
    from pathlib import Path

OTHER_FILES = ("region.toml", "parameters.toml", "geometry.geojson", "edges.geojson")


def fingerprinted_files() -> tuple[str, ...]:
    """Return the names of all files that define a region, sorted."""
    return tuple(sorted((*OTHER_FILES, *(table.file for table in declared_tables().values()))))


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 of a region's files, 64 hexadecimal digits.

    Depends on their bytes and names alone: not on the folder's place, dates, plans or claims.
    """
    digest = sha256()
    for name in fingerprinted_files():
        path = folder / name
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
