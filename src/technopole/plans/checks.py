"""What must hold of a measure before it may change anything: its labels exist, its years lie in the run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints
from weakref import WeakKeyDictionary

from pydantic import BaseModel

from technopole.base.innovation import WORLD
from technopole.base.names import suggestion
from technopole.plans.fields import Labels
from technopole.plans.measure import YEAR_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from technopole.base.errors import Finding
    from technopole.plans.faults import Place
    from technopole.plans.measure import Measure
    from technopole.region import Region

_HOMES_OF_LABELS = {
    "zones": "zones.csv",
    "crossings": "crossings.csv",
    "projects": "column `project` of links.csv or crossings.csv",
    "scopes": "the sides, parts, zones or scopes.csv",
    "funders": "funders.csv",
    "appropriations": "appropriations.csv",
    "partners": "the sides of region.toml",
}
_LISTED_IN_TABLES = {"funders": "funder", "appropriations": "appropriation"}


_KNOWN: WeakKeyDictionary[Region, dict[str, tuple[str, ...]]] = WeakKeyDictionary()


def known_labels(region: Region, kind: str) -> tuple[str, ...]:
    """Return the labels of a kind a plan may name: zones, scopes, projects, payers, funders and so on."""
    known = _KNOWN.setdefault(region, {})
    if kind not in known:
        known[kind] = _labels_of(region, kind)
    return known[kind]


def _labels_of(region: Region, kind: str) -> tuple[str, ...]:
    if kind == "projects":
        return projects(region)
    if kind in _LISTED_IN_TABLES:
        return tuple(region.tables[kind][_LISTED_IN_TABLES[kind]])
    if kind == "partners":
        return (*region.sides, WORLD)
    return tuple(getattr(region, kind))


def projects(region: Region) -> tuple[str, ...]:
    """Return every project that links.csv and crossings.csv name, sorted."""
    links, crossings = region.tables["links"], region.tables["crossings"]
    named = [*links["project"], *crossings["project"], *crossings["closes_with"]]
    return tuple(sorted({str(name) for name in named} - {""}))


def entry_findings(
    model: type[Measure], entry: Measure | Mapping[str, Any], region: Region, place: Place
) -> list[Finding]:
    """Return all findings about labels and years of a measure, or of what is written of a faulty one.

    The first year a plan can change is the one after the base year, which is observed. A measure with
    `truncate` may go beyond the last year: a warning then says what share is taken.
    """
    truncate = _part(entry, "truncate") is True
    found = list(_label_findings(model, entry, region, place))
    found += _entry_years(entry, "", region, place, truncate=truncate)
    costs = _part(entry, "cost")
    for position, cost in enumerate(costs if isinstance(costs, list | tuple) else ()):
        found += _entry_years(cost, f"cost[{position + 1}].", region, place, truncate=truncate)
    return found


def _part(entry: object, name: str) -> object:
    """Return a field of an entry, or of the mapping it is written as."""
    return entry.get(name) if isinstance(entry, Mapping) else getattr(entry, name, None)


def _label_findings(model: type[Measure], entry: object, region: Region, place: Place) -> Iterator[Finding]:
    """Yield one finding for each label that the region does not have."""
    for path, label, value in _labelled(model, entry, ""):
        known = known_labels(region, label.kind)
        if value in known or value in label.also:
            continue
        home = _HOMES_OF_LABELS.get(label.kind, f"the {label.kind} of region.toml")
        what = f"names '{value}' in `{path}`, which is not in {home}"
        remedy = f"Add it to the region or fix `{path}`"
        yield place.finding(what + suggestion(value, (*label.also, *known)), remedy, path)


def _labelled(annotation: object, value: object, path: str) -> Iterator[tuple[str, Labels, str]]:
    """Walk a value beside its annotation; yield (path, mark, text) for each text marked as a label."""
    if value is None:
        return
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        if isinstance(value, str):
            yield from ((path, mark, value) for mark in marks if isinstance(mark, Labels))
        yield from _labelled(inner, value, path)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _labelled_fields(annotation, value, path)
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            step = path if isinstance(item, str) else f"{path}[{position + 1}]"
            yield from (found for option in get_args(annotation) for found in _labelled(option, item, step))
    else:
        yield from (found for option in get_args(annotation) for found in _labelled(option, value, path))


@cache
def _fields_with_labels(model: type[BaseModel]) -> dict[str, tuple[str, Any]]:
    """Return how the fields that may hold labels are written, and their annotations with their marks."""
    hints = get_type_hints(model, include_extras=True)
    return {
        name: (field.alias or name, hints[name])
        for name, field in model.model_fields.items()
        if _may_hold_labels(hints[name])
    }


def _may_hold_labels(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_fields_with_labels(annotation))
    return isinstance(annotation, Labels) or any(map(_may_hold_labels, get_args(annotation)))


def _labelled_fields(model: type[BaseModel], value: object, path: str) -> Iterator[tuple[str, Labels, str]]:
    """Walk the fields of an entry, read or still as written."""
    for name, (written, annotation) in _fields_with_labels(model).items():
        part = value.get(written) if isinstance(value, Mapping) else getattr(value, name, None)
        yield from _labelled(annotation, part, f"{path}.{written}" if path else written)


def _entry_years(
    entry: object, prefix: str, region: Region, place: Place, *, truncate: bool
) -> Iterator[Finding]:
    """Check the years of a measure or of one of its costs: within the run, not ending before they begin."""
    first, last = region.base_year + 1, region.last_year
    parts = {name: _part(entry, name) for name in YEAR_FIELDS}
    given = {
        name: year for name, year in parts.items() if isinstance(year, int) and not isinstance(year, bool)
    }
    start, end = given.get("year_from"), given.get("year_to")
    if start is not None and end is not None and end < start:
        what = f"ends in {end}, before it begins in {start}"
        yield place.finding(
            what, f"Put `{prefix}year_to` at or after `{prefix}year_from`", f"{prefix}year_to"
        )
        return
    for name, year in given.items():
        if year < first:
            what = f"has {prefix}{name} {year}, before the first year a plan can change ({first})"
            yield place.finding(what, f"Use {first} to {last}", prefix + name)
        elif year > last and not truncate:
            what = f"has {prefix}{name} {year}, beyond the last year of the run ({last})"
            remedy = f"Use {first} to {last}, or add `truncate: true` to take only the part within the run"
            yield place.finding(what, remedy, prefix + name)
    if truncate and any(year > last for year in given.values()):
        share = _share_within(given, last)
        of_what = "its cost" if prefix else "it"
        what = f"goes beyond {last}: {share:.0%} of {of_what} is within the run and is taken"
        yield place.warning(what, column=prefix + max(given, key=given.__getitem__))


def _share_within(given: dict[str, int], last: int) -> float:
    """Return the share of a span of years, or of a single year, that is not after `last`."""
    start = given.get("year_from", given.get("year", last + 1))
    end = given.get("year_to", start)
    return min(max(last - start + 1, 0) / (end - start + 1), 1.0)
