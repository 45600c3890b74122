"""The map's fixed and dated things: zones, edges, railways, crossings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.report import shapes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from technopole.region import Region
    from technopole.report.shapes import Projection

RAIL = ("rail", "metro")
NEVER = 100_000
SHORTEST = 3
"""Drawing units below which a link is no visible line (platform to concourse)."""


def map_data(run: Any, base: Any | None, language: str = "en") -> dict[str, Any]:
    """Return zones, edges, lines and crossings in drawing units, with the years they are open in B and A."""
    region = run.region
    outlines = shapes.outlines(region)
    rings = [ring for polygons, _ in outlines.values() for polygon in polygons for ring in polygon]
    project = shapes.projection(position for ring in rings for position in ring)
    ours, theirs = _levers(run), None if base is None else _levers(base)
    return {
        "width": project.width,
        "height": project.height,
        "kilometre": round(project.kilometre, 3),
        "zones": _zones(region, outlines, project, language),
        "edges": _edges(region, project),
        "lines": _lines(region, ours, theirs, project),
        "crossings": _crossings(run, base, ours, theirs, project, language),
        "approximate": any(approximate for _, approximate in outlines.values()),
    }


def _levers(run: Any) -> Any:
    """Apply the plan's measures again, sound as the run found them: they know what opens when."""
    from technopole.plans.builder import TimelineBuilder

    return TimelineBuilder.recompiled(run.region, run.plan.measures)


def _zones(
    region: Region, outlines: Mapping[str, Any], project: Projection, language: str
) -> list[dict[str, Any]]:
    table = region.tables["zones"]
    names, people = region.zone_names(language), region.array("people", "population", ["zone"])
    found = []
    for index, zone in enumerate(region.zones):
        row = table.iloc[index]
        x, y = project((float(row["longitude"]), float(row["latitude"])))
        polygons, approximate = outlines[zone]
        found.append(
            {
                "id": zone,
                "name": names[index],
                "side": str(row["side"]),
                "part": str(row["part"]),
                "x": x,
                "y": y,
                "latitude": round(float(row["latitude"]), 4),
                "weight": round(float(people[index])),
                "approximate": approximate,
                "path": shapes.polygon_path(polygons, project),
            }
        )
    return found


def _edges(region: Region, project: Projection) -> list[dict[str, str]]:
    """Join edges of one kind into one path each."""
    by_kind: dict[str, list[str]] = {}
    for kind, line in shapes.edges(region):
        by_kind.setdefault(kind, []).append(shapes.line_path(line, project))
    return [{"kind": kind, "path": "".join(paths)} for kind, paths in by_kind.items()]


def _lines(region: Region, ours: Any, theirs: Any | None, project: Projection) -> list[dict[str, Any]]:
    """Join rail and metro links that run in the same years into one path each; each pair of stops once."""
    table = region.tables["links"]
    table = table[table["mode"].isin(RAIL)]
    nodes = region.tables["nodes"].set_index("node")
    spots = dict(zip(nodes.index, zip(nodes["longitude"], nodes["latitude"], strict=True), strict=True))
    opened_b = ours.network.opened()
    opened_a = {} if theirs is None else theirs.network.opened()
    earliest: dict[tuple[Any, ...], tuple[int, int]] = {}
    for start, end, mode, opens, closes, project_id in zip(
        table["from"],
        table["to"],
        table["mode"],
        table["open_year"],
        table["close_year"],
        table["project"],
        strict=True,
    ):
        a, b = sorted((project(spots[start]), project(spots[end])))
        if abs(a[0] - b[0]) + abs(a[1] - b[1]) < SHORTEST:
            continue
        year_b = opened_b.get(project_id, NEVER) if project_id else int(opens)
        year_a = opened_a.get(project_id, NEVER) if project_id else int(opens)
        key = (a, b, str(mode), int(closes))
        before = earliest.get(key, (NEVER, NEVER))
        earliest[key] = (min(before[0], year_b), min(before[1], year_a))
    groups: dict[tuple[Any, ...], list[str]] = {}
    for (a, b, mode, closes), (year_b, year_a) in sorted(earliest.items()):
        if min(year_a, year_b) < NEVER:
            path = f"M{a[0]} {a[1]}l{b[0] - a[0]} {b[1] - a[1]}"
            groups.setdefault((mode, year_b, year_a, closes), []).append(path)
    return [
        {
            "mode": mode,
            "b": _year(year_b),
            "a": _year(year_a),
            "closes": _year(closes),
            "path": "".join(paths),
        }
        for (mode, year_b, year_a, closes), paths in groups.items()
    ]


def _crossings(
    run: Any, base: Any | None, ours: Any, theirs: Any | None, project: Projection, language: str
) -> list[dict[str, Any]]:
    """Return crossings with 1 for each year of the run in which they are open."""
    region, table = run.region, run.region.tables["crossings"]
    nodes = region.tables["nodes"].set_index("node")
    open_b = _open_years(ours, run.years)
    open_a = None if theirs is None or base is None else _open_years(theirs, run.years)
    found, names = [], region.crossing_names(language)
    for index, crossing in enumerate(region.crossings):
        row = table.iloc[index]
        ends = [nodes.loc[row[end]] for end in ("node_a", "node_b")]
        spot = [float(np.mean([end[axis] for end in ends])) for axis in ("longitude", "latitude")]
        x, y = project(spot)
        found.append(
            {
                "id": crossing,
                "name": names[index],
                "x": x,
                "y": y,
                "b": open_b[:, index].astype(int).tolist(),
                "a": None if open_a is None else open_a[:, index].astype(int).tolist(),
            }
        )
    return found


def _open_years(levers: Any, years: Any) -> np.ndarray:
    """Return which crossings exist in which of the years (T, X)."""
    existence = levers.crossings.existence(levers.network.opened())
    known = list(levers.years)
    return existence[[known.index(year) for year in years]]


def _year(year: int) -> int | None:
    """Return the year, None for one that never comes."""
    return None if year >= 9999 else int(year)  # noqa: PLR2004 - the tables' word for never
