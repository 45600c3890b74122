"""A complete small region to begin from."""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from pathlib import Path
from shutil import copyfile

from technopole.base.errors import Finding, InputError
from technopole.store.write import new_folder

_PLAIN = re.compile(r"[^a-z0-9]+")
_ID = 'id = "my-region" '


def empty_target(folder: str | Path) -> Path:
    """Return the absolute path of a folder that may be filled.

    Raises:
        InputError: a file lies there, or a folder that holds anything.

    """
    target = Path(folder).expanduser().absolute()
    taken = target.exists() and (not target.is_dir() or any(target.iterdir()))
    if taken:
        what = f"'{target}' exists and is not an empty folder; nothing was written"
        raise InputError(Finding(what, remedy="Give a new folder"))
    return target


def start_region(folder: str | Path) -> Path:
    """Write the template region and return its folder; its `id` is made from the folder's name.

    Raises:
        InputError: the folder holds something, or cannot be written.

    """
    target = empty_target(folder)
    identifier = _PLAIN.sub("-", target.name.lower()).strip("-") or "my-region"
    with (
        as_file(files("technopole.importers").joinpath("template")) as template,
        new_folder(target) as partial,
    ):
        for source in sorted(path for path in template.rglob("*") if path.is_file()):
            copy = partial / source.relative_to(template)
            copy.parent.mkdir(exist_ok=True)
            copyfile(source, copy)
        settings = partial / "region.toml"
        text = settings.read_text(encoding="utf-8").replace(_ID, f'id = "{identifier}" ', 1)
        settings.write_text(text, encoding="utf-8")
    return target
