"""Matrices of commuters and minutes as OMX, the open matrix format of transport models (HDF5)."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

LOOKUP = "zone"
"""Name of the lookup that gives each row and column its zone."""


def write_omx(run: Any, file: Path) -> None:
    """Write `commuters_YEAR` (persons) and `minutes_YEAR` for every year, zones in the region's order.

    Minutes are infinite where there is no way. The same run gives the same bytes.
    """
    omx = _openmatrix()
    path, zones = run.path, list(run.region.zones)
    with omx.open_file(str(file), "w") as store:
        store.root._v_attrs["SHAPE"] = np.array([len(zones)] * 2, dtype=np.int32)  # noqa: SLF001 - the API's name
        for name, values, unit in (
            ("commuters", path.commuters, "persons"),
            ("minutes", path.minutes_now, "minutes"),
        ):
            for year, matrix in zip(run.years, np.asarray(values), strict=True):
                leaf = store.create_carray(
                    store.root.data,
                    f"{name}_{year}",
                    obj=np.ascontiguousarray(matrix, dtype=np.float64),
                    track_times=False,
                )
                leaf.attrs["unit"] = unit
        entries = np.array([zone.encode("utf-8") for zone in zones])
        store.create_array(store.root.lookup, LOOKUP, obj=entries, track_times=False)


def read_omx(file: Path) -> tuple[dict[str, np.ndarray], list[str] | None]:
    """Return the matrices of an OMX file by name, and the zones of its first lookup (None without one)."""
    omx = _openmatrix()
    with omx.open_file(str(file), "r") as store:
        matrices = {name: np.asarray(store[name][:], dtype=np.float64) for name in store.list_matrices()}
        lookups = store.list_mappings()
        name = LOOKUP if LOOKUP in lookups else next(iter(lookups), None)
        entries = None if name is None else store.get_node(store.root.lookup, name)[:]
    return matrices, None if entries is None else [_text(entry) for entry in entries.tolist()]


def _text(entry: Any) -> str:
    """Return a zone's identifier as text: files hold bytes, text or whole numbers."""
    return entry.decode("utf-8", "replace") if isinstance(entry, bytes) else str(entry)


def _openmatrix() -> Any:
    """Import openmatrix, whose HDF5 library warns about the interpreter it was built for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import openmatrix
    return openmatrix
