"""Zones from GeoPackage, GeoParquet, Shapefile or GeoJSON: outlines, centres and areas."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.base.reading import RawTable
from technopole.importers.tabular import into_table, translated, with_constants
from technopole.region.settings_read import FILE as SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

    from technopole.importers.draft import Draft

WGS84, EQUAL_AREA = "EPSG:4326", "EPSG:6933"
ENDINGS = (".gpkg", ".parquet", ".geoparquet", ".shp", ".geojson", ".json")
POLYGONS = ("Polygon", "MultiPolygon")
DIGITS = 6
"""Decimals of a degree kept: a tenth of a metre."""


def read_zones(draft: Draft) -> None:
    """Read zones, their outlines (repaired where they cross themselves), centres and areas in km2.

    The centre is a point inside the outline; give `longitude` and `latitude` columns where the people are
    not in the middle. Areas are computed in an equal-area projection (EASE-Grid 2.0, EPSG:6933).
    """
    wanted = draft.recipe.zones
    frame = _frame(draft.place / wanted.file, wanted.layer)
    if frame is None:
        return
    faults = [
        Finding(
            f"there is no column '{name}'{suggestion(name, map(str, frame.columns))}",
            wanted.file,
            column=name,
            remedy="Correct the column's name in the recipe",
        )
        for name in wanted.columns.values()
        if name not in frame.columns
    ]
    faults += _shape_faults(frame, wanted.file)
    if faults:
        draft.findings += faults
        return
    texts = {ours: [_text(cell) for cell in frame[theirs]] for ours, theirs in wanted.columns.items()}
    outlines = frame.geometry.to_crs(WGS84).make_valid().apply(_polygons)
    measured = _measured(outlines)
    for column, values in measured.items():
        if column not in texts and column not in wanted.constants:
            texts[column] = [repr(value) for value in values]
    if "name_en" not in texts:
        texts["name_en"] = texts["zone"]
    _only_side(draft, texts, len(frame))
    rows = tuple(zip(*texts.values(), strict=True))
    raw = RawTable(tuple(texts), rows, tuple(range(1, len(rows) + 1)))
    raw = with_constants(translated(raw, wanted.words), "zones", wanted, draft)
    into_table(draft, "zones", raw, wanted.file, wanted.columns)
    draft.features = [
        {"type": "Feature", "properties": {"zone": zone}, "geometry": _rounded(outline)}
        for zone, outline in zip(texts["zone"], outlines, strict=True)
    ]


def _frame(path: Path, layer: str | None) -> Any:
    """Read a file of outlines.

    Raises:
        InputError: geopandas is missing, the file is, or it is no such file.

    """
    if find_spec("geopandas") is None:
        what = "Importing zones needs geopandas, which is not installed"
        raise InputError(Finding(what, remedy="Install it: pip install 'technopole[import]'"))
    import geopandas

    if path.suffix.lower() not in ENDINGS:
        what = f"'{path.name}' is no format of outlines that is read here"
        raise InputError(Finding(what, path.name, remedy=f"Use a file ending in {', '.join(ENDINGS)}"))
    if not path.is_file():
        what = f"there is no file '{path.name}' beside the recipe"
        raise InputError(Finding(what, path.name, remedy="Correct `file` in the recipe"))
    try:
        if path.suffix.lower() in (".parquet", ".geoparquet"):
            frame = geopandas.read_parquet(path)
        else:
            options: dict[str, Any] = {"layer": layer} if layer else {}
            frame = geopandas.read_file(path, **options)
    except Exception as error:
        what = f"the outlines cannot be read: {error}"
        raise InputError(Finding(what, path.name, remedy="Export the file again")) from error
    if not isinstance(frame, geopandas.GeoDataFrame) or not len(frame):
        what = "the file holds no outlines"
        raise InputError(Finding(what, path.name, remedy="Name the layer with the zones"))
    return frame


def _shape_faults(frame: Any, file: str) -> list[Finding]:
    """Return features that are no polygons, and a file that does not say its coordinates' system."""
    if frame.crs is None:
        what = "the file does not say what its coordinates are"
        return [Finding(what, file, remedy="Save it with its coordinate reference system (a .prj file)")]
    faults: list[Finding] = []
    for number, outline in enumerate(frame.geometry, start=1):
        kind = "nothing" if outline is None or outline.is_empty else outline.geom_type
        if kind not in POLYGONS:
            what = f"feature {number} is {kind}, not a polygon"
            faults.append(Finding(what, file, number, "geometry", "Redraw or remove the feature"))
    return faults


def _measured(outlines: Any) -> dict[str, list[float]]:
    points = outlines.representative_point()
    area = outlines.to_crs(EQUAL_AREA).area / 1e6
    return {
        "longitude": [round(float(x), DIGITS) for x in points.x],
        "latitude": [round(float(y), DIGITS) for y in points.y],
        "area": [round(float(a), 4) for a in area],
    }


def _only_side(draft: Draft, texts: dict[str, list[str]], count: int) -> None:
    """Put zones on the only side or part there is; refuse to guess where there are several."""
    for column, kind in (("side", "sides"), ("part", "parts")):
        if column in texts or column in draft.recipe.zones.constants:
            continue
        labels = draft.settings.labels(kind)
        if len(labels) == 1:
            texts[column] = [labels[0]] * count
            continue
        parts = [part.id for part in draft.settings.parts]
        owner = {side.id: [p.id for p in draft.settings.parts if p.side == side.id] for side in
                 draft.settings.sides}  # fmt: skip
        if column == "part" and "side" in texts and all(len(owned) == 1 for owned in owner.values()):
            words = draft.recipe.zones.words.get("side", {})
            texts[column] = [owner.get(words.get(side, side), parts)[0] for side in texts["side"]]
            continue
        what = f"{SETTINGS} has several {kind} and no column or constant says the zones' {column}"
        remedy = f"Add `{column}` to [zones.columns] or [zones.constants]"
        draft.findings.append(Finding(what, draft.recipe.zones.file, column=column, remedy=remedy))


def _text(cell: Any) -> str:
    """Return a cell as text; whole numbers lose the decimals a driver gave them."""
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN is the one value that is not itself
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _polygons(outline: Any) -> Any:
    """Keep the polygons of what a repair made (lines and points may be left over)."""
    import shapely

    if outline.geom_type in POLYGONS:
        return outline
    return shapely.union_all([part for part in outline.geoms if part.geom_type in POLYGONS])


def _rounded(outline: Any) -> dict[str, Any]:
    """Return GeoJSON with coordinates in six decimals."""
    import shapely

    return json.loads(shapely.to_geojson(shapely.set_precision(outline, 10.0**-DIGITS)))
