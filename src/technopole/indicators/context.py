"""What an indicator reads beside the path: the scope and the region's fixed facts, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.innovation import FUNDER_KINDS, PERFORMERS, STAGES
from technopole.base.names import suggestion
from technopole.region.plain import rows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.indicators.base import Request
    from technopole.region import Region

    Reals = NDArray[np.float64]
    Integers = NDArray[np.int64]

EARTH_RADIUS = 6371.0  # km
HOME_MARKET = "home"
INNOVATION_MARKET = "innovation"
GDP = "gdp_current"
SIZES = {"": 1.0, "million": 1e6, "billion": 1e9}


@dataclass(frozen=True)
class Context:
    """Fixed arrays of a region and one scope; N zones, S sides, K sectors, M markets, X crossings.

    `label` is the position on the indicator's own axis (a sector, a payer ...), None if it has none.
    """

    mask: Reals  # (N,) 1 for zones of the scope
    label: int | None
    side: Reals  # (S, N) one-hot
    part: Reals  # (parts, N) one-hot
    built_area: Reals  # (N,) km2
    plot_ratio: Reals  # (N,) m2 of floor per m2 of land
    latitude: Reals  # (N,) degrees
    distance: Reals  # (N, N) km as the crow flies
    home_market: int
    innovation_market: int | None
    innovation_sectors: Reals  # (K,) 1 for sectors that use innovation floor
    m2_per_home: Reals  # (N,)
    follower_pay: Reals  # (N,) pay of those without fixed workplace relative to their neighbours'
    road_share: Reals  # (N,) share of trips by private road, by home zone
    nu: float  # fall of commuting per minute
    emission_transit: float  # g CO2 per passenger-minute
    emission_road: float
    working_days: float
    discount_rate: float
    gdp: Reals  # (S,) of the base year in the region's money; NaN where none is published
    capacity: Any = None  # (T, X) trips a day, from the timeline; None if not known

    @property
    def zones(self) -> Integers:
        """Positions of the scope's zones."""
        return np.flatnonzero(np.asarray(self.mask))

    @property
    def same_side(self) -> Reals:
        """(N, N): 1 where both zones lie on one side."""
        return self.side.T @ self.side

    @property
    def own_sides(self) -> Reals:
        """(N,): 1 for zones of the sides the scope touches."""
        touched = (self.side @ self.mask > 0).astype(float)
        return touched @ self.side


_REGIONS: WeakKeyDictionary[Region, Context] = WeakKeyDictionary()
"""Contexts of whole regions: their tables do not change while they are in use."""


def region_context(region: Region, capacity: Any = None) -> Context:
    """Turn a region into the fixed arrays indicators read; the scope is the whole region."""
    if region not in _REGIONS:
        _REGIONS[region] = _whole(region)
    return replace(_REGIONS[region], capacity=capacity)


def _whole(region: Region) -> Context:
    parameters = region.parameters
    by_side = {
        name: parameters.by(name, region.sides)[region.zone_side]
        for name in ("m2_per_home", "follower_pay", "road_weight")
    }
    latitude, longitude = region.zone_values("latitude"), region.zone_values("longitude")
    markets = region.markets
    return Context(
        mask=np.ones(len(region.zones)),
        label=None,
        side=_one_hot(region.zone_side, len(region.sides)),
        part=_one_hot(region.zone_part, len(region.parts)),
        built_area=region.zone_values("built_area"),
        plot_ratio=region.zone_values("plot_ratio"),
        latitude=latitude,
        distance=region.once(("distance",), lambda: _distances(latitude, longitude)),
        home_market=markets.index(HOME_MARKET),
        innovation_market=markets.index(INNOVATION_MARKET) if INNOVATION_MARKET in markets else None,
        innovation_sectors=np.array([float(s.market == INNOVATION_MARKET) for s in region.settings.sectors]),
        m2_per_home=by_side["m2_per_home"],
        follower_pay=by_side["follower_pay"],
        road_share=by_side["road_weight"],
        nu=parameters.get("nu"),
        emission_transit=parameters.get("emission_transit"),
        emission_road=parameters.get("emission_road"),
        working_days=parameters.get("working_days"),
        discount_rate=parameters.get("discount_rate"),
        gdp=published_gdp(region),
    )


def labels_of(region: Region, axis: str) -> tuple[str, ...]:
    """Labels of the axis an indicator may run over, in the region's order."""
    return {
        "crossing": region.crossings,
        "sector": region.sectors,
        "group": region.groups,
        "market": region.markets,
        "payer": region.payers,
        "performer": PERFORMERS,
        "source": FUNDER_KINDS,
        "waiting_stage": STAGES[1:],
    }[axis]


def published_gdp(region: Region) -> Reals:
    """Gross domestic product by side in the base year, region's money (S,); NaN where none is published."""
    found = np.full(len(region.sides), np.nan)
    for row in reversed(rows_of(region.tables["statistics"])):  # the first of a side stands
        if row["indicator"] == GDP and row["year"] == region.base_year and row["side"] in region.sides:
            found[region.sides.index(row["side"])] = float(row["value"]) * _unit(region, str(row["unit"]))
    return found


def _unit(region: Region, unit: str) -> float:
    """Region's money in a unit such as "HKD billion"; NaN for one that is not known."""
    currency, _, size = unit.partition(" ")
    return region.settings.currencies.get(currency, np.nan) * SIZES.get(size, np.nan)


def focus(context: Context, region: Region, request: Request, scope: str) -> Context:
    """Return the context narrowed to a scope and to the label of the request.

    Raises:
        InputError: unknown scope or label, or a part of the region for an indicator of the whole.

    """
    return narrowed(context, region, scope, label_position(region, request, scope))


def narrowed(context: Context, region: Region, scope: str, label: int | None) -> Context:
    """Return the context of a scope and a label."""
    return replace(context, mask=region.scope_mask(scope).astype(float), label=label)


def label_position(region: Region, request: Request, scope: str) -> int | None:
    """Return where the request's label stands, None if it has none.

    Raises:
        InputError: unknown label, or a part of the region for an indicator of the whole.

    """
    found = request.indicator
    if found.scopes == "region" and scope != "region":
        raise InputError(
            Finding(
                f"Indicator '{found.id}' exists for the whole region only, not for '{scope}'",
                remedy="Use scope 'region'",
            )
        )
    if found.of is None or request.label is None:
        return None
    labels = labels_of(region, found.of)
    if request.label not in labels:
        near = suggestion(request.label, labels)
        raise InputError(
            Finding(
                f"Indicator '{request.id}' names the {found.of} '{request.label}', "
                f"which the region does not have{near}",
                remedy=f"Use one of {', '.join(labels)}",
            )
        )
    return labels.index(request.label)


def _one_hot(index: Integers, count: int) -> Reals:
    return (np.arange(count)[:, None] == index[None, :]).astype(float)


def _distances(latitude: Reals, longitude: Reals) -> Reals:
    """Great-circle km between zone centres (haversine)."""
    phi, lam = np.radians(latitude), np.radians(longitude)
    chord = (
        np.sin((phi[:, None] - phi[None, :]) / 2) ** 2
        + np.cos(phi[:, None]) * np.cos(phi[None, :]) * np.sin((lam[:, None] - lam[None, :]) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))
