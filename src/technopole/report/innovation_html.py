"""Innovation as markup: a Sankey diagram per side, and a table of the four flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.report.markup import Html, table, tag, together
from technopole.report.words import number

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH, HEIGHT = 720.0, 230.0
BAR, TOP, TALL = 10.0, 34.0, 120.0  # width of a node, its top, height of the largest flow
BILLION = 1e9


def innovation_html(data: Mapping[str, Any], words: Mapping[str, str]) -> Html:
    """Return the section, empty for a region without an ecosystem."""
    found = data["innovation"]
    if found is None:
        return Html("")
    figures = [_figure(side, words, asked=found["asked"]) for side in found["sides"]]
    return tag(
        "section",
        tag("h2", words["innovation"]),
        tag("p", words["innovation_note"].format(year=found["year"]), class_="note"),
        tag("div", *figures, class_="sankeys"),
        _flow_table(found, words),
        tag("p", _doubts(found, words), class_="note"),
        None if found["asked"] else tag("p", words["innovation_ask"], class_="note"),
        id="innovation",
    )


def _figure(side: Mapping[str, Any], words: Mapping[str, str], *, asked: bool) -> Html:
    """One side's diagram with what it says in words."""
    binds = words.get(f"stage_{side['binds']}", "")
    said = words["innovation_binds" if asked else "innovation_tightest"].format(
        side=side["name"], stage=binds, gain=f"{side['gain']:.3f}" if side["gain"] is not None else ""
    )
    return tag(
        "figure",
        tag("figcaption", tag("b", side["name"]), " ", said),
        tag(
            "svg",
            tag("title", said),
            *_nodes(side, words),
            viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
            role="img",
            class_="sankey",
        ),
    )


def _nodes(side: Mapping[str, Any], words: Mapping[str, str]) -> list[Html]:
    """Ribbons first, then nodes and names: research, four stages, products."""
    stages = side["stages"]
    scale = TALL / max(1.0, side["results"], *(stage["arriving"] for stage in stages))
    step = (WIDTH - BAR - 70.0) / (len(stages) + 1)
    ribbons: list[Html] = []
    marks: list[Html] = [_node(0.0, side["results"] * scale, words["stage_research"], side["results"])]
    came, x = side["results"], 0.0
    for stage in stages:
        at = x + step
        ribbons.append(_ribbon(x + BAR, at, came * scale, 0.0, "passing"))
        if stage["entered"] > 0:
            ribbons.append(_entering(at, came * scale, stage["entered"] * scale))
        ribbons.append(_falling(at + BAR, stage["passed"] * scale, stage["lost"] * scale))
        name = words[f"stage_{stage['stage']}"]
        marks.append(
            _node(
                at, stage["arriving"] * scale, name, stage["waiting"], binds=stage["stage"] == side["binds"]
            )
        )
        came, x = stage["passed"], at
    ribbons.append(_ribbon(x + BAR, x + step, came * scale, 0.0, "passing"))
    marks.append(_node(x + step, came * scale, words["products"], came))
    return [*ribbons, *marks]


def _node(x: float, height: float, name: str, count: float, *, binds: bool = False) -> Html:
    kind = "node binds" if binds else "node"
    return together(
        tag(
            "rect",
            x=f"{x:.1f}",
            y=f"{TOP:.1f}",
            width=f"{BAR:g}",
            height=f"{max(height, 1.0):.1f}",
            class_=kind,
        ),
        tag("text", name, x=f"{x:.1f}", y="12", class_="binds" if binds else None),
        tag("text", number(count), x=f"{x:.1f}", y="26", class_="count"),
    )


def _ribbon(x0: float, x1: float, height: float, shift: float, kind: str) -> Html:
    """A band of constant height between two nodes."""
    y0, y1, bend = TOP, TOP + shift, (x0 + x1) / 2
    h = max(height, 0.5)
    path = (
        f"M{x0:.1f},{y0:.1f}C{bend:.1f},{y0:.1f} {bend:.1f},{y1:.1f} {x1:.1f},{y1:.1f}"
        f"V{y1 + h:.1f}C{bend:.1f},{y1 + h:.1f} {bend:.1f},{y0 + h:.1f} {x0:.1f},{y0 + h:.1f}Z"
    )
    return tag("path", d=path, class_=kind)


def _entering(x: float, below: float, height: float) -> Html:
    """What begins at a stage: a short band from the left, under what came from the stage before."""
    y, h = TOP + below, max(height, 0.5)
    return tag("path", d=f"M{x - 26:.1f},{y:.1f}H{x:.1f}V{y + h:.1f}H{x - 26:.1f}Z", class_="entering")


def _falling(x: float, below: float, height: float) -> Html:
    """What fails or is given up: a band that bends down and ends."""
    y, h = TOP + below, max(height, 0.5)
    end = min(HEIGHT - 6.0, y + h + 30.0)
    return tag(
        "path",
        d=f"M{x:.1f},{y:.1f}Q{x + 22:.1f},{y:.1f} {x + 22:.1f},{end:.1f}H{x + 12:.1f}"
        f"Q{x + 12:.1f},{y + h:.1f} {x:.1f},{y + h:.1f}Z",
        class_="lost",
    )


def _flow_table(found: Mapping[str, Any], words: Mapping[str, str]) -> Html:
    heads: list[object] = [words["flow"], words["first_year"], words["last_year"], ""]
    if found["asked"]:
        money = f"{found['money']} bn"
        heads += [f"{words[key]}, {money}" for key in ("flow_marginal", "flow_removal", "flow_shapley")]
    rows: list[list[object]] = []
    for row in found["flows"]:
        cells: list[object] = [words[f"flow_{row['flow']}"], number(row["first"]), number(row["last"])]
        cells.append(row["unit"])
        if found["asked"]:
            cells += [f"{row[key] / BILLION:+.2f}" for key in ("marginal", "removal", "shapley")]
        rows.append(cells)
    return table(heads, rows, caption=words["flows_caption"], numeric=(1, 2, 4, 5, 6))


def _doubts(found: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """The frictions with their ranges, in one sentence."""
    parts = [
        f"{words['flow_' + one['name']].lower()} {one['value']:g}"
        + (f" ({one['range'][0]:g} to {one['range'][1]:g})" if one["range"] else "")
        + f", {one['grade']}"
        for one in found["doubts"]
    ]
    return words["innovation_doubts"].format(parts="; ".join(parts))
