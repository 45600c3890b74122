"""Where a joint fund's money goes in a region's own labels: from a scheme's response, or an allocation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from technopole.funds.response import Response
    from technopole.region import Region


@dataclass(frozen=True)
class Sent:
    """Share of the fund's whole amount that a funder sends to zones of one side; no year: spread evenly."""

    funder: str
    zones: tuple[str, ...]
    share: float
    year: int | None = None


@dataclass(frozen=True)
class FundMoney:
    """All that leaves accounts: what is sent, and administration by funder, as shares of the whole amount."""

    sent: tuple[Sent, ...]
    administration: dict[str, float]

    def paid_by(self, funder: str) -> float:
        """Share of the whole amount that a funder pays."""
        own = sum(one.share for one in self.sent if one.funder == funder)
        return own + self.administration.get(funder, 0.0)


def side_of_funder(region: Region, funder: str) -> str:
    """Return the side of a row of funders.csv; "" if it has none."""
    table = region.tables["funders"]
    return str(dict(zip(table["funder"], table["side"], strict=True)).get(funder, ""))


def side_of_zone(region: Region, zone: str) -> str:
    """Return the side a zone lies on."""
    return region.sides[int(region.zone_side[region.zones.index(zone)])]


def zones_of_side(region: Region, side: str) -> tuple[str, ...]:
    """Return a side's zones."""
    return tuple(zone for zone in region.zones if side_of_zone(region, zone) == side)


def matched(payers: tuple[str, ...], funders: tuple[str, ...], region: Region) -> dict[str, str] | None:
    """Pair a fund's paying sides with funders of the region: by side where that fits, the rest in order.

    None if their numbers differ.
    """
    if len(payers) != len(funders):
        return None
    left, pairs = list(funders), dict[str, str]()
    for payer in payers:
        own = [funder for funder in left if side_of_funder(region, funder) == payer]
        if own:
            pairs[payer] = own[0]
            left.remove(own[0])
    for payer in payers:
        if payer not in pairs:
            pairs[payer] = left.pop(0)
    return pairs


def of_response(
    response: Response, pairs: dict[str, str], share: dict[str, float], region: Region
) -> FundMoney:
    """Return a scheme's response in the region's labels.

    A side of the fund that the region does not have is the side of the funder that pays for it. Money of a
    zone that the region does not have is spread over its side, as the performer's places are there.

    Raises:
        LookupError: money goes to a side that stands for none of the region's; its argument is the side.

    """
    sent = []
    for one in response.sendings:
        funder = pairs[one.payer]
        side = one.side if one.side in region.sides else side_of_funder(region, pairs.get(one.side, ""))
        if side not in region.sides:
            raise LookupError(one.side)
        known = one.zone in region.zones and side_of_zone(region, one.zone) == side
        zones = (one.zone,) if known else zones_of_side(region, side)
        sent.append(Sent(funder, zones, one.share * share[funder]))
    overhead = {pairs[payer]: part * share[pairs[payer]] for payer, part in response.administration.items()}
    return FundMoney(tuple(sent), overhead)
