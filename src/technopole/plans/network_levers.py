"""What a plan opens in the transport network: projects of the region, and links and stops of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from technopole.base.names import suggestion
from technopole.travel.links import ExtraLink, ExtraNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from technopole.base.errors import Finding
    from technopole.plans.faults import Place
    from technopole.region import Region


@dataclass
class NetworkLevers:
    """Collects openings. The order in which they are recorded does not matter."""

    region: Region
    told: dict[str, dict[int, Place]] = field(default_factory=dict)
    """Years in which measures open a project, with the measure."""
    implied: dict[str, int] = field(default_factory=dict)
    """Years in which projects open because a crossing of theirs does; a measure's own year wins."""
    links: list[tuple[ExtraLink, Place]] = field(default_factory=list)
    nodes: dict[str, tuple[ExtraNode, Place]] = field(default_factory=dict)
    doubled: list[tuple[ExtraNode, Place]] = field(default_factory=list)

    def open(self, project: str, year: int, place: Place) -> None:
        """Open a project in a year."""
        self.told.setdefault(project, {})[year] = place

    def imply(self, project: str, year: int) -> None:
        """Open a project with the first of its crossings, unless a measure opens it."""
        self.implied[project] = min(year, self.implied.get(project, year))

    def add_node(self, node: ExtraNode, place: Place) -> None:
        """Add a stop."""
        if self.nodes.setdefault(node.node, (node, place))[0] != node:
            self.doubled.append((node, place))

    def opened(self) -> dict[str, int]:
        """Return the first year in which each opened project runs."""
        return self.implied | {project: min(years) for project, years in self.told.items()}

    def findings(self) -> Iterator[Finding]:
        """Yield every opening, stop and link that contradicts another or the region."""
        yield from self._opened_twice()
        yield from self._stops_known_already()
        yield from self._links_astray()

    def _opened_twice(self) -> Iterator[Finding]:
        """Yield projects opened in two years."""
        for project, years in self.told.items():
            if len(years) > 1:
                listed = " and ".join(str(year) for year in sorted(years))
                what = f"opens project '{project}', which measures open in {listed}"
                yield years[max(years)].finding(what, "Keep one opening", "project")

    def _stops_known_already(self) -> Iterator[Finding]:
        """Yield stops that exist, in the region or on another side."""
        known = set(self.region.tables["nodes"]["node"])
        for name, (_, place) in self.nodes.items():
            if name in known:
                what = f"adds station '{name}', which is already in nodes.csv"
                yield place.finding(what, "Choose another id, or link to the node as it is", "stations")
        for node, place in self.doubled:
            what = f"adds station '{node.node}', which another measure puts on another side"
            yield place.finding(what, "Keep one of the two", "stations")

    def _links_astray(self) -> Iterator[Finding]:
        """Yield links whose ends do not exist, and links over the border; each pair once."""
        if not self.links:
            return
        side_of = self._sides()
        seen: set[tuple[str, str]] = set()
        for link, place in self.links:
            ends = frozenset((link.start, link.end))
            for name in sorted(ends - side_of.keys()):
                if (place.who, name) not in seen:
                    near = suggestion(name, side_of)
                    what = f"has a link with node '{name}', which is not in nodes.csv{near}"
                    yield place.finding(what, "List it in `stations` or fix the link", "links")
                seen.add((place.who, name))
            if ends <= side_of.keys() and side_of[link.start] != side_of[link.end]:
                first, second = sorted(ends)
                if (first, second) not in seen:
                    what = f"links '{first}' and '{second}', which lie on different sides of the border"
                    yield place.finding(what, "Link each to a crossing of crossings.csv instead", "links")
                seen.add((first, second))

    def _sides(self) -> dict[str, str]:
        """Return the side of every node, the plan's own included."""
        nodes = self.region.tables["nodes"]
        return dict(zip(nodes["node"], nodes["side"], strict=True)) | {
            name: node.side for name, (node, _) in self.nodes.items()
        }
