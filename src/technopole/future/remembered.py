"""Results that depend on a region alone, kept in the user's cache folder beside JAX's compiled programs.

Calibrating a region and predicting its left-out places give the same numbers every time, so the second run of
the command reads them. What is kept is named by everything it comes from: the region's files and parameters,
this package's code and the numerical libraries. A change of any of them computes it again.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from technopole.base.cache import cache_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.future.calibration import City
    from technopole.future.leave_one_out import LeftOut
    from technopole.region import Region

Result = TypeVar("Result")

ROOMS = ("base", "region", "plans", "travel", "city", "innovation", "future")  # whose code decides a result
LIBRARIES = ("jax", "jaxlib", "numpy", "scipy", "pandas")
KEPT = 48  # files: the latest ones


def calibrated_city(region: Region) -> City:
    """`calibrate(region)`, remembered with how firmly its base year holds."""
    from technopole.future.calibration import calibrate

    def made() -> tuple[City, dict[str, float]]:
        city = calibrate(region, compile_ahead=True)
        return replace(city, region=None), city.conditioning

    bare, conditioning = remembered("city", region, made)
    city = replace(bare, region=region)
    vars(city)["conditioning"] = conditioning  # where cached_property looks for it
    return city


def left_out_places(city: City) -> list[LeftOut]:
    """`leave_one_out(city)`, remembered."""
    from technopole.future.leave_one_out import leave_one_out

    return remembered("left-out", city.region, lambda: leave_one_out(city))


def remembered(kind: str, region: Region, make: Callable[[], Result]) -> Result:
    """The result of `make()` for a region as loaded from its folder, made once and then read.

    A cache that cannot be read or written costs time, never a result.
    """
    name = f"{kind}-{_name(region)}.pickle"
    return kept(name, make, write=pickle.dumps, read=pickle.loads)  # written by this user's own runs


def kept(
    name: str,
    make: Callable[[], Result],
    *,
    write: Callable[[Result], bytes],
    read: Callable[[bytes], Result],
) -> Result:
    """The result of `make()`, read from the file of that name in the cache folder if it is there."""
    folder = cache_folder() / "remembered"
    path = folder / name
    with suppress(Exception):  # absent, cut short or of another Python: made afresh
        return read(path.read_bytes())
    result = make()
    with suppress(OSError):  # a read-only home
        _keep(folder, path, write(result))
    return result


def _keep(folder: Path, path: Path, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=folder, suffix=".partial")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(partial).replace(path)
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in files[KEPT:]:
        old.unlink(missing_ok=True)


def _name(region: Region) -> str:
    digest = hashlib.sha256(code_digest().encode())
    digest.update(region.fingerprint.encode())
    digest.update(repr(region.parameters.leaves).encode())
    return digest.hexdigest()[:32]


@cache
def code_digest() -> str:
    """Digest of the code that decides the results and of the versions of the libraries under it."""
    digest = hashlib.sha256("".join(f"{name} {version(name)}\n" for name in LIBRARIES).encode())
    package = Path(__file__).parent.parent
    for room in ROOMS:
        for path in sorted((package / room).rglob("*")):
            if path.suffix in {".py", ".csv"}:
                digest.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
