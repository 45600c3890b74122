"""Handing a run to other tools: GeoPackage, GeoParquet, CSV, IAMC, OMX, Frictionless Data Package."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError
from technopole.base.registry import Registry
from technopole.store.iamc import iamc_table
from technopole.store.keys import column_notes, names_table, notes_table
from technopole.store.omx import write_omx
from technopole.store.package import write_package
from technopole.store.partial import partial_name, sweep
from technopole.store.places import crossing_points, zone_years
from technopole.store.tables import long_tables
from technopole.store.write import new_folder, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    Writer = Callable[[Any, Path], list[Path]]

NEEDS = {
    "geopackage": ("geopandas", "geo"),
    "geoparquet": ("geopandas", "geo"),
    "omx": ("openmatrix", "import"),
}
"""Formats that need a package, and the extra that brings it."""
SUFFIXES = {"geopackage": ".gpkg", "geoparquet": ".parquet", "iamc": ".csv", "omx": ".omx"}
"""Endings of formats that are files; the others are folders."""
FORMATS: Registry[Writer] = Registry("export format")


def export(run: Any, to: str, out: str | Path) -> list[Path]:
    """Write a run in another format and return the files.

    Args:
        run: a run, fresh or read back.
        to: "geopackage" (layers of zones and crossings by year, long tables without geometry),
            "geoparquet" (zones by year; crossings in a second file), "csv" (a folder of long tables with
            a key: columns.csv and names.csv), "iamc" (one CSV: model, scenario, region, variable, unit,
            years), "omx" (matrices of commuters and minutes by year) or "datapackage" (a folder: results,
            inputs and their description as a Frictionless Data Package).
        out: the file to write; for "csv" and "datapackage" the folder.

    Raises:
        InputError: unknown format, or something already lies at `out`.

    """
    writer = FORMATS.get(to)
    package, extra = NEEDS.get(to, ("", ""))
    if package and find_spec(package) is None:
        what = f"Export to {to} needs {package}, which is not installed"
        raise InputError(Finding(what, remedy=f"Install it: pip install 'technopole[{extra}]'"))
    target = Path(out).expanduser().absolute()
    if target.exists() and (to in SUFFIXES or target.is_file() or any(target.iterdir())):
        raise InputError(Finding(f"'{target}' exists; nothing was written", remedy="Give another name"))
    return writer(run, target)


def default_target(run_folder: str | Path, to: str) -> Path:
    """Return where an export lies if nobody says: beside the run, `NAME-geopackage.gpkg`."""
    folder = Path(run_folder).expanduser().resolve()
    return folder.with_name(f"{folder.name}-{to}{SUFFIXES.get(to, '')}")


@FORMATS.register("csv")
def _csv(run: Any, target: Path) -> list[Path]:
    tables = _all_tables(run)
    key = notes_table(column_notes(tables, run.region.money))
    with new_folder(target) as partial:
        for name, table in {**tables, "columns": key, "names": names_table(run.region)}.items():
            write_csv(table, partial / f"{name}.csv")
    return sorted(target.iterdir())


def _all_tables(run: Any) -> dict[str, Any]:
    """Return long tables, scorecard and costs by name."""
    costs = {} if run.plan_costs is None else {"plan_costs": run.plan_costs}
    return {**long_tables(run), "scorecard": _scorecard(run), **costs}


@FORMATS.register("geopackage")
def _geopackage(run: Any, target: Path) -> list[Path]:
    import pyogrio

    with new_file(target, ".gpkg") as partial:
        for year in (run.years[0], run.years[-1]):
            zone_years(run, [year]).to_file(partial, layer=f"zones_{year}", driver="GPKG", engine="pyogrio")
        zone_years(run).to_file(partial, layer="zones_by_year", driver="GPKG", engine="pyogrio")
        if run.region.crossings:
            points = crossing_points(run, run.years)
            points.to_file(partial, layer="crossings_by_year", driver="GPKG", engine="pyogrio")
        for name, table in {**long_tables(run), "scorecard": _scorecard(run)}.items():
            pyogrio.write_dataframe(table, partial, layer=name, driver="GPKG")
    return [target]


@FORMATS.register("geoparquet")
def _geoparquet(run: Any, target: Path) -> list[Path]:
    second = target.with_name(f"{target.stem}-crossings{target.suffix}")
    if run.region.crossings and second.exists():
        raise InputError(Finding(f"'{second}' exists; nothing was written", remedy="Give another name"))
    with new_file(target, ".parquet") as partial:
        zone_years(run).to_parquet(partial)
    if not run.region.crossings:
        return [target]
    with new_file(second, ".parquet") as partial:
        crossing_points(run, run.years).to_parquet(partial)
    return [target, second]


@FORMATS.register("iamc")
def _iamc(run: Any, target: Path) -> list[Path]:
    with new_file(target, ".csv") as partial:
        write_csv(iamc_table(run), partial)
    return [target]


@FORMATS.register("omx")
def _omx(run: Any, target: Path) -> list[Path]:
    with new_file(target, ".omx") as partial:
        write_omx(run, partial)
    return [target]


@FORMATS.register("datapackage")
def _datapackage(run: Any, target: Path) -> list[Path]:
    with new_folder(target) as partial:
        write_package(run, _all_tables(run), partial)
    return [target / "datapackage.json", *sorted((target / "data").iterdir())]


def _scorecard(run: Any) -> Any:
    """Return the scorecard of a stored run as it was written, else a new one."""
    from technopole.indicators import scorecard

    stored = getattr(run, "scorecard", None)
    return scorecard(run) if stored is None or callable(stored) else stored


@contextmanager
def new_file(target: Path, suffix: str) -> Generator[Path]:
    """Give a hidden file beside the target; move it into place if all went well.

    The hidden file bears the format's own ending, whatever the target is called: drivers warn otherwise.
    """
    partial = target.with_name(partial_name(target.name, suffix))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
    except OSError as error:
        what = f"'{target}' cannot be written: {error.strerror}"
        raise InputError(Finding(what, remedy="Give a folder you may write to")) from error
    try:
        yield partial
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
