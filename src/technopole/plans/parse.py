"""From the content of a plan's file to measures; every fault found at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field, ValidationError

from technopole.base.errors import Finding
from technopole.base.names import suggestion
from technopole.plans.faults import Place, findings_of
from technopole.plans.fields import Grade, Names, PlanIds, Years
from technopole.plans.measure import MEASURES, Entry, Measure
from technopole.plans.yaml_source import Located

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
"""Identifiers become names of folders and files."""
_GOOD_IDENTIFIER = "Use letters a to z, digits, '-', '_' and single '.', starting with a letter or digit"


class PlanFile(Entry):
    """The whole of a plan's file. Measures are read one by one, each by its kind."""

    id: str = Field(default="", description="identifier (default: the file's name without its ending)")
    name: Names | None = Field(default=None, description="name shown to readers, or one per language")
    description: Names | None = Field(default=None, description="what the plan is, in a paragraph")
    baseline: str | None = Field(default=None, description="plan of the region it is compared with")
    includes: PlanIds = Field(default=(), description="plans of the region whose measures it takes over")
    delay: Years = Field(default=0, description="years by which every measure listed here is moved")
    grade: Grade | None = Field(default=None, description="grade of measures that give none")
    source: str = Field(default="", description="source of measures that give none")
    note: str = Field(default="", description="anything a reader should know")
    measures: tuple[Any, ...] = Field(default=(), description="the measures, in any order")


@dataclass
class Parsed:
    """What one file holds: its head, its own measures, and its faults.

    `broken` keeps measures that cannot be used as they are written, so that their labels and years are
    checked all the same.
    """

    head: PlanFile
    measures: list[Measure] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    broken: list[tuple[type[Measure], Mapping[str, Any], Place]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def parse_plan(content: object, file: str) -> Parsed:
    """Read the content of a plan's file; never raises on faults of the content."""
    place = Place(file, 1, "The plan")
    if not isinstance(content, Mapping):
        shown = "is empty" if content is None else f"is a {type(content).__name__}, not a mapping"
        finding = place.finding(shown, "Write `id`, `name` and `measures: [{kind, id, ...}]`")
        return Parsed(PlanFile(), findings=[finding])
    items = content.get("measures", ())
    parsed = Parsed(PlanFile())
    if not isinstance(items, list | tuple):
        what = "has nothing under `measures`" if items is None else "has `measures` that are not a list"
        remedy = "Write each measure as an item `- {kind, id, ...}`; `measures: []` if nothing is decided"
        parsed.findings.append(place.finding(what, remedy, "measures", _line(content, "measures")))
        items = ()
    elif "measures" not in content and not content.get("includes"):
        parsed.findings.append(place.finding("holds no measures", "Add `measures` or `includes`", "measures"))
    parsed.head = _head(content, place, parsed.findings)
    if parsed.head.id:
        parsed.findings += identifier_findings(parsed.head.id, place)
    for position, item in enumerate(items):
        _parse_measure(item, position, file, parsed)
    return parsed


def identifier_findings(name: str, place: Place) -> list[Finding]:
    """Refuse an identifier that cannot safely name a folder: `../../evil` would leave the run's place."""
    if _IDENTIFIER.fullmatch(name) and ".." not in name:
        return []
    return [place.finding(f"has the id '{name}', which cannot name a folder", _GOOD_IDENTIFIER, "id")]


def _head(content: Mapping[Any, Any], place: Place, findings: list[Finding]) -> PlanFile:
    """Read everything but the measures; what is faulty is noted and left out."""
    written = {str(key): value for key, value in content.items() if key != "measures"}
    try:
        return PlanFile.model_validate(written)
    except ValidationError as error:
        findings += findings_of(error, PlanFile, place, content)
        faulty = {str(detail["loc"][0]) for detail in error.errors() if detail["loc"]}
        return PlanFile.model_validate({key: value for key, value in written.items() if key not in faulty})


def _parse_measure(item: object, position: int, file: str, parsed: Parsed) -> None:
    """Read one item of `measures` and add it, or its faults, to what is parsed."""
    line = item.line if isinstance(item, Located) else None
    place = Place(file, line, f"Measure {position + 1}")
    if not isinstance(item, Mapping):
        what = f"is {item!r}, not a mapping"
        parsed.findings.append(place.finding(what, "Write it as `{kind: ..., id: ..., ...}`", "measures"))
        return
    name, kind = item.get("id"), item.get("kind")
    if isinstance(name, str | int) and str(name).strip():
        name = str(name).strip()
        place = Place(file, line, f"Measure '{name}'", item)
        parsed.findings += identifier_findings(name, place)
        _note_id(name, place, parsed)
    if kind is None:
        what, remedy = "lacks `kind`", f"Use one of {', '.join(sorted(MEASURES.names()))}"
        parsed.findings.append(place.finding(what, remedy, "kind"))
        return
    if kind not in MEASURES.names():
        what = f"is of kind '{kind}', which does not exist{suggestion(str(kind), MEASURES.names())}"
        remedy = f"Use one of {', '.join(sorted(MEASURES.names()))}"
        parsed.findings.append(place.finding(what, remedy, "kind", _line(item, "kind")))
        return
    model = MEASURES.get(str(kind))
    place = Place(file, line, f"{place.who} ({kind})", item)
    written = {key: value for key, value in item.items() if key != "kind"}
    try:
        measure = model.model_validate(written)
    except ValidationError as error:
        parsed.findings += findings_of(error, model, place, item)
        parsed.broken.append((model, written, place))
        return
    if parsed.places.setdefault(measure.id, place).given is item:
        parsed.places[measure.id] = place
        parsed.measures.append(_completed(measure, parsed.head))


def _completed(measure: Measure, head: PlanFile) -> Measure:
    """Give a measure the plan's delay, and its grade and source where it has none of its own."""
    update: dict[str, object] = {}
    if head.delay:
        update["delay"] = measure.delay + head.delay
    if head.grade is not None and "grade" not in measure.model_fields_set:
        update["grade"] = head.grade
    if head.source and "source" not in measure.model_fields_set:
        update["source"] = head.source
    return measure.model_copy(update=update) if update else measure


def _note_id(name: str, place: Place, parsed: Parsed) -> None:
    """Keep the place of a measure's identifier, or note that the identifier is taken."""
    held = parsed.places.setdefault(name, place)
    if held is not place:
        parsed.findings.append(doubled(place, held))


def doubled(place: Place, held: Place) -> Finding:
    """Make the finding for an identifier that two measures bear."""
    where = f"in {held.file}" if held.file != place.file else "in this plan"
    line = f", line {held.line}" if held.line else ""
    return place.finding(f"has the id of another measure {where}{line}", "Give each measure its own id", "id")


def _line(content: object, key: str) -> int | None:
    return content.line_of(key) if isinstance(content, Located) else None
