"""Where results land: a folder of batches, each whole or not there, so that a killed study goes on."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.store.partial import partial_name, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

STUDY = "study.json"
BATCHES = "batches"


@dataclass(frozen=True)
class Landing:
    """A study's folder. Batches are numbered; each is an array (rows, cases, figures, T)."""

    folder: Path

    @classmethod
    def opened(cls, folder: str | Path, about: dict[str, Any]) -> Landing:
        """Open a new folder, or one in which the same study was begun.

        Args:
            folder: where; its parents are made.
            about: what the study is; `about["key"]` decides whether it is the same.

        Raises:
            InputError: the folder holds something else, or cannot be written.

        """
        place = Path(folder).expanduser().absolute()
        if place.is_dir():
            sweep(place)
        known = cls(place).about
        if known is not None and known.get("key") != about["key"]:
            what = f"'{place}' holds another study; nothing was written"
            raise InputError(Finding(what, remedy="Give another folder, or remove this one"))
        if known is None and place.is_dir() and any(entry.name != BATCHES for entry in place.iterdir()):
            what = f"'{place}' holds files that are no study; nothing was written"
            raise InputError(Finding(what, remedy="Give an empty or a new folder"))
        try:
            (place / BATCHES).mkdir(parents=True, exist_ok=True)
            sweep(place / BATCHES)
            replace_file(place / STUDY, json.dumps(about, indent=2, ensure_ascii=False).encode() + b"\n")
        except OSError as error:
            what = f"'{place}' cannot be written: {error.strerror}"
            raise InputError(Finding(what, remedy="Give a folder you may write to")) from error
        return cls(place)

    @property
    def about(self) -> dict[str, Any] | None:
        """What lies here says of itself; None if it is no study."""
        try:
            found = json.loads((self.folder / STUDY).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def keep(self, batch: int, values: Reals) -> None:
        """Write one batch: it is there whole or not at all."""
        import io

        buffer = io.BytesIO()
        np.save(buffer, np.ascontiguousarray(values), allow_pickle=False)
        replace_file(self._file(batch), buffer.getvalue())

    def read(self, batch: int, shape: tuple[int, ...]) -> Reals | None:
        """Return a batch of that shape; None if it has not landed (or is not what it should be)."""
        try:
            found = np.load(self._file(batch), allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None
        return found if found.shape == shape and found.dtype == np.float64 else None

    def _file(self, batch: int) -> Path:
        return self.folder / BATCHES / f"{batch:05d}.npy"


def replace_file(file: Path, content: bytes) -> None:
    """Put a file in place once all of it is on the disk."""
    partial = file.with_name(partial_name(file.name))
    with partial.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    partial.replace(file)


def batches_of(draws: int, size: int) -> Iterator[list[int]]:
    """Yield the draws of each batch; the last may be shorter."""
    for first in range(0, draws, size):
        yield list(range(first, min(first + size, draws)))
