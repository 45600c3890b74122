"""What the ecosystem is for, in money, and a laboratory in which to vary it (docs/innovation.md 12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError, NotConverged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from technopole.future.calibration import City
    from technopole.future.coupling import Coupling
    from technopole.future.timeline_arrays import Timeline
    from technopole.plans import Plan

    Reals = NDArray[np.float64]
    Change = Callable[[Timeline], Timeline]


@dataclass(frozen=True)
class Bench:
    """A city with an ecosystem, the levers of a plan, and the records of following them."""

    city: City
    coupling: Coupling
    levers: Timeline  # numpy arrays
    records: Mapping[str, Any]

    @property
    def discount(self) -> Reals:
        """Weight of each year's money (T,), 1 in the base year."""
        rate = self.city.region.parameters.get("discount_rate")
        return (1.0 + rate) ** -np.arange(len(self.levers.year), dtype=float)

    @property
    def side(self) -> Reals:
        """One-hot sides of zones, (S, N)."""
        return np.asarray(self.coupling.ecosystem.side)

    def varied(self, change: Change) -> Mapping[str, Any]:
        """Records under changed levers."""
        return follow_levers(self.city, change(self.levers))

    def sales(self, records: Mapping[str, Any]) -> Reals:
        """Sales of the innovation sector by year and side (T, S)."""
        return (records["output"] @ np.asarray(self.coupling.sector)) @ self.side.T

    def worth(self, records: Mapping[str, Any]) -> Reals:
        """Discounted sales of the innovation sector by side, (S,): what a flow is measured by."""
        return self.discount @ self.sales(records)

    def productivity_worth(self, records: Mapping[str, Any]) -> Reals:
        """Discounted value of the productivity that products bring, by side (S,).

        Gains weighted by the plan's own sales (Hulten 1978: to first order that is what productivity is
        worth): jobs that money pays for directly, and those it takes from elsewhere, are left out.
        """
        sales = self.records["output"] @ np.asarray(self.coupling.sector)
        return self.discount @ ((records["innovation_gain"] * sales) @ self.side.T)


def bench(city: City, plan: Plan) -> Bench:
    """Follow a plan and keep what is needed to vary it.

    Raises:
        InputError: a region without an ecosystem.
        NotConverged: a year that was not found.

    """
    from technopole.future.timeline import build_timeline

    coupling = city.growth.coupling
    if coupling is None:
        what = f"Region '{city.region.id}' has no innovation ecosystem"
        remedy = "Give it funders.csv and the four tables that go with it (docs/innovation.md)"
        raise InputError(Finding(what, remedy=remedy))
    levers, _ = build_timeline(city.region, plan)
    return Bench(city, coupling, levers, follow_levers(city, levers))


def with_coupling(held: Bench, coupling: Coupling) -> Bench:
    """The same city and levers with another ecosystem."""
    city = replace(held.city, growth=replace(held.city.growth, coupling=coupling))
    return Bench(city, coupling, held.levers, follow_levers(city, held.levers))


def follow_levers(city: City, levers: Timeline) -> Mapping[str, Any]:
    """Records of every year.

    Raises:
        NotConverged: a year that was not found.

    """
    from technopole.future.rescue import follow
    from technopole.future.run import first_failure

    records = follow(city, levers)
    failure = first_failure(city, levers, records)
    if failure:
        raise NotConverged(failure)
    return records
