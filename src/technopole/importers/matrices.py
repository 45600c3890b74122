"""Matrices between zones: minutes and commuters, from OMX or from a CSV with three columns."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.importers.tabular import missing_columns, read_raw
from technopole.region.cells import Fault, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from technopole.base.reading import RawTable
    from technopole.importers.draft import Draft, Row
    from technopole.importers.recipe import Flows, Minutes

SHOWN = 10
LONGEST, SHORTEST = 600.0, 0.1
"""Minutes that minutes.csv allows."""


def read_minutes(draft: Draft, wanted: Minutes) -> None:
    """Append a matrix of minutes to minutes.csv; pairs of two sides are left out (crossings join them).

    Pairs without a way (infinite, NaN or zero off the diagonal) are left out too and counted.
    """
    ends = _ends(draft)
    columns = [wanted.columns.get(name, name) for name in ("from", "to", "minutes")]
    matrix = read_matrix(draft, wanted, columns, list(ends))
    if matrix is None:
        return
    names, side = list(ends), list(ends.values())
    rows: list[Row] = []
    zones = set(draft.zones)
    across = absent = 0
    for i, j in np.ndindex(matrix.shape):
        value = float(matrix[i, j])
        if side[i] != side[j]:
            across += int(np.isfinite(value))
            continue
        if not (np.isfinite(value) and value > 0):
            absent += int(i != j and {names[i], names[j]} <= zones)
            continue
        if value > LONGEST:
            what = f"{value:g} minutes from '{names[i]}' to '{names[j]}' are more than {LONGEST:g}"
            draft.findings.append(
                Finding(what, wanted.file, remedy="Give minutes, not seconds; or leave the pair out")
            )
            return
        rows.append(
            {
                "from": names[i],
                "to": names[j],
                "layer": wanted.layer,
                "minutes": round(max(value, SHORTEST), 3),
                "year": wanted.year or draft.settings.base_year,
                "grade": wanted.grade,
                "source": wanted.source,
            }
        )
    draft.add("minutes", rows)
    if across:
        draft.remarks.append(
            f"{wanted.file}: {across} pairs across the border were left out: crossings join sides"
        )
    if absent:
        draft.remarks.append(
            f"{wanted.file}: {absent} pairs of zones on one side have no {wanted.layer} minutes"
        )


def _ends(draft: Draft) -> dict[str, str]:
    """Return what minutes may join, with the side of each: zones, and the nodes of crossings."""
    side = {str(row["node"]): str(row["side"]) for row in draft.rows("nodes")}
    nodes = [str(row[column]) for row in draft.rows("crossings") for column in ("node_a", "node_b")]
    return {**draft.side_of_zone, **{node: side[node] for node in nodes if node in side}}


def read_matrix(
    draft: Draft, wanted: Minutes | Flows, columns: Sequence[str], names: list[str]
) -> NDArray[np.float64] | None:
    """Return a matrix between the named places, NaN where the file says nothing; None if it is faulty."""
    path = draft.place / wanted.file
    if path.suffix == ".omx":
        return _from_omx(draft, path, wanted, names)
    raw, findings = read_raw(path, wanted.delimiter)
    draft.findings += findings
    if raw is None:
        return None
    missing = missing_columns(raw, list(columns), wanted.file)
    draft.findings += missing
    return None if missing else _from_csv(draft, raw, columns, wanted.file, names)


def _from_csv(
    draft: Draft, raw: RawTable, columns: Sequence[str], file: str, names: list[str]
) -> NDArray[np.float64] | None:
    index = {name: place for place, name in enumerate(names)}
    positions = [raw.header.index(column) for column in columns]
    matrix = np.full((len(names), len(names)), np.nan)
    faults: list[Finding] = []
    for number, row in zip(raw.numbers, raw.rows, strict=True):
        ends = [row[positions[0]], row[positions[1]]]
        unknown = [(column, name) for column, name in zip(columns, ends, strict=False) if name not in index]
        value = number_of(row[positions[2]])
        for column, name in unknown:
            what = f"'{name}' is no zone{suggestion(name, index) if len(faults) < SHOWN else ''}"
            faults.append(
                Finding(what, file, number, column, "Correct it, or give the file only the region's zones")
            )
        if isinstance(value, Fault) or value < 0:
            fault = value if isinstance(value, Fault) else Fault(f"{value:g} is below 0", "Correct the value")
            faults.append(Finding(fault.what, file, number, columns[2], fault.remedy))
        elif not unknown:
            place = index[ends[0]], index[ends[1]]
            if not np.isnan(matrix[place]):
                what = f"the pair '{ends[0]}', '{ends[1]}' appears twice"
                faults.append(Finding(what, file, number, remedy="Keep one of the two rows"))
            matrix[place] = value
    draft.findings += faults[:SHOWN]
    if len(faults) > SHOWN:
        what = f"{len(faults) - SHOWN} more faults follow"
        draft.findings.append(
            Finding(what, file, faults[SHOWN].row, remedy="Correct the first and look again")
        )
    return None if faults else matrix


def _from_omx(
    draft: Draft, path: Path, wanted: Minutes | Flows, names: list[str]
) -> NDArray[np.float64] | None:
    matrices, entries = _open(path)
    if wanted.matrix not in matrices:
        what = f"there is no matrix '{wanted.matrix}'{suggestion(str(wanted.matrix), matrices)}"
        remedy = f"Use one of {', '.join(sorted(matrices))}"
        draft.findings.append(Finding(what, wanted.file, column="matrix", remedy=remedy))
        return None
    found, labels = matrices[wanted.matrix], list(wanted.lookup or entries or ())
    if not labels:
        what = "the file has no lookup: nobody knows which row is which zone"
        remedy = 'Add lookup = ["ZONE", ...] in the order of the matrix'
        draft.findings.append(Finding(what, wanted.file, column="lookup", remedy=remedy))
        return None
    if found.shape != (len(labels), len(labels)):
        size = " x ".join(map(str, found.shape))
        what = f"matrix '{wanted.matrix}' is {size}, its lookup has {len(labels)} zones"
        draft.findings.append(Finding(what, wanted.file, column="lookup", remedy="Make the two agree"))
        return None
    index = {label: place for place, label in enumerate(labels)}
    absent = [name for name in draft.zones if name not in index]
    if absent or len(index) < len(labels):
        what = (
            f"the lookup lacks zone {', '.join(absent[:SHOWN])}"
            if absent
            else "the lookup names a zone twice"
        )
        draft.findings.append(
            Finding(what, wanted.file, column="lookup", remedy="Add the zones, or give `lookup`")
        )
        return None
    return _picked(found, index, names)


def _picked(found: NDArray[np.float64], index: Mapping[str, int], names: list[str]) -> NDArray[np.float64]:
    """Return the matrix in the order of names; NaN for places it does not have."""
    result = np.full((len(names), len(names)), np.nan)
    known = [place for place, name in enumerate(names) if name in index]
    positions = [index[names[place]] for place in known]
    result[np.ix_(known, known)] = found[np.ix_(positions, positions)]
    return result


def _open(path: Path) -> tuple[dict[str, NDArray[np.float64]], list[str] | None]:
    """Read an OMX file.

    Raises:
        InputError: openmatrix is missing, the file is, or it is no OMX file.

    """
    if find_spec("openmatrix") is None:
        what = "Importing OMX needs openmatrix, which is not installed"
        raise InputError(Finding(what, remedy="Install it: pip install 'technopole[import]'"))
    if not path.is_file():
        what = f"there is no file '{path.name}' beside the recipe"
        raise InputError(Finding(what, path.name, remedy="Correct `file` in the recipe"))
    from technopole.store.omx import read_omx

    try:
        return read_omx(path)
    except Exception as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        what = f"the file is no OMX file: {reason}"
        raise InputError(Finding(what, path.name, remedy="Export the matrix again as OMX")) from error
