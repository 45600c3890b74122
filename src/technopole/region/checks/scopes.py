"""Sets of zones and the tables that name them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from technopole.base.errors import Finding
from technopole.base.names import suggestion
from technopole.region.checks.base import Sources, check, grouped, total, totals

if TYPE_CHECKING:
    from collections.abc import Iterator


def _built_in(sources: Sources) -> tuple[str, ...]:
    """Return the scopes that exist without scopes.csv."""
    settings = sources.settings
    return ("region", *settings.labels("sides"), *settings.labels("parts"), *sources.texts("zones", "zone"))


def _all(sources: Sources) -> tuple[str, ...]:
    """Return every scope."""
    return tuple(dict.fromkeys((*_built_in(sources), *sources.texts("scopes", "scope"))))


@check("scopes-named-once", "zones", "scopes")
def scopes_named_once(sources: Sources) -> Iterator[Finding]:
    """No set of zones bears the name of a side, part or zone, or 'region'; all its rows give one name."""
    taken = set(_built_in(sources))
    for (scope,), rows in grouped(sources.records("scopes"), "scope").items():
        if scope in taken:
            what = f"'{scope}' already is a side, part or zone, or 'region'"
            remedy = "Remove the set or give it another name"
            yield Finding(what, "scopes.csv", rows[0].row, "scope", remedy)
        names = {record.text("name_en") for record in rows} - {""}
        if len(names) > 1:
            what = f"the set '{scope}' has {len(names)} names: {', '.join(sorted(names))}"
            yield Finding(what, "scopes.csv", rows[0].row, "name_en", "Give one name")


@check("zone-names-free", "zones")
def zone_names_free(sources: Sources) -> Iterator[Finding]:
    """No zone bears the name of a side, a part or a reserved word: all are scopes."""
    settings = sources.settings
    taken = {"region", "all", "same", *settings.labels("sides"), *settings.labels("parts")}
    for record in sources.records("zones"):
        if record.text("zone") in taken:
            what = f"zone '{record.text('zone')}' bears the name of a side or part, or a reserved word"
            yield Finding(what, "zones.csv", record.row, "zone", "Give the zone another identifier")


@check("parts-on-their-side", "zones")
def parts_on_their_side(sources: Sources) -> Iterator[Finding]:
    """A zone lies on the side its part belongs to, and every side and part has a zone."""
    part_side = {part.id: part.side for part in sources.settings.parts}
    for record in sources.records("zones"):
        zone, side, part = record.key("zone", "side", "part")
        if part_side[part] != side:
            what = f"zone '{zone}' lies on side '{side}', its part '{part}' on '{part_side[part]}'"
            yield Finding(what, "zones.csv", record.row, "part", "Correct the part or the side")
    for column, kind in (("side", "sides"), ("part", "parts")):
        used = set(sources.texts("zones", column))
        for label in sources.settings.labels(kind):
            if label not in used:
                remedy = "Add a zone or remove it from region.toml"
                yield Finding(
                    f"the {column} '{label}' has no zone", "zones.csv", column=column, remedy=remedy
                )


@check("target-scopes-known", "zones", "scopes", "targets")
def target_scopes_known(sources: Sources) -> Iterator[Finding]:
    """A target that is scored names a scope and a year."""
    known = _all(sources)
    for record in sources.records("targets"):
        indicator, scope = record.key("indicator", "scope")
        if not indicator:
            continue
        if scope not in known:
            what = f"'{scope}' is not a scope{suggestion(scope, known)}"
            remedy = "Add the set to scopes.csv or leave `indicator` blank"
            yield Finding(what, "targets.csv", record.row, "scope", remedy)
        if math.isnan(record.number("target_year")):
            what = f"the target '{record.text('published_indicator')}' is scored but has no year"
            remedy = "Give a year and say why in `year_note`"
            yield Finding(what, "targets.csv", record.row, "target_year", remedy)


@check("commute-areas-known", "zones", "scopes", "commute_areas")
def commute_areas_known(sources: Sources) -> Iterator[Finding]:
    """Broad areas of workplaces are scopes, or 'same' for the zone itself."""
    known = ("same", *_all(sources))
    for record in sources.records("commute_areas"):
        area = record.text("area")
        if area not in known:
            what = f"'{area}' is neither 'same' nor a scope{suggestion(area, known)}"
            yield Finding(what, "commute_areas.csv", record.row, "area", "Add the set to scopes.csv")
        home = record.text("home_area")
        if home and home not in known[1:]:
            what = f"'{home}' is not a scope{suggestion(home, known[1:])}"
            yield Finding(what, "commute_areas.csv", record.row, "home_area", "Add the set to scopes.csv")


@check("commute-areas-within-residents", "residents", "commute_areas")
def commute_areas_within_residents(sources: Sources) -> Iterator[Finding]:
    """Workers by area of workplace do not exceed the zone's employed residents."""
    residents = totals(sources.records("residents"), "workers", "zone")
    for (zone,), rows in grouped(sources.records("commute_areas"), "zone").items():
        listed, live = total(rows, "workers"), residents.get((zone,), 0.0)
        if listed > live * 1.001 + 0.5:
            what = f"{listed:,.0f} workers of zone '{zone}' are spread over areas, {live:,.0f} live there"
            yield Finding(what, "commute_areas.csv", rows[0].row, "workers", "Check both", severity="warning")
