"""Known minutes stand for the network's, and what a plan opens is taken off them."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from technopole.base import InputError
from technopole.region import find_region, load_region
from technopole.travel import ExtraLink, Network

if TYPE_CHECKING:
    from pathlib import Path

    from technopole.region import Region

HEAD = ("from", "to", "layer", "minutes", "year", "grade", "source")


def region_with(folder: Path, rows: list[tuple[str, str, str, float]], *, links: bool = True) -> Region:
    shutil.copytree(find_region("two-towns"), folder)
    with (folder / "minutes.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEAD, *((*row, 2021, "assumed", "test") for row in rows)])
    if not links:
        head = (folder / "links.csv").read_text().splitlines()[0]
        (folder / "links.csv").write_text(head + "\n")
    return load_region(folder)


def within(region: Region, layer: str, *extra: ExtraLink) -> np.ndarray:
    network = Network.of(region, extra)
    return network.minutes(layer, network.running(region.base_year, {})).within


def test_known_minutes_replace_the_network_exactly(tmp_path: Path) -> None:
    rows = [("harbour", "hills", "transit", 99.0), ("harbour", "harbour", "both", 7.0)]
    region, plain = region_with(tmp_path / "r", rows), load_region("two-towns")
    found, before = within(region, "transit"), within(plain, "transit")
    assert found[0, 1] == pytest.approx(99.0)
    assert found[0, 0] == pytest.approx(7.0)
    before[0, 1], before[0, 0] = found[0, 1], found[0, 0]
    np.testing.assert_allclose(found, before)
    assert within(region, "road")[0, 0] == pytest.approx(7.0)


def test_what_a_plan_opens_is_taken_off_known_minutes(tmp_path: Path) -> None:
    """A link 10 minutes quicker than the network gains 10 minutes, whatever the known minutes are."""
    region = region_with(tmp_path / "r", [("harbour", "hills", "transit", 99.0)])
    network = within(load_region("two-towns"), "transit")[0, 1]
    quick = ExtraLink("harbour", "hills", network - 10.0, "transit", 2000)
    assert within(region, "transit", quick)[0, 1] == pytest.approx(99.0 - 10.0)


def test_a_region_may_have_minutes_and_no_links(tmp_path: Path) -> None:
    north, south = ("harbour", "hills", "mills", "meadow"), ("market", "gardens", "foundry")
    rows: list[tuple[str, str, str, float]] = []
    for side, node in ((north, "north"), (south, "south")):
        ends = [*side, f"bridge_{node}", f"ferry_{node}", f"new_bridge_{node}"]
        rows += [(a, b, "both", 20.0 + abs(i - j)) for i, a in enumerate(ends) for j, b in enumerate(ends)]
    region = region_with(tmp_path / "r", rows, links=False)
    network = Network.of(region)
    legs = network.minutes("transit", network.running(2021, {}))
    assert legs.within[0, 3] == pytest.approx(23.0)
    assert legs.leg_out[0, 0] == pytest.approx(24.0)
    assert np.isinf(legs.within[0, 4])
    quick = ExtraLink("harbour", "meadow", 1.0, "transit", 2000)
    faster = within(region, "transit", quick)
    assert faster[0, 3] < 23.0
    assert faster[0, 1] == pytest.approx(21.0)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("harbour", "market", "transit", 30.0), "join two sides"),
        (("harbour", "hills_station", "transit", 30.0), "neither a zone nor the node of a crossing"),
        (("harbour", "hils", "transit", 30.0), "nearest: 'hills'"),
        (("harbour", "hills", "both", 30.0), "already in row 2"),
    ],
)
def test_faults_are_named(tmp_path: Path, row: tuple[str, str, str, float], words: str) -> None:
    with pytest.raises(InputError, match=words):
        region_with(tmp_path / "r", [("harbour", "hills", "road", 9.0), row])
