"""The manifest of a run folder: what made it, whether it is whole, and a hash of every file."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

MANIFEST = "manifest.json"
FORMAT = 1
"""Version of the layout of a run folder; a reader refuses one it does not know."""

VERSIONED = ("technopole", "jax", "jaxlib", "numpy", "scipy", "pandas")


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that decide the numbers."""
    found = {"python": platform.python_version()}
    for package in VERSIONED:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def created() -> str:
    """Return the time of writing, UTC; SOURCE_DATE_EPOCH stands in for the clock if it is set."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.now(UTC) if not fixed else datetime.fromtimestamp(int(fixed), UTC)
    return moment.isoformat(timespec="seconds")


def plain(value: Any) -> Any:
    """Turn arrays, dataclasses, tables and NaN into what JSON can say (NaN and infinities become null)."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return float(value) if isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    return _plain_number(value)


def _plain_number(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (np.bool_, np.integer)):
        return value.item()
    if isinstance(value, (float, np.floating)):
        return float(value) if isfinite(value) else None
    if hasattr(value, "to_dict") and hasattr(value, "columns"):
        return plain(value.to_dict("records"))
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    return str(value)


def as_json(value: Any) -> str:
    """Return strict JSON: no NaN, keys in the order given, one final line break."""
    return json.dumps(plain(value), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()


def files_of(folder: Path) -> list[str]:
    """Return every file of a run folder but the manifest, relative, sorted."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found if path.name != MANIFEST)


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a run folder but the manifest."""
    return {name: digest(folder / name) for name in files_of(folder)}


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a run folder.

    Raises:
        InputError: the folder does not exist, is no run, was cut short, or cannot be read.

    """
    again = "Run the plan again, or give the folder of a finished run"
    if not folder.is_dir():
        raise InputError(Finding(f"There is no run folder '{folder}'", remedy=again))
    if folder.name.startswith(".") and ".partial-" in folder.name:
        raise InputError(Finding(f"'{folder}' is what a run that was cut short left behind", remedy=again))
    path = folder / MANIFEST
    if not path.is_file():
        what = f"'{folder}' holds no {MANIFEST}: it is no run folder, or a run that was cut short"
        raise InputError(Finding(what, remedy=again))
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        what = f"The manifest cannot be read: {error}"
        raise InputError(Finding(what, file=str(path), remedy=again)) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        stated = found.get("format") if isinstance(found, dict) else None
        what = f"The run folder has layout {stated}, this version of technopole reads layout {FORMAT}"
        raise InputError(Finding(what, file=str(path), remedy=again))
    return found


def verify(folder: Path, listed: dict[str, str], only: Iterable[str] | None = None) -> None:
    """Compare the files of a run folder with the hashes of its manifest.

    Raises:
        InputError: with one finding for each file that is missing or differs.

    """
    findings: list[Finding] = []
    for name in listed if only is None else only:
        path = folder / name
        if not path.is_file():
            findings.append(
                Finding("is missing from the run folder", file=str(path), remedy="Run the plan again")
            )
        elif digest(path) != listed.get(name):
            what = "was changed after the run: its hash is not the manifest's"
            findings.append(Finding(what, file=str(path), remedy="Restore the file or run the plan again"))
    if findings:
        raise InputError(findings)
