"""Writing a run folder: whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError
from technopole.indicators import scorecard as make_scorecard
from technopole.store.arrays import write_arrays
from technopole.store.manifest import FORMAT, MANIFEST, as_json, created, hashes, read_manifest, versions
from technopole.store.partial import partial_name, sweep
from technopole.store.tables import long_tables

if TYPE_CHECKING:
    from collections.abc import Generator

    import pandas as pd

    from technopole.plans import Plan

ARRAYS = "path.nc"
PLAN = "plan.yaml"
REPORT = "report.html"
SHOWN = 5
"""Files named in a refusal; of more only the number is told."""
NUMBERS = "%.10g"
"""Digits in CSV: far below any meaning, enough to add up."""


def write_run(
    run: Any,
    folder: str | Path,
    *,
    base: Any = None,
    scorecard: pd.DataFrame | None = None,
    overwrite: bool = False,
) -> Path:
    """Write a run and return its folder.

    Everything goes to a hidden folder beside the target, the manifest last, and is moved into place at
    the end: a run that is killed leaves nothing that loads. A run that did not converge is written too,
    its manifest says `complete: false`.

    Args:
        run: the run.
        folder: where; its parents are made.
        base: the baseline's run, for the scorecard's comparison.
        scorecard: the scorecard if it was computed already.
        overwrite: replace a complete run that lies there.

    Raises:
        InputError: something lies in the folder that may not be replaced, or it cannot be written.

    """
    target = Path(folder).expanduser().absolute()
    check_target(target, overwrite=overwrite)
    card = make_scorecard(run, base) if scorecard is None else scorecard
    with new_folder(target) as partial:
        write_inputs(run, partial)
        _write_results(run, card, partial)
        manifest = _manifest(run, base, partial) | {"files": hashes(partial)}
        (partial / MANIFEST).write_text(as_json(manifest), encoding="utf-8")
    return target


def check_target(target: Path, *, overwrite: bool) -> None:
    """Refuse a target that holds a complete run (unless told to replace it) or anything of the user's.

    Call it before a long computation; `write_run` calls it again.

    Raises:
        InputError: what lies there and how to go on.

    """
    if target.is_file():
        raise InputError(Finding(f"'{target}' is a file, not a folder", remedy="Give another folder"))
    if not target.exists() or not any(target.iterdir()):
        return
    if not (target / MANIFEST).is_file():
        what = f"'{target}' holds files that are no run; nothing was written"
        raise InputError(Finding(what, remedy="Give an empty or a new folder"))
    if not overwrite and read_manifest(target).get("complete"):
        what = f"'{target}' holds a complete run; nothing was written"
        raise InputError(Finding(what, remedy="Give another folder or ask to overwrite it"))
    strangers = _strangers(target)
    if strangers:
        more = f" and {len(strangers) - SHOWN} more" if len(strangers) > SHOWN else ""
        names = ", ".join(f"'{name}'" for name in strangers[:SHOWN])
        what = f"'{target}' holds files that are not of the run: {names}{more}; nothing was written"
        raise InputError(Finding(what, remedy="Move them elsewhere or give another folder"))


def _strangers(folder: Path) -> list[str]:
    """Return what lies in a run folder and neither the run nor its report put there, sorted."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        manifest = None
    listed = manifest.get("files") if isinstance(manifest, dict) else None
    own = {MANIFEST, REPORT, *(listed if isinstance(listed, dict) else ())}
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted({path.relative_to(folder).as_posix() for path in found} - own)


@contextmanager
def new_folder(target: Path) -> Generator[Path]:
    """Give a hidden folder beside the target to fill; put it in the target's place if all went well."""
    partial = target.parent / partial_name(target.name)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
    except OSError as error:
        what = f"'{target}' cannot be written: {error.strerror}"
        raise InputError(Finding(what, remedy="Give a folder you may write to")) from error
    try:
        yield partial
        _flush(partial)
        _put_in_place(partial, target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _flush(folder: Path) -> None:
    """Wait until the disk holds every file, so that the move cannot come before the contents."""
    for path in [*sorted(folder.rglob("*")), folder]:
        if path.is_dir() and os.name == "nt":
            continue
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _put_in_place(partial: Path, target: Path) -> None:
    if not target.exists():
        partial.replace(target)
        return
    old = target.parent / f".{target.name}.old-{os.getpid()}"
    target.replace(old)
    try:
        partial.replace(target)
    except OSError:
        old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def write_inputs(run: Any, folder: Path) -> None:
    """Copy the region's files and the plan, so that the folder explains itself."""
    from technopole.region.fingerprint import fingerprinted_files

    source = Path(run.region.folder)
    (folder / "region").mkdir()
    plans = [path.relative_to(source).as_posix() for path in sorted(source.glob("plans/*.yaml"))]
    for name in (*fingerprinted_files(), *plans):
        if (source / name).is_file():
            (folder / "region" / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(source / name, folder / "region" / name)
    (folder / PLAN).write_text(plan_text(run.plan), encoding="utf-8")
    write_csv(run.region.tables["assumptions"], folder / "assumptions.csv")


def plan_text(plan: Plan) -> str:
    """Return the whole plan as YAML that loads again: included plans' measures written out."""
    import yaml

    head = {"id": plan.id, "name": plan.name, "description": plan.description, "baseline": plan.baseline}
    content: dict[str, Any] = {key: _written(value) for key, value in head.items() if value is not None}
    content["measures"] = [{"kind": measure.kind, **_written(measure)} for measure in plan.measures]
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump(content, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100)


def _written(value: Any) -> Any:
    """Return a part of a plan as plain data, without what equals its default."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return value


def _write_results(run: Any, card: pd.DataFrame, folder: Path) -> None:
    write_arrays(folder / ARRAYS, run.path, run.region, run.years, getattr(run.timeline, "capacity", None))
    (folder / "tables").mkdir()
    tables = long_tables(run)
    if run.plan_costs is not None:
        tables["plan_costs"] = run.plan_costs
    for name, table in tables.items():
        write_csv(table, folder / "tables" / f"{name}.csv")
        table.to_parquet(folder / "tables" / f"{name}.parquet", index=False)
    write_csv(card, folder / "scorecard.csv")
    card.to_parquet(folder / "scorecard.parquet", index=False)


def write_csv(table: pd.DataFrame, file: Path) -> None:
    """Write a table the same way on every machine."""
    table.to_csv(file, index=False, float_format=NUMBERS, lineterminator="\n", encoding="utf-8")


def _manifest(run: Any, base: Any, folder: Path) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "complete": bool(run.converged),
        "created": created(),
        "versions": versions(),
        "region": {"id": run.region.id, "fingerprint": run.region.fingerprint},
        "plan": {
            "id": run.plan.id,
            "name": _written(run.plan.name),
            "fingerprint": run.plan.fingerprint,
            "text": (folder / PLAN).read_text(encoding="utf-8"),
        },
        "baseline": None if base is None else base.plan.id,
        "seed": run.seed,
        "years": list(run.years),
        "converged": bool(run.converged),
        "failure": getattr(run, "failure", ""),
        "certificate": run.certificate,
        "fit": run.fit,
        "warnings": [str(warning) for warning in run.warnings],
        "wall_s": run.wall_s,
    }
