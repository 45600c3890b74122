"""Minutes by year of the teaching region."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from technopole.base import InputError
from technopole.region import Region, load_region
from technopole.travel import ExtraLink, ExtraNode, Network, travel_years, years

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region("two-towns")


def with_table(region: Region, name: str, **columns: object) -> Region:
    """Return the region with columns of one table changed."""
    return replace(region, tables={**region.tables, name: region.tables[name].assign(**columns)})


def test_minutes_are_finite_exactly_within_a_side(region: Region) -> None:
    travel = travel_years(region, region.years)
    same = region.zone_side[:, None] == region.zone_side[None, :]
    assert np.array_equal(np.isfinite(travel.minutes), np.broadcast_to(same, travel.minutes.shape))
    assert (travel.minutes[np.isfinite(travel.minutes)] > 0).all()


def test_a_quiet_calendar_is_solved_once_per_layer(region: Region) -> None:
    assert travel_years(region, (region.base_year, region.base_year + 1)).states == 2


def test_a_project_shortens_trips_from_its_year_and_only_then(region: Region) -> None:
    before = travel_years(region, region.years)
    after = travel_years(region, region.years, {"north_line": 2030})
    cut = list(region.years).index(2030)
    assert np.array_equal(before.minutes[:cut], after.minutes[:cut])
    finite = np.isfinite(before.minutes[cut:])
    assert (after.minutes[cut:][finite] <= before.minutes[cut:][finite] + 1e-9).all()
    assert (after.minutes[cut:][finite] < before.minutes[cut:][finite] - 1).any()


def test_the_year_of_a_project_replaces_that_of_the_table(region: Region) -> None:
    late = travel_years(region, (2045,), {"north_line": 2046})
    never = travel_years(region, (2045,))
    assert np.array_equal(late.minutes, never.minutes)


def test_a_closed_link_is_gone_in_its_close_year(region: Region) -> None:
    closing = with_table(region, "links", close_year=2030)
    travel = travel_years(closing, (2029, 2030))
    across = ~np.eye(len(region.zones), dtype=bool)
    assert np.isfinite(travel.minutes[0][across]).any()
    assert np.isinf(travel.minutes[1][across]).all()


def test_own_zone_minutes_come_from_the_table_times_door_to_door(region: Region) -> None:
    one = with_table(region, "zones", own_minutes_transit=12.0, own_minutes_road=12.0)
    factor = region.parameters.by("door_to_door", region.sides)[region.zone_side]
    assert np.diagonal(travel_years(one, (2021,)).minutes[0]) == pytest.approx(12.0 * factor)


def test_terminal_minutes_burden_road_at_both_ends_but_not_inside_a_zone(region: Region) -> None:
    running = Network.of(region).running(2021, {})
    none = Network.of(with_table(region, "zones", terminal_minutes=0.0)).minutes("road", running)
    some = Network.of(with_table(region, "zones", terminal_minutes=5.0)).minutes("road", running)
    apart = ~np.eye(len(region.zones), dtype=bool) & np.isfinite(none.within)
    assert some.within[apart] - none.within[apart] == pytest.approx(10.0)
    assert np.array_equal(np.diagonal(some.within), np.diagonal(none.within))
    legs = np.isfinite(none.leg_out)
    assert some.leg_out[legs] - none.leg_out[legs] == pytest.approx(5.0)


def test_a_fare_is_worth_its_minutes_at_the_value_of_time(region: Region) -> None:
    free = np.zeros((1, len(region.crossings)))
    priced = travel_years(region, (2021,), crossing_fare=free + 30.0)
    unpriced = travel_years(region, (2021,), crossing_fare=free)
    value = region.parameters.by("value_of_time", region.sides)[region.zone_side]
    legs = np.isfinite(unpriced.leg_out[0])
    wanted = np.broadcast_to((60 * 30.0 / value)[:, None], legs.shape)
    assert priced.leg_out[0][legs] - unpriced.leg_out[0][legs] == pytest.approx(wanted[legs])
    assert np.array_equal(priced.leg_in, unpriced.leg_in)


def test_a_transit_crossing_takes_no_road(region: Region) -> None:
    network = Network.of(region)
    road = network.minutes("road", network.running(2021, {}))
    only_transit = (region.tables["crossings"]["layer"] == "transit").to_numpy()
    assert np.isinf(road.leg_out[:, only_transit]).all()
    assert np.isinf(road.leg_in[only_transit]).all()


def test_a_side_reaches_a_crossing_at_its_own_node(region: Region) -> None:
    network = Network.of(region)
    legs = network.minutes("transit", network.running(2021, {}))
    column = region.crossings.index("ferry")
    assert np.isfinite(legs.leg_out[:, column]).all()
    assert np.isfinite(legs.leg_in[column]).all()


def test_links_of_a_plan_shorten_trips_through_its_new_stop(region: Region) -> None:
    extra = [
        ExtraLink("harbour", "halt", 1.0, "transit", 2030),
        ExtraLink("halt", "meadow", 1.0, "transit", 2030),
    ]
    travel = travel_years(region, (2029, 2030), extra_links=extra, extra_nodes=[ExtraNode("halt", "NORTH")])
    start, end = region.zones.index("harbour"), region.zones.index("meadow")
    assert travel.minutes[1, start, end] < travel.minutes[0, start, end] - 5
    assert travel.minutes[1, end, start] == pytest.approx(travel.minutes[0, end, start])


def test_a_link_over_the_border_does_not_join_the_sides(region: Region) -> None:
    extra = [ExtraLink("meadow", "market", 1.0, "both", 2022)]
    assert np.isinf(travel_years(region, (2025,), extra_links=extra).minutes[0, 3, 4])


def test_an_unknown_node_is_named_with_the_nearest(region: Region) -> None:
    with pytest.raises(InputError, match=r"'meadw'.*nearest: 'meadow'"):
        Network.of(region, [ExtraLink("meadw", "mills", 1.0, "both", 2022)])


def test_the_order_of_zones_does_not_matter(region: Region) -> None:
    table = region.tables["zones"]
    turned = replace(region, tables={**region.tables, "zones": table[::-1].reset_index(drop=True)})
    assert turned.zones == region.zones[::-1]
    found = travel_years(turned, (2021,)).minutes[0][::-1, ::-1]
    assert found == pytest.approx(travel_years(region, (2021,)).minutes[0])


@pytest.mark.parametrize(
    "changed",
    [
        lambda region: with_value_of_time(region, 2.0),
        lambda region: with_table(region, "zones", own_minutes_road=3.0),
        lambda region: with_table(region, "crossings", layer="road"),
        lambda region: with_table(region, "links", minutes=region.tables["links"]["minutes"] * 1.5),
    ],
)
def test_a_network_is_shared_by_those_alone_who_have_the_same(
    region: Region, changed: Callable[[Region], Region], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Minutes of a region do not depend on which other region's were found before."""
    other = changed(region)
    monkeypatch.setattr(years, "_WAYS", deque())
    alone = travel_years(changed(region), (2021,))
    monkeypatch.setattr(years, "_WAYS", deque())
    before = travel_years(region, (2021,))
    after = travel_years(other, (2021,))
    for name in ("minutes", "leg_out", "leg_in"):
        assert np.array_equal(getattr(after, name), getattr(alone, name))
    assert any(
        not np.array_equal(getattr(after, name), getattr(before, name)) for name in ("minutes", "leg_out")
    )


def test_regions_that_differ_elsewhere_share_a_network(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: deque[object] = deque()
    monkeypatch.setattr(years, "_WAYS", known)
    travel_years(replace(region), (2021,))
    travel_years(replace(region, parameters=region.parameters.with_values({("nu", ""): 0.09})), (2021,))
    assert len(known) == 1


def with_value_of_time(region: Region, factor: float) -> Region:
    """Return the region with dearer time, so that fares weigh less."""
    values = region.parameters.by("value_of_time", region.sides)
    told = {
        ("value_of_time", side): factor * float(value)
        for side, value in zip(region.sides, values, strict=True)
    }
    return replace(region, parameters=region.parameters.with_values(told))
