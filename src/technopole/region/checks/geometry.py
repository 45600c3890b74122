"""Outlines of zones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, errors_of
from technopole.base.names import suggestion
from technopole.base.reading import read_text
from technopole.region.checks.base import Sources, check
from technopole.region.plain import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ZONES, EDGES = "geometry.geojson", "edges.geojson"


def _features(path: Path) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Read the features of a GeoJSON file."""
    text, findings = read_text(path)
    if text is None:
        return [], findings
    try:
        content = mapping(json.loads(text))
    except (ValueError, RecursionError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        what = f"the file is not valid JSON: {error}"
        return [], [*findings, Finding(what, path.name, row, remedy="Export it again")]
    listed = sequence(content.get("features")) if content else None
    features = [feature for feature in map(mapping, listed or []) if feature is not None]
    if listed is None or len(features) < len(listed):
        what = "the file is not a GeoJSON FeatureCollection"
        return [], [*findings, Finding(what, path.name, remedy="Export the zones as GeoJSON in WGS84")]
    return features, findings


@check("geometry-has-every-zone", "zones")
def geometry_has_every_zone(sources: Sources) -> Iterator[Finding]:
    """If geometry.geojson is there, every zone has one valid polygon in WGS84, named by property `zone`."""
    path = sources.folder / ZONES
    if not path.exists():
        return
    features, findings = _features(path)
    yield from findings
    if not errors_of(findings):
        yield from _outline_faults(features, sources.texts("zones", "zone"))


def _outline_faults(features: list[dict[str, Any]], zones: list[str]) -> Iterator[Finding]:
    """Yield features of no zone, zones of no feature, and shapes that are none."""
    seen: set[str] = set()
    for number, feature in enumerate(features, start=1):
        name = (mapping(feature.get("properties")) or {}).get("zone")
        if not isinstance(name, str) or name not in zones:
            hint = suggestion(str(name), zones)
            what = f"feature {number} has zone {name!r}, which is not in zones.csv{hint}"
            yield Finding(what, ZONES, column="zone", remedy="Give each feature a property `zone`")
            continue
        if name in seen:
            remedy = "Join them to a MultiPolygon"
            yield Finding(f"zone '{name}' has two features", ZONES, column="zone", remedy=remedy)
        seen.add(name)
        fault = _shape_fault(mapping(feature.get("geometry")))
        if fault:
            what = f"the outline of zone '{name}' {fault}"
            yield Finding(what, ZONES, column="zone", remedy="Repair or redraw it")
    for zone in zones:
        if zone not in seen:
            yield Finding(
                f"zone '{zone}' has no outline", ZONES, column="zone", remedy="Add a feature for it"
            )


def _shape_fault(geometry: dict[str, Any] | None) -> str | None:
    """Say what is wrong with a polygon; None if nothing is."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape
    from shapely.validation import explain_validity

    if geometry is None or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return "is no polygon"
    try:
        outline = shape(geometry)
        if outline.is_empty:
            return "is empty"
        west, south, east, north = outline.bounds
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004 - the globe
            return "leaves the globe: coordinates must be WGS84 degrees"
        return None if outline.is_valid else f"is not valid: {explain_validity(outline)}"
    except (ShapelyError, ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
        return f"cannot be read: {error}"


@check("edges-readable")
def edges_readable(sources: Sources) -> Iterator[Finding]:
    """If edges.geojson is there, it is a GeoJSON FeatureCollection."""
    path = sources.folder / EDGES
    if path.exists():
        yield from _features(path)[1]
