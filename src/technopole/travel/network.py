"""The transport network: directed links with years, and minutes between zones and border crossings.

Links that join two sides are left out: the border is crossed at a crossing, by choice (docs/model.md,
section 3), so minutes between zones of different sides are infinite here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.travel.links import ExtraLink, ExtraNode, Schedule
from technopole.travel.shortest import DirectedGraph
from technopole.travel.stated import pivoted, stated_links, stated_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from technopole.region import Region

LAYERS = ("transit", "road")
MINUTES_PER_HOUR = 60.0


@dataclass(frozen=True, eq=False)
class LayerMinutes:
    """Minutes of one layer in one state of the network; inf where there is no way."""

    within: NDArray[np.float64]  # (N, N) zone to zone on the same side
    leg_out: NDArray[np.float64]  # (N, X) zone to the crossing's node on the zone's own side
    leg_in: NDArray[np.float64]  # (X, N) the crossing's node on the zone's own side to the zone


@dataclass(frozen=True, eq=False)
class Network:
    """The network of a region, with the links and stops a plan adds.

    N zones, X crossings, L links. Build it with `Network.of`.
    """

    graph: DirectedGraph
    schedule: Schedule
    usable: Mapping[str, NDArray[np.bool_]]  # layer -> (L,) may trips of this layer use the link
    zone_node: NDArray[np.intp]  # (N,)
    zone_side: NDArray[np.intp]  # (N,)
    crossing_node: NDArray[np.intp]  # (X, 2)
    crossing_side: NDArray[np.intp]  # (X, 2)
    crossing_usable: Mapping[str, NDArray[np.bool_]]  # layer -> (X,)
    own_minutes: Mapping[str, NDArray[np.float64]]  # layer -> (N,) trips inside a zone
    terminal_minutes: NDArray[np.float64]  # (N,) to reach and park a private vehicle
    stated: Mapping[str, NDArray[np.float64]]  # layer -> (N + 2X, N + 2X) known minutes; empty without any
    base_running: NDArray[np.bool_]  # (L,) links that run in the base year without a plan

    @classmethod
    def of(
        cls,
        region: Region,
        extra_links: Iterable[ExtraLink] = (),
        extra_nodes: Iterable[ExtraNode] = (),
    ) -> Network:
        """Read nodes, links and crossings of a region and add those of a plan.

        A link weighs its minutes plus its fare at the value of time of the side where it starts.

        Raises:
            InputError: if a link, crossing or zone names a node that does not exist, or a fare is
                charged on a side without a value of time.

        """
        of_plan = sorted(extra_links)
        extra_links = [*of_plan, *stated_links(region)]
        extra_nodes = sorted(set(extra_nodes))
        sides = list(region.sides)
        nodes = region.tables["nodes"]
        names = [*nodes["node"], *(node.node for node in extra_nodes)]
        index = {name: position for position, name in enumerate(names)}
        side_names = [*nodes["side"], *(node.side for node in extra_nodes)]
        side_of_node = np.array([sides.index(side) for side in side_names], dtype=np.intp)

        links, crossings = region.tables["links"], region.tables["crossings"]
        start = _positions(index, [*links["from"], *(x.start for x in extra_links)], "links.csv", "from")
        end = _positions(index, [*links["to"], *(x.end for x in extra_links)], "links.csv", "to")
        minutes = _joined(links, "minutes", [x.minutes for x in extra_links])
        fares = _joined(links, "fare", [x.fare for x in extra_links])
        layers = np.array([*links["layer"], *(x.layer for x in extra_links)])
        weight = minutes + fare_minutes(region, fares, side_of_node[start])
        inside = side_of_node[start] == side_of_node[end]
        crossing_node = np.stack(
            [
                _positions(index, crossings[column], "crossings.csv", column)
                for column in ("node_a", "node_b")
            ],
            axis=1,
        ).reshape(-1, 2)
        crossing_layer = np.array(crossings["layer"].tolist())
        schedule = _schedule(links, extra_links)
        base_running = schedule.running(region.base_year, {})
        base_running[len(links) : len(links) + len(of_plan)] = False
        targets = [*region.zones, *crossings["node_a"], *crossings["node_b"]]
        return cls(
            graph=DirectedGraph.of(len(names), start, end, weight),
            schedule=schedule,
            usable={layer: inside & _serves(layers, layer) for layer in LAYERS},
            zone_node=_positions(index, region.zones, "zones.csv", "zone"),
            zone_side=np.asarray(region.zone_side, dtype=np.intp),
            crossing_node=crossing_node,
            crossing_side=side_of_node[crossing_node],
            crossing_usable={layer: _serves(crossing_layer, layer) for layer in LAYERS},
            own_minutes={layer: region.zone_values(f"own_minutes_{layer}") for layer in LAYERS},
            terminal_minutes=region.zone_values("terminal_minutes"),
            stated=stated_minutes(region, targets),
            base_running=base_running,
        )

    def running(self, year: int, opened: Mapping[str, int]) -> NDArray[np.bool_]:
        """Tell which links run in `year` (L,); `opened` maps a project to the year a plan opens it."""
        return self.schedule.running(year, opened)

    def state(self, layer: str, running: NDArray[np.bool_]) -> bytes:
        """Return what distinguishes one state of a layer from another: the set of its running links."""
        return (running & self.usable[layer]).tobytes()

    def minutes(self, layer: str, running: NDArray[np.bool_]) -> LayerMinutes:
        """Return least minutes of one layer between zones and between zones and crossings.

        Road trips add the terminal minutes of the zones they touch, except inside one zone. Known minutes
        stand for the network's; what the network gained since the base year is taken off them.
        """
        zones = len(self.zone_node)
        targets = np.concatenate([self.zone_node, self.crossing_node.T.ravel()])
        found = self.graph.minutes(targets, running & self.usable[layer])[:, targets]
        terminal = self.terminal_minutes if layer == "road" else np.zeros(zones)
        within = found[:zones, :zones] + terminal[:, None] + terminal[None, :]
        within[self.zone_side[:, None] != self.zone_side[None, :]] = np.inf
        np.fill_diagonal(within, self.own_minutes[layer])
        out, into = found[:zones, zones:] + terminal[:, None], found[zones:, :zones] + terminal[None, :]
        if layer in self.stated:
            base = self.graph.minutes(targets, self.base_running & self.usable[layer])[:, targets]
            known = pivoted(self.stated[layer], found, base)
            given = ~np.isnan(known)
            within = np.where(given[:zones, :zones], known[:zones, :zones], within)
            out = np.where(given[:zones, zones:], known[:zones, zones:], out)
            into = np.where(given[zones:, :zones], known[zones:, :zones], into)
        return LayerMinutes(
            within=within, leg_out=self._own_side(out, layer), leg_in=self._own_side(into.T, layer).T
        )

    def _own_side(self, both_ends: NDArray[np.float64], layer: str) -> NDArray[np.float64]:
        """Keep of minutes to both ends of each crossing (N, 2X) those on the zone's own side (N, X)."""
        crossings = len(self.crossing_node)
        legs = np.full((len(self.zone_node), crossings), np.inf)
        for end in range(2):
            here = self.zone_side[:, None] == self.crossing_side[None, :, end]
            legs = np.where(here, both_ends[:, end * crossings : (end + 1) * crossings], legs)
        legs[:, ~self.crossing_usable[layer]] = np.inf
        return legs


def fare_minutes(region: Region, fares: NDArray[np.float64], side: NDArray[np.intp]) -> NDArray[np.float64]:
    """Turn fares (money) into minutes at the value of time of the side (an index) where each is paid.

    Raises:
        InputError: if a fare is paid on a side for which parameter `value_of_time` is not given.

    """
    paid = fares != 0
    minutes = np.zeros(len(fares))
    for position in np.unique(side[paid]):
        value_of_time = float(region.parameters.by("value_of_time", [region.sides[position]])[0])
        here = paid & (side == position)
        minutes[here] = MINUTES_PER_HOUR * fares[here] / value_of_time
    return minutes


def _positions(index: Mapping[str, int], names: Iterable[str], file: str, column: str) -> NDArray[np.intp]:
    """Look up node names; every unknown one is a finding."""
    names = [str(name) for name in names]
    unknown = dict.fromkeys(name for name in names if name not in index)
    if unknown:
        raise InputError(
            [
                Finding(
                    f"'{name}' has no node in nodes.csv{suggestion(name, index)}",
                    file=file,
                    column=column,
                    remedy=f"Add the node or fix column `{column}`",
                )
                for name in unknown
            ]
        )
    return np.array([index[name] for name in names], dtype=np.intp)


def _joined(links: pd.DataFrame, column: str, extra: Sequence[float]) -> NDArray[np.float64]:
    """Append a plan's values to a column of links.csv."""
    return np.concatenate([links[column].to_numpy(dtype=np.float64), np.array(extra, dtype=np.float64)])


def _serves(layers: NDArray[Any], layer: str) -> NDArray[np.bool_]:
    """Tell which links or crossings trips of `layer` may use."""
    return (layers == layer) | (layers == "both")


def _schedule(links: pd.DataFrame, extra_links: Sequence[ExtraLink]) -> Schedule:
    """Gather the years and projects of all links."""
    names = links["project"].tolist()
    projects = tuple(sorted(set(names) - {""}))
    position = {"": -1, **{name: place for place, name in enumerate(projects)}}
    return Schedule(
        open_year=_joined(links, "open_year", [x.open_year for x in extra_links]).astype(np.int64),
        close_year=_joined(links, "close_year", [x.close_year for x in extra_links]).astype(np.int64),
        project=np.array([position[name] for name in names] + [-1] * len(extra_links), dtype=np.int64),
        projects=projects,
    )
