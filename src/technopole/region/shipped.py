"""The regions that come with the package."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion

MARK = "region.toml"


def _shelf() -> Path:
    """Return the folder of shipped regions (wheels are installed unpacked, so it is a real folder)."""
    with as_file(files("technopole").joinpath("regions")) as folder:
        return Path(folder)


def list_regions() -> tuple[str, ...]:
    """Return the names of the shipped regions, sorted."""
    shelf = _shelf()
    if not shelf.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in shelf.iterdir() if (entry / MARK).is_file()))


def _expanded(path: Path) -> Path:
    """Return the path with a leading ~ replaced, where there is such a home."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def find_region(name_or_folder: str | Path) -> Path:
    """Return the folder of a shipped region by its name, or of a user's region by its path.

    Raises:
        InputError: if there is neither; the message names the nearest shipped region.

    """
    name = str(name_or_folder)
    if name in list_regions():
        return _shelf() / name
    folder = _expanded(Path(name_or_folder))
    if folder.is_dir():
        return folder
    known = list_regions()
    raise InputError(
        Finding(
            f"There is no region '{name}'{suggestion(name, known)}",
            remedy=f"Give the path of a region folder or one of the shipped regions: {', '.join(known)}",
        )
    )
