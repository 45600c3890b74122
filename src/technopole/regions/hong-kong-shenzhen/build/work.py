"""Fixed workplaces by zone and sector, flows across the border, wages and shares by skill."""

from __future__ import annotations

from functools import cache

import numpy as np
from balance import fit, whole
from cells import split_note, zone_of
from people import GROUPS, SKILLS, followers, inbound, local_in_shenzhen, to_shenzhen, workers
from sources import BASE_YEAR, assumed, fact, side_of, write, zones, zones_of

SECTORS = ("innovation", "manufacturing", "business", "local")
SIDES = ("HK", "SZ")
WORK_SIDES = {"hk": SIDES, "sz": SIDES}
LIVE_SIDES = {"hk": SIDES, "sz": ("SZ",)}


@cache
def jobs() -> dict[tuple[str, str], int]:
    """People at fixed workplaces by zone and sector."""
    return {**_hong_kong_jobs(), **_shenzhen_jobs()}


def _all_jobs(zone: str) -> dict[str, float]:
    table = fact("jobs")
    mine = table[table.zone == zone].set_index("sector")["jobs_2021"]
    return {sector: float(mine[sector]) for sector in SECTORS}


def _hong_kong_jobs() -> dict[tuple[str, str], int]:
    """Take those who work at home or at no fixed place out of local jobs, the remainder out of business."""
    parts = fact("jobs_components_hk").set_index("zone")
    fixed = {zone: float(parts.fixed_workplace_jobs[zone]) for zone in zones_of("HK")}
    here = sum(workers()[z, g] - followers()[z, g] for z in zones_of("HK") for g in GROUPS)
    fixed = whole(fixed, here - sum(to_shenzhen().values()))  # the fact table is 3 persons short by rounding
    arriving = whole(
        {zone: float(parts.cross_boundary_inbound[zone]) for zone in zones_of("HK")},
        assumed("inbound_workers"),
    )
    result = {}
    for zone in zones_of("HK"):
        total = fixed[zone] + arriving[zone]
        row = _all_jobs(zone)
        spare = sum(row.values()) - total  # home and no-fixed-place workers, and rounding
        row["local"] -= spare
        if row["local"] < 0:  # Pak Shek Kok: more live-in helpers than local jobs
            row["business"] += row["local"]
            row["local"] = 0.0
        result.update({(zone, sector): number for sector, number in whole(row, total).items()})
    return result


def _shenzhen_jobs() -> dict[tuple[str, str], int]:
    """Move business jobs part of the way to where urban units had staff in 2016 (UPDATES A14).

    Zone totals and the sector totals of the city stay, so local jobs take the difference: where
    business had been spread too thinly, offices had been booked as local services.
    """
    rows = {zone: _all_jobs(zone) for zone in zones_of("SZ")}
    target = _business_shares()
    district = fact("zones").set_index("id")["district"]
    total = sum(row["business"] for row in rows.values())
    for name, share in target.items():
        members = [zone for zone in rows if district[zone] == name]
        now = sum(rows[zone]["business"] for zone in members)
        wanted = now + assumed("sz_business_shift") * (share * total - now)
        for zone in members:
            moved = rows[zone]["business"] * (wanted / now - 1)
            rows[zone]["business"] += moved
            rows[zone]["local"] -= moved
    workplaces = sum(workers()[z, g] - followers()[z, g] for z in zones() for g in GROUPS)
    in_hong_kong = sum(number for number in _hong_kong_jobs().values())
    exact = whole(
        {f"{zone}|{sector}": rows[zone][sector] for zone in rows for sector in SECTORS},
        workplaces - in_hong_kong,
    )
    return {(key.split("|")[0], key.split("|")[1]): number for key, number in exact.items()}


def _business_shares() -> dict[str, float]:
    """Share of each district in urban-unit staff of business branches, 2016 (published S136-S165)."""
    table = fact("published")
    rows = table[table.indicator.str.startswith("urban-unit staff") & (table.year.astype(str) == "2016")]
    staff = rows.assign(value=rows.value.astype(float)).groupby("scope")["value"].sum()
    return {str(name): float(number) / float(staff.sum()) for name, number in staff.items()}


@cache
def flows() -> dict[tuple[str, str, str], int]:
    """Fixed-workplace workers by group, side of home and side of work."""
    result = {}
    for group in GROUPS:
        origin, skill = group.split("_")
        for home in LIVE_SIDES[origin]:
            fixed = sum(workers()[z, group] - followers()[z, group] for z in zones_of(home))
            across = to_shenzhen()[skill] if home == "HK" else inbound()[group]
            other = "SZ" if home == "HK" else "HK"
            result[group, home, other] = across
            result[group, home, home] = fixed - across
    stay = sum(local_in_shenzhen().values())
    if sum(result[f"hk_{skill}", "SZ", "SZ"] for skill in SKILLS) != stay:
        message = "Hong Kong people working in Shenzhen do not add up"
        raise ValueError(message)
    return result


@cache
def shares() -> dict[tuple[str, str, str], float]:
    """Share of each skill in a sector's fixed workplaces by side, consistent with residents by skill."""
    table = fact("wages")
    given = table[table.sector.isin(SECTORS)].set_index(["side", "sector", "group"])
    result = {}
    for side in SIDES:
        by_sector = np.array([sum(jobs()[z, k] for z in zones_of(side)) for k in SECTORS], float)
        by_skill = np.array(
            [
                sum(
                    number
                    for (group, _, work), number in flows().items()
                    if work == side and group.endswith(skill)
                )
                for skill in SKILLS
            ],
            float,
        )
        start = np.array(
            [[given.employment_share_of_sector[side, k, skill] for skill in SKILLS] for k in SECTORS]
        )
        matrix = fit(start * by_sector[:, None], by_sector, by_skill)
        for row, sector in enumerate(SECTORS):
            talent = round(float(matrix[row, 1] / by_sector[row]), 4)
            result[side, sector, "talent"] = talent
            result[side, sector, "general"] = round(1 - talent, 4)
    return result


def follower_bill() -> tuple[float, int]:
    """Yearly pay of Hong Kong's followers and their number."""
    parts = fact("jobs_components_hk")
    home, roaming = int(parts.work_at_home.sum()), int(parts.no_fixed_place_or_marine.sum())
    pay = home * assumed("follower_pay_home") + roaming * assumed("follower_pay_no_fixed")
    return pay, home + roaming


@cache
def wages() -> dict[tuple[str, str, str], float]:
    """Wages by side, sector and skill in local currency.

    The relativities of the fact table stay; each side is scaled so that the pay of its fixed
    workplaces (and in Hong Kong of its followers) makes the side's mean: the fact table's own means
    included helpers at home among local jobs.
    """
    table = fact("wages")
    given = table[table.sector.isin(SECTORS)].set_index(["side", "sector", "group"])["annual_wage"]
    means = table[(table.sector == "all") & (table.group == "all")].set_index("side")["annual_wage"]
    result = {}
    for side in SIDES:
        number = {k: sum(jobs()[z, k] for z in zones_of(side)) for k in SECTORS}
        bill = sum(number[k] * shares()[side, k, s] * given[side, k, s] for k in SECTORS for s in SKILLS)
        people = sum(number.values())
        wanted = means[side] * people
        if side == "HK":
            pay, count = follower_bill()
            wanted = means[side] * (people + count) - pay
        for k in SECTORS:
            for s in SKILLS:
                result[side, k, s] = round(float(given[side, k, s] * wanted / bill), -2)
    return result


def mean_fixed_wage(side: str) -> float:
    """Mean wage of a side's fixed workplaces in local currency."""
    number = {k: sum(jobs()[z, k] for z in zones_of(side)) for k in SECTORS}
    bill = sum(number[k] * shares()[side, k, s] * wages()[side, k, s] for k in SECTORS for s in SKILLS)
    return bill / sum(number.values())


def write_work() -> None:
    """Write jobs.csv, cross_border.csv and wages.csv."""
    from cell_work import cell_jobs  # derived from this module

    hong_kong = (
        "maximum-entropy flows on census margins, fixed workplaces only; home and no-fixed-place workers "
        "taken out of local; sectors by assumed zone shares"
    )
    shenzhen = (
        "2016 employees by district and sector x assumed 2021 totals; business moved towards urban-unit "
        "staff of 2016"
    )
    write(
        "jobs",
        (
            {
                "zone": cell,
                "sector": k,
                "jobs": cell_jobs()[cell, k],
                "unit": "persons",
                "year": BASE_YEAR,
                "grade": "assumed",
                "source": (hong_kong if side_of()[zone] == "HK" else shenzhen) + split_note(cell),
            }
            for cell, zone in zone_of().items()
            for k in SECTORS
        ),
    )
    write(
        "cross_border",
        (
            {
                "group": group,
                "home_side": home,
                "work_side": work,
                "workers": number,
                "unit": "persons",
                "year": BASE_YEAR,
                "grade": "derived" if home == work == "HK" else "assumed",
                "source": _flow_source(home, work),
            }
            for (group, home, work), number in sorted(flows().items())
        ),
    )
    write(
        "wages",
        (
            {
                "side": side,
                "sector": k,
                "skill": s,
                "wage": wages()[side, k, s],
                "share": shares()[side, k, s],
                "unit": f"{'HKD' if side == 'HK' else 'CNY'} a year",
                "year": BASE_YEAR,
                "grade": "assumed",
                "source": "relativities assumed, scaled to the side's mean wage and to residents by skill",
            }
            for side in SIDES
            for k in SECTORS
            for s in SKILLS
        ),
    )


def _flow_source(home: str, work: str) -> str:
    if home == work:
        return "fixed-workplace residents less those who cross"
    if home == "HK":
        return "census 2021: 49,311 working outside Hong Kong x 60% (assumed); skills assumed; a normal year"
    return "Cross-boundary Travel Survey 2017 x share of work 2011; groups assumed; a normal year"
