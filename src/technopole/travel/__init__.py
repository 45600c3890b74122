"""Travel: the network by year, minutes by mode, legs to and from the border crossings."""

from __future__ import annotations

from technopole.travel.links import ExtraLink, ExtraNode
from technopole.travel.modes import log_sum_minutes
from technopole.travel.network import LayerMinutes, Network
from technopole.travel.years import Travel, travel_years

__all__ = [
    "ExtraLink",
    "ExtraNode",
    "LayerMinutes",
    "Network",
    "Travel",
    "log_sum_minutes",
    "travel_years",
]
