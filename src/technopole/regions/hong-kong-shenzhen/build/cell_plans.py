"""Measures in a zone split among its cells, so that floor, homes and money add up to the zone's."""

from __future__ import annotations

from functools import cache
from typing import Any

from balance import whole
from cell_land import floor_share
from cells import census, divided, members
from programme import Release, northern, pipeline
from research import institution_places

Measure = dict[str, Any]
COUNTED = ("flats", "floor", "services_a_year")
STANDS_AT = {"ai-subsidy": "Cyberport"}  # measures of one institution


def split(measures: list[Measure]) -> list[Measure]:
    """Measures of divided zones as one for each cell."""
    return [part for measure in measures for part in _parts(measure)]


def _parts(measure: Measure) -> list[Measure]:
    zone = measure.get("zone", "")
    if not divided(zone):
        return [measure]
    if measure["id"] in STANDS_AT:
        return [{**measure, "zone": institution_places()[STANDS_AT[measure["id"]]]}]
    shares = {cell: floor_share(_release(measure), cell) for cell in members()[zone]}
    amounts = {key: whole(shares, measure[key]) for key in COUNTED if measure.get(key)}
    costs = [whole(shares, cost["amount"]) for cost in measure.get("cost", [])]
    parts = []
    for cell in members()[zone]:
        number = census().loc[cell, "small_area"]
        money = [{**c, "amount": float(a[cell])} for c, a in zip(measure.get("cost", []), costs, strict=True)]
        part = {**measure, "id": f"{measure['id']}-{number.lower()}", "zone": cell, "cost": money}
        part["name"] = {tag: f"{text} ({number})" for tag, text in measure["name"].items()}
        part |= {key: values[cell] for key, values in amounts.items()}
        if all(values[cell] for values in amounts.values()):
            parts.append(part)
    return parts


@cache
def _releases() -> dict[str, Release]:
    every = [*pipeline(), *(release for rows in northern().values() for release in rows)]
    return {release.id: release for release in every}


def _release(measure: Measure) -> Release:
    """The release a measure stands for; other building of a zone is spread as its business floor."""
    zone, year = measure["zone"], measure["year_from"]
    other = Release(measure["id"], "", zone, "business", year, measure["year_to"], "", "")
    return _releases().get(measure["id"], other)
