"""The path as netCDF: named axes, labels, units; the same run gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.innovation import FUNDER_KINDS, PERFORMERS, STAGES, WORLD
from technopole.future.path_arrays import AXES, ArrayNote, Path, path_notes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path as File

    from technopole.region import Region

CAPACITY = "capacity"
EXTRA = {CAPACITY: ArrayNote(("year", "crossing"), "trips a day", "capacity of the crossing (a lever)")}
"""Arrays that are no result but that indicators and reports read beside the path."""

COMPRESSION = 4


def axis_labels(region: Region, years: Sequence[int]) -> dict[str, Sequence[Any]]:
    """Return the labels of every axis of the path."""
    return {
        "year": list(years),
        "zone": region.zones,
        "work_zone": region.zones,
        "side": region.sides,
        "work_side": region.sides,
        "group": region.groups,
        "sector": region.sectors,
        "market": region.markets,
        "crossing": region.crossings,
        "payer": region.payers,
        "stage": STAGES,
        "waiting_stage": STAGES[1:],
        "performer": PERFORMERS,
        "source": FUNDER_KINDS,
        "partner": (*region.sides, WORLD),
        "knowledge_kind": ("business", "public"),
    }


def write_arrays(file: File, path: Path, region: Region, years: Sequence[int], capacity: Any = None) -> None:
    """Write the path, and the crossings' capacities (T, X) if known, as one netCDF-4 file."""
    import netCDF4

    notes = path_notes()
    values = {name: np.asarray(getattr(path, name)) for name in notes}
    if capacity is not None:
        notes, values = {**notes, **EXTRA}, {**values, CAPACITY: np.asarray(capacity)}
    with netCDF4.Dataset(file, "w", format="NETCDF4") as store:
        store.setncattr("title", f"technopole path of {region.id}")
        store.setncattr("money", region.money)
        _write_axes(store, axis_labels(region, years))
        for name, note in notes.items():
            _write_variable(store, name, note, values[name], region.money)


def _write_axes(store: Any, labels: dict[str, Sequence[Any]]) -> None:
    for axis, names in labels.items():
        store.createDimension(axis, len(names))
        kind: Any = np.int32 if axis == "year" else str
        variable = store.createVariable(axis, kind, (axis,))
        variable.setncattr("long_name", AXES[axis])
        if names:
            variable[:] = np.array(names, dtype=np.int32 if axis == "year" else object)


def _write_variable(store: Any, name: str, note: ArrayNote, values: Any, money: str) -> None:
    shape = tuple(len(store.dimensions[axis]) for axis in note.axes)
    if values.shape != shape:
        message = f"path.{name} has shape {values.shape}, its axes {note.axes} have {shape}"
        raise ValueError(message)
    kind = np.int32 if note.unit in {"flag", "count"} else np.float64
    compress = {"zlib": True, "complevel": COMPRESSION} if values.size else {}
    variable = store.createVariable(name, kind, note.axes, **compress)
    variable.setncattr("long_name", note.meaning)
    variable.setncattr("units", note.unit.replace("money", money))
    if values.size:
        variable[:] = values.astype(kind)


def read_arrays(file: File) -> tuple[Path, Any]:
    """Return the path as numpy arrays, and the crossings' capacities (T, X) or None.

    Raises:
        InputError: the file cannot be read or lacks an array.

    """
    import netCDF4

    try:
        with netCDF4.Dataset(file) as store:
            store.set_auto_mask(False)
            found = {name: np.asarray(variable[:]) for name, variable in store.variables.items()}
    except OSError as error:
        what = f"The arrays cannot be read: {error}"
        raise InputError(Finding(what, file=str(file), remedy="Run the plan again")) from error
    missing = [name for name in path_notes() if name not in found]
    if missing:
        what = f"The arrays lack {', '.join(missing)}"
        raise InputError(Finding(what, file=str(file), remedy="Run the plan again with this version"))
    arrays: dict[str, Any] = {name: found[name] for name in path_notes()}
    arrays["converged"] = arrays["converged"].astype(bool)
    return Path(**arrays), found.get(CAPACITY)
