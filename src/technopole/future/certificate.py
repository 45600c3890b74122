"""Why to believe a run: residuals, conditioning, and books that close (model.md 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.future.innovation_books import innovation_books, largest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from technopole.future.calibration import City
    from technopole.future.timeline_arrays import Timeline

CONDITION_FLOOR = 1e-6  # smallest singular value of the Jacobian of a well-conditioned year
ERROR_CEILING = 1e-8  # or, failing that, largest estimated distance to the true root


def conservation(city: City, timeline: Timeline, records: Mapping[str, Any]) -> dict[str, float]:
    """Largest relative error in the books of people, jobs, floor and money over zones, sides and years."""
    books = {
        "people": people_error(city, timeline, records),
        "jobs": jobs_error(records),
        "floor": floor_error(city, timeline, records),
        "money": money_error(city, timeline, records),
    }
    return books | innovation_books(city, timeline, records)


def people_error(city: City, timeline: Timeline, records: Mapping[str, Any]) -> float:
    """Workers of each closed group against its total; side populations against their controls."""
    growth = city.growth
    total = np.asarray(growth.workers) * (
        (np.asarray(timeline.workers) / np.asarray(growth.side_workers)) @ np.asarray(growth.origin).T
    ) + np.asarray(timeline.admitted)
    if city.growth.coupling is not None:
        total = total + records["talent_drawn"] @ np.asarray(city.growth.coupling.talent).T
    closed = [g for g, closure in enumerate(city.structure.closures) if closure == "closed"]
    found = records["residents"].sum(axis=2)
    groups = largest((found - total)[:, closed], total[:, closed])
    side = np.asarray(city.calibrated.economy.side)
    living = records["residents"].sum(axis=1) @ side.T
    grown = np.asarray(timeline.population) / np.asarray(growth.side_population)
    share = (
        living
        / np.asarray(growth.side_living)
        * np.asarray(growth.side_workers)
        / np.asarray(timeline.workers)
    )
    wanted = np.asarray(growth.side_counts)[0] * grown * share
    return max(groups, largest(records["population"] @ side.T - wanted, wanted))


def jobs_error(records: Mapping[str, Any]) -> float:
    """Fixed workplaces filled against residents who commute, by group; commuters against both margins."""
    commuting = (records["residents"] - records["followers"]).sum(axis=2)
    by_group = largest(records["jobs_by_group"].sum(axis=(2, 3)) - commuting, commuting)
    workplaces = records["jobs"].sum(axis=2)
    by_zone = largest(records["commuters"].sum(axis=1) - workplaces, workplaces)
    return max(by_group, by_zone)


def floor_error(city: City, timeline: Timeline, records: Mapping[str, Any]) -> float:
    """Stock = last year's + completions - demolition; permission = built + left over."""
    floor = np.concatenate([np.asarray(city.calibrated.character.floor)[None], records["floor"]])
    removed = np.minimum(np.asarray(timeline.demolished), floor[:-1] + records["completions"])
    stock = floor[1:] - floor[:-1] - records["completions"] + removed
    private = records["completions"] - np.asarray(timeline.public_floor)
    permitted = np.cumsum(np.asarray(timeline.released) - private, axis=0) - records["unbuilt"]
    return max(
        largest(stock, floor[1:]), largest(permitted, np.cumsum(np.asarray(timeline.released), axis=0))
    )


def money_error(city: City, timeline: Timeline, records: Mapping[str, Any]) -> float:
    """Wages paid against wages and taxes received; regional sales against spending; each side's payments."""
    economy = city.calibrated.economy
    gross = np.einsum("tgik,gk,tik->t", records["jobs_by_group"], np.asarray(economy.pay), records["wage"])
    commuting = records["residents"] - records["followers"]
    received = (records["income"] * commuting).sum(axis=(1, 2)) + records["tax_receipts"].sum(axis=1)
    errors = [largest(gross - received, gross)]
    for k in city.structure.regional:
        sold = records["output"][:, :, k] * (1.0 - np.asarray(timeline.subsidy)[:, :, k])
        errors.append(largest(sold.sum(axis=1) - records["spending"][:, :, k].sum(axis=1), sold.sum(axis=1)))
    return max(*errors, payments_error(city, timeline, records))


def payments_error(city: City, timeline: Timeline, records: Mapping[str, Any]) -> float:
    """Balance of payments of every side and year, relative to its residents' earnings (model.md, section 7).

    What flows into a side (sales abroad and to other sides, wages from other sides, followers' pay,
    subsidies) against what flows out (imports, purchases on other sides, wages of those who commute in,
    firms' rents, home rents to absentee owners).
    """
    economy, structure = city.calibrated.economy, city.structure
    side, p = np.asarray(economy.side), economy.parameters
    beta, home_share, local = (np.asarray(x) for x in (p.beta, p.home_share, p.local_landlords))
    subsidy = np.asarray(timeline.subsidy)
    output = records["output"]
    sales = (output * (1.0 - subsidy)).sum(axis=2) @ side.T
    purchases = records["spending"].sum(axis=2) @ side.T
    commuting = records["residents"] - records["followers"]
    received = (records["income"] * commuting).sum(axis=1) @ side.T
    gross = np.einsum("tgik,gk,tik->ti", records["jobs_by_group"], np.asarray(economy.pay), records["wage"])
    paid = gross @ side.T - records["tax_receipts"]
    follower_pay = np.asarray(p.follower_pay) @ side
    followers = (records["income"] * records["followers"] * follower_pay).sum(axis=1) @ side.T
    earnings = received + followers
    home = structure.home_market
    rents = (records["rent"][:, :, home] * records["floor_used"][:, :, home]) @ side.T
    world_share = 1.0 - home_share - np.asarray(economy.spending_share).sum(axis=1)
    imports = world_share * (earnings + (local * rents + records["tax_receipts"]) / (1.0 - home_share))
    inflow = sales - purchases + received - paid + followers + (subsidy * output).sum(axis=2) @ side.T
    outflow = imports + (beta * output).sum(axis=2) @ side.T + home_share * earnings - local * rents
    return largest(inflow - outflow, earnings)


def certificate(city: City, timeline: Timeline, records: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that is checked about a run, as plain numbers and one verdict."""
    return solved(city, timeline, records) | conditioned(city, records)


def solved(city: City, timeline: Timeline, records: Mapping[str, Any]) -> dict[str, Any]:
    """What the years say of themselves: residuals, distance to the root, books."""
    return {
        "max_residual": float(np.max(records["residual"], initial=0.0)),
        "base_residual": city.base_residual,
        "max_error": float(np.max(records["error"], initial=0.0)),
        "iterations": [int(n) for n in records["iterations"]],
        "conservation": conservation(city, timeline, records),
    }


def conditioned(city: City, records: Mapping[str, Any]) -> dict[str, Any]:
    """How firmly the base year holds: its Jacobian's smallest singular value, its stability."""
    base = city.conditioning
    error = float(np.max(records["error"], initial=0.0))
    well = base["smallest_singular_value"] > CONDITION_FLOOR or error <= ERROR_CEILING
    return {**base, "well_conditioned": bool(well), "stable": base["largest_real_part"] < 0}
