"""Known minutes of minutes.csv: they stand for the network's, and a plan's gain is taken off them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from technopole.travel.links import ExtraLink

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from technopole.region import Region

LAYERS = ("transit", "road")
ALWAYS = 0
"""Open year of a link that stands for known minutes."""


def stated_links(region: Region) -> list[ExtraLink]:
    """Return known minutes as links, so that what a plan opens can be joined to them on the way."""
    table = region.tables["minutes"]
    columns = [table[name].tolist() for name in ("from", "to", "minutes", "layer")]
    rows = zip(*columns, strict=True)
    return [ExtraLink(a, b, minutes, layer, ALWAYS) for a, b, minutes, layer in rows if a != b]


def stated_minutes(region: Region, targets: Sequence[str]) -> Mapping[str, NDArray[np.float64]]:
    """Return known minutes by layer between targets (zones, then crossings' nodes), shape (M, M).

    NaN where none are given; empty if the region has no minutes.csv.
    """
    table = region.tables["minutes"]
    if table.empty:
        return {}
    places: dict[str, list[int]] = {}
    for position, node in enumerate(targets):  # two crossings may share a node
        places.setdefault(node, []).append(position)
    result = {layer: np.full((len(targets), len(targets)), np.nan) for layer in LAYERS}
    columns = [table[name].tolist() for name in ("from", "to", "layer", "minutes")]
    for start, end, stated, minutes in zip(*columns, strict=True):
        for layer in LAYERS if stated == "both" else (stated,):
            result[layer][np.ix_(places.get(start, []), places.get(end, []))] = minutes
    return result


def pivoted(
    stated: NDArray[np.float64], now: NDArray[np.float64], base: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return known minutes less what the network gained since the base year; NaN where none are known.

    Args:
        stated: known minutes of the base year (M, M), NaN where unknown.
        now: minutes of the network in the year, known minutes being links of it.
        base: the same in the base year without any plan.

    """
    with np.errstate(invalid="ignore"):
        gain = np.nan_to_num(base - now, nan=0.0, posinf=0.0, neginf=0.0)
    return np.maximum(stated - np.maximum(gain, 0.0), 0.0)
