"""Books of the ecosystem: projects, talent, research money (docs/innovation.md 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from technopole.future.calibration import City
    from technopole.future.coupling import Coupling
    from technopole.future.timeline_arrays import Timeline

    Reals = NDArray[np.float64]


def largest(numerator: Reals, denominator: Reals) -> float:
    """Largest relative error; 0 where nothing is compared."""
    return float(np.max(np.abs(numerator) / np.maximum(np.abs(denominator), 1.0), initial=0.0))


def innovation_books(city: City, timeline: Timeline, records: Mapping[str, Any]) -> dict[str, float]:
    """Largest relative error of the ecosystem's books over sides and years; none without an ecosystem."""
    coupling = city.growth.coupling
    if coupling is None:
        return {}
    side = np.asarray(coupling.ecosystem.side)
    return {
        "projects": projects_error(records),
        "talent": talent_error(city, coupling, timeline, records),
        "research_money": research_money_error(coupling, records, side),
    }


def projects_error(records: Mapping[str, Any]) -> float:
    """Projects next year = this year's + results + entries - failed - abandoned - retired; and matching.

    Matches never exceed projects or capacity: what is taken up and what is left makes up either side.
    """
    gestation = records["state_gestation"].sum(axis=(1, 2))
    stock = gestation + records["stage_projects"].sum(axis=(1, 2)) + records["products"].sum(axis=1)
    born = records["results"].sum(axis=1) + records["stage_entries"].sum(axis=(1, 2))
    lost = (records["stage_failed"] + records["stage_abandoned"]).sum(axis=(1, 2))
    gone = lost + records["products_retired"].sum(axis=1)
    moved = largest(np.diff(stock) - (born - gone)[:-1], stock[1:])
    passed = (records["stage_succeeded"] + records["stage_failed"]).sum(axis=1)
    matched = records["stage_matched"].sum(axis=(2, 3))
    over = np.maximum(records["stage_taken"] - records["stage_projects"], 0.0)
    return max(
        moved,
        largest(passed - matched, matched),
        largest(over, records["stage_projects"]),
        float(np.max(records["matching_residual"], initial=0.0)),
    )


def talent_error(city: City, coupling: Coupling, timeline: Timeline, records: Mapping[str, Any]) -> float:
    """A side's talent next year = this year's + comings - goings; no more is paid than workers earn.

    Comings and goings: the control total's change, admissions, and what pay or rules draw beyond the
    base year's inflow less those of them who leave.
    """
    system, growth = coupling.ecosystem, city.growth
    share = np.asarray(coupling.talent)
    groups = (share > 0).astype(float)
    stock = records["residents"].sum(axis=2) @ groups
    control = np.asarray(growth.workers) * (
        (np.asarray(timeline.workers) / np.asarray(growth.side_workers)) @ np.asarray(growth.origin).T
    )
    exits = float(system.parameters.talent_exit)
    drawn = records["talent_came"] - np.asarray(system.talent_inflow) - exits * records["talent_drawn"]
    change = np.diff((control + np.asarray(timeline.admitted)) @ groups, axis=0) + drawn[:-1]
    closed = np.array([closure == "closed" for closure in city.structure.closures])
    whole = groups[~closed].sum(axis=0) == 0
    error = largest((np.diff(stock, axis=0) - change)[:, whole], stock[1:, whole])
    side = np.asarray(system.side)
    pay = records["research_pay"]
    people = (records["research_people"].sum(axis=2) * pay) @ side.T
    workers = (records["jobs"] @ np.asarray(coupling.sector) * pay) @ side.T
    return max(error, largest(np.maximum(people - workers, 0.0), workers))


def research_money_error(coupling: Coupling, records: Mapping[str, Any], side: Reals) -> float:
    """Sent = lost + spent + unspent - what came with it; spent = people, floor, services, goods."""
    sent = records["research_sent"].sum(axis=1)
    lost = records["research_lost"].sum(axis=1)
    by_zone = records["research_spent"].sum(axis=(1, 3))
    used = by_zone @ side.T + records["research_unspent"]
    table = largest(sent - lost + records["research_follow_on"] - used, sent)
    shares = np.asarray(coupling.ecosystem.parameters.input_shares)
    bills = np.einsum("trnk,ik->tin", records["research_spent"], shares)
    wages = np.einsum("tnk,tn->tn", records["research_people"], records["research_pay"])
    return max(
        table, largest(bills.sum(axis=1) - by_zone, by_zone), largest(wages - bills[:, 0], bills[:, 0])
    )
