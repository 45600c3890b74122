"""Travel by year: minutes within each side and to and from every border crossing."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from technopole.travel.modes import log_sum_minutes
from technopole.travel.network import LAYERS, LayerMinutes, Network, fare_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from technopole.region import Region
    from technopole.travel.links import ExtraLink, ExtraNode


@dataclass(frozen=True, eq=False)
class Travel:
    """Door-to-door generalised minutes by year. T years, N zones, X crossings."""

    year: NDArray[np.int64]  # (T,)
    minutes: NDArray[np.float64]  # (T, N, N) within a side; inf across
    leg_out: NDArray[np.float64]  # (T, N, X) zone to crossing, the crossing's fare included
    leg_in: NDArray[np.float64]  # (T, X, N) crossing to zone
    states: int  # how many distinct states of the network were solved, over all layers


@dataclass(frozen=True, eq=False)
class _Weights:
    """What turns minutes by mode into one door-to-door time."""

    theta: float
    within: NDArray[np.float64]  # (N, 1) weight of road among modes within a side
    to_crossing: float  # weight of road on the way to a crossing
    door_to_door: NDArray[np.float64]  # (N,) observed over network minutes

    @classmethod
    def of(cls, region: Region) -> _Weights:
        parameters, sides = region.parameters, region.sides
        zone_side = np.asarray(region.zone_side, dtype=np.intp)
        return cls(
            theta=float(parameters.get("theta")),
            within=np.asarray(parameters.by("road_weight", sides), dtype=np.float64)[zone_side][:, None],
            to_crossing=float(parameters.get("road_weight_crossing")),
            door_to_door=np.asarray(parameters.by("door_to_door", sides), dtype=np.float64)[zone_side],
        )

    def combine(self, transit: LayerMinutes, road: LayerMinutes) -> LayerMinutes:
        """Weigh the modes and scale to door-to-door minutes (of the side on which the zone lies)."""
        crossing = (1.0 - self.to_crossing, self.to_crossing)
        scale = self.door_to_door
        within = log_sum_minutes((transit.within, road.within), (1.0 - self.within, self.within), self.theta)
        leg_out = log_sum_minutes((transit.leg_out, road.leg_out), crossing, self.theta)
        leg_in = log_sum_minutes((transit.leg_in, road.leg_in), crossing, self.theta)
        return LayerMinutes(within * scale[:, None], leg_out * scale[:, None], leg_in * scale[None, :])


@dataclass(frozen=True, eq=False)
class _Ways:
    """A network with the states of it that were solved, by layer and running links."""

    made_of: tuple[object, ...]
    network: Network
    layers: dict[tuple[str, bytes], LayerMinutes] = field(default_factory=dict)
    states: dict[tuple[object, ...], tuple[bytes, ...]] = field(default_factory=dict)
    """State of each layer, by year and openings: draws of parameters ask for the same ones."""

    def state(self, year: int, opened: Mapping[str, int]) -> tuple[bytes, ...]:
        """What distinguishes the network of one year from that of another, by layer."""
        key = (year, *sorted(opened.items()))
        if key not in self.states:
            if len(self.states) >= MOST_STATES:
                self.states.clear()
            running = self.network.running(year, opened)
            self.states[key] = tuple(self.network.state(layer, running) for layer in LAYERS)
        return self.states[key]


@dataclass(frozen=True, eq=False)
class _Solved:
    """Door-to-door minutes of a region's states: a plan and its baseline share most of them."""

    ways: _Ways
    weights: _Weights
    combined: dict[tuple[bytes, ...], LayerMinutes] = field(default_factory=dict)


_KNOWN: WeakKeyDictionary[Region, dict[object, _Solved]] = WeakKeyDictionary()
MOST_STATES = 10_000
"""Years and openings remembered of a network: those of some hundred plans."""
MOST_NETWORKS = 4
"""Networks kept, of a region and in all: one for each set of links that plans add."""
_WAYS: deque[_Ways] = deque(maxlen=MOST_NETWORKS)
"""The last networks: regions that differ only in what no network is made of share one."""


def _solved(region: Region, links: tuple[ExtraLink, ...], nodes: tuple[ExtraNode, ...]) -> _Solved:
    """The region's network with a plan's links and stops, as far as it is known already."""
    known = _KNOWN.setdefault(region, {})
    if (links, nodes) not in known:
        while len(known) >= MOST_NETWORKS:
            known.pop(next(iter(known)))
        known[links, nodes] = _Solved(_ways(region, links, nodes), _Weights.of(region))
    return known[links, nodes]


def _ways(region: Region, links: tuple[ExtraLink, ...], nodes: tuple[ExtraNode, ...]) -> _Ways:
    """The network of a region, or the same network of another."""
    made_of = (*_made_of(region, links), links, nodes)
    for ways in tuple(_WAYS):
        if all(_same(a, b) for a, b in zip(ways.made_of, made_of, strict=True)):
            return ways
    ways = _Ways(made_of, Network.of(region, links, nodes))
    _WAYS.append(ways)
    return ways


def _same(one: object, other: object) -> bool:
    """Tell whether two parts are the same table, or equal values."""
    return one is other or (isinstance(one, tuple) and one == other)


def _made_of(region: Region, links: tuple[ExtraLink, ...]) -> tuple[object, ...]:
    """What `Network.of` reads: tables, which are compared as objects, and values.

    Without fares on links the value of time has no part in them: draws of it share a network.
    """
    crossings = region.tables["crossings"]
    fares = bool(region.tables["links"]["fare"].any()) or any(link.fare for link in links)
    return (
        *(region.tables[name] for name in ("zones", "nodes", "links", "minutes")),
        tuple(tuple(crossings[name]) for name in ("node_a", "node_b", "layer")),
        tuple(region.parameters.by("value_of_time", region.sides)) if fares else (),
        (region.base_year, region.sides),
    )


def travel_years(
    region: Region,
    years: Sequence[int],
    opened: Mapping[str, int] | None = None,
    extra_links: Iterable[ExtraLink] = (),
    extra_nodes: Iterable[ExtraNode] = (),
    crossing_fare: NDArray[np.float64] | None = None,
) -> Travel:
    """Minutes by year, solving every distinct state of the network once.

    Args:
        region: tables and parameters.
        years: calendar years, length T.
        opened: project -> first year in which a plan opens it.
        extra_links: links of the plan that are not in links.csv.
        extra_nodes: stops of the plan that are not in nodes.csv.
        crossing_fare: (T, X) money; default: the fares of crossings.csv in every year.

    Raises:
        InputError: as `Network.of`.

    """
    solved = _solved(region, tuple(sorted(extra_links)), tuple(sorted(set(extra_nodes))))
    network, layers, combined = solved.ways.network, solved.ways.layers, solved.combined
    keys = [solved.ways.state(year, opened or {}) for year in years]
    for year, key in zip(years, keys, strict=True):
        if key in combined:
            continue
        for layer, state in zip(LAYERS, key, strict=True):
            if (layer, state) not in layers:
                layers[layer, state] = network.minutes(layer, network.running(year, opened or {}))
        combined[key] = solved.weights.combine(*(layers[pair] for pair in zip(LAYERS, key, strict=True)))
    fare = _fares(region, len(keys)) if crossing_fare is None else crossing_fare
    return Travel(
        year=np.asarray(years, dtype=np.int64),
        minutes=np.stack([combined[key].within for key in keys]),
        leg_out=np.stack([combined[key].leg_out for key in keys]) + _fare_of_legs(region, fare),
        leg_in=np.stack([combined[key].leg_in for key in keys]),
        states=len({pair for key in keys for pair in zip(LAYERS, key, strict=True)}),
    )


def _fares(region: Region, years: int) -> NDArray[np.float64]:
    """Fares of crossings.csv, the same in every year (T, X)."""
    fare = region.tables["crossings"]["fare"].to_numpy(dtype=np.float64)
    return np.broadcast_to(fare, (years, len(fare)))


def _fare_of_legs(region: Region, fare: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minutes (T, N, X) the fare of a crossing is worth to travellers who start in each zone."""
    zone_side = np.asarray(region.zone_side, dtype=np.intp)
    shape = (fare.shape[0], len(zone_side), fare.shape[1])
    paid = np.broadcast_to(fare[:, None, :], shape).ravel()
    return fare_minutes(region, paid, np.broadcast_to(zone_side[None, :, None], shape).ravel()).reshape(shape)
