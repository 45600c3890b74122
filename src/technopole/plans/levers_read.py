"""Read `levers.yaml` of a region: every fault of it at once, each with the nearest right name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from pydantic import ValidationError

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.plans.faults import Place, findings_of
from technopole.plans.levers_schema import (
    QUANTITIES,
    Clearance,
    Goal,
    Lever,
    LeversFile,
    Openness,
    Scale,
    Setting,
)
from technopole.plans.levers_template import template_of
from technopole.plans.load import make_plan, measures_of, plan_files
from technopole.plans.yaml_source import Located, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from technopole.plans.measure import Measure
    from technopole.region import Region

FILE = "levers.yaml"
Fault = tuple[str, str, str]
"""What is wrong (continues the sentence that names the lever), the remedy, and where."""


@dataclass(frozen=True, eq=False)
class Levers:
    """The levers of a region in the order of its file, and the measures of each as published."""

    levers: tuple[Lever, ...] = ()
    goals: tuple[Goal, ...] = ()
    templates: Mapping[str, tuple[Measure, ...]] = field(default_factory=dict)

    def lever(self, name: str) -> Lever:
        """Return one lever.

        Raises:
            InputError: if there is none of this id; the message names the nearest.

        """
        for lever in self.levers:
            if lever.id == name:
                return lever
        known = [lever.id for lever in self.levers]
        what = f"There is no lever '{name}'{suggestion(name, known)}"
        raise InputError(Finding(what, remedy=f"Use one of {', '.join(known) or '(the region has none)'}"))


_KNOWN: WeakKeyDictionary[Region, Levers] = WeakKeyDictionary()


def load_levers(region: Region) -> Levers:
    """Return the levers of a region, read once; none if it has no such file.

    Raises:
        InputError: with every fault of the file.

    """
    if region not in _KNOWN:
        path = Path(region.folder) / FILE
        if not path.is_file():
            return _KNOWN.setdefault(region, Levers())
        source = read_yaml(path)
        if source.findings:
            raise InputError(source.findings)
        _KNOWN[region] = read_levers(region, source.content, path.name)
    return _KNOWN[region]


def levers_findings(region: Region) -> list[Finding]:
    """Return everything wrong with a region's levers: measures written out in them are applied as well.

    Reading levers checks such measures by themselves; applying one may take a fund to be solved.
    """
    try:
        levers = load_levers(region).levers
    except InputError as error:
        return list(error.findings)
    found: list[Finding] = []
    for lever in levers:
        written = [dict(one) for one in getattr(lever.act, "add", ())]
        try:
            make_plan(region, {"id": "written", "measures": written})
        except InputError as error:
            place = Place(FILE, who=f"Lever '{lever.id}'")
            found += [
                place.finding(f"cannot be carried out: {one.what}", one.remedy, "act")
                for one in error.findings
            ]
    return found


def read_levers(region: Region, content: object, file: str = FILE) -> Levers:
    """Check levers given as data: {levers: [{id, group, name, ...}]}.

    Raises:
        InputError: with every unknown field, plan, crossing, side, measure and every id given twice.

    """
    place = Place(file, 1, "The file of levers")
    items = content.get("levers") if isinstance(content, Mapping) else None
    if not isinstance(items, list | tuple):
        raise InputError(place.finding("holds no levers", "Write `levers: [{id, group, name, ...}]`"))
    findings: list[Finding] = []
    goals = _goals(content, place, findings)
    found: dict[str, tuple[Lever, tuple[Measure, ...]]] = {}
    published = cache(partial(measures_of, region))  # many levers act on measures of the same plan
    for position, item in enumerate(items):
        findings += _read_one(region, item, position, file, published, found)
    if findings:
        raise InputError(findings)
    levers = tuple(lever for lever, _ in found.values())
    return Levers(levers, goals, {name: template for name, (_, template) in found.items()})


def _goals(content: Any, place: Place, findings: list[Finding]) -> tuple[Goal, ...]:
    """Read everything beside the levers, noting faults."""
    try:
        return LeversFile.model_validate({**content, "levers": ()}).goals
    except ValidationError as error:
        findings += findings_of(error, LeversFile, place, content)
        return ()


def _read_one(
    region: Region,
    item: Any,
    position: int,
    file: str,
    published: Callable[[str], tuple[Measure, ...]],
    into: dict[str, tuple[Lever, tuple[Measure, ...]]],
) -> list[Finding]:
    """Read one lever with the measures it acts on; return its faults."""
    line = item.line if isinstance(item, Located) else None
    name = item.get("id") if isinstance(item, Mapping) else None
    place = Place(file, line, f"Lever '{name}'" if name else f"Lever {position + 1}", item)
    if not isinstance(item, Mapping):
        return [place.finding("is no mapping", "Write it as `{id: ..., group: ..., act: {...}}`")]
    try:
        lever = Lever.model_validate(dict(item))
    except ValidationError as error:
        return list(findings_of(error, Lever, place, item))
    faults = list(_names(region, lever))
    template: tuple[Measure, ...] = ()
    if not faults:
        try:
            template = template_of(region, lever.act, published)
        except InputError as error:
            faults = [(f"cannot be carried out: {one.what}", one.remedy, "act") for one in error.findings]
        else:
            faults = list(_template_faults(lever, {measure.id: measure for measure in template}))
    if lever.id in into:
        faults.append(("has the id of another lever", "Give each lever its own id", "id"))
    if not faults:
        into[lever.id] = lever, template
    return [place.finding(what, remedy, column) for what, remedy, column in faults]


def _names(region: Region, lever: Lever) -> Iterator[Fault]:
    """Yield plans, crossings and sides that the region does not have."""
    act = lever.act
    named: list[tuple[str, str, Sequence[str]]] = []
    if (plan := getattr(act, "plan", None)) is not None:
        named.append(("plan", str(plan), list(plan_files(region))))
    if isinstance(act, Clearance):
        named += [("crossings", crossing, region.crossings) for crossing in act.crossings]
    if isinstance(act, Openness):
        named += [(column, getattr(act, column), region.sides) for column in ("from_side", "to_side")]
    for column, name, known in named:
        if name not in known:
            what = (
                f"names '{name}' in `act.{column}`, which the region does not have{suggestion(name, known)}"
            )
            yield what, f"Use one of {', '.join(known)}", f"act.{column}"


def _template_faults(lever: Lever, template: Mapping[str, Measure]) -> Iterator[Fault]:
    """Yield what the measures as published lack: an id, a field, anything at all."""
    act = lever.act
    for name in getattr(act, "measures", ()):
        if name not in template and not isinstance(act, Setting):
            what = f"names the measure '{name}', which is not in its plan{suggestion(name, template)}"
            yield what, f"Use one of {', '.join(template) or 'the measures of another plan'}", "act.measures"
    if not template and not isinstance(act, Setting):
        yield "finds no measure in its plan", "Name other measures, kinds, zones or another plan", "act"
    wanted = act.total if isinstance(act, Scale) else act.field if isinstance(act, Setting) else None
    for measure in template.values():
        fields = type(measure).model_fields
        if wanted is not None and wanted not in fields:
            what = f"counts `{wanted}`, which measure '{measure.id}' ({measure.kind}) does not have"
            yield what + suggestion(wanted, fields), f"Fields are: {', '.join(fields)}", "act"
        if isinstance(act, Scale) and not set(QUANTITIES) & set(fields):
            what = f"scales measure '{measure.id}' ({measure.kind}), which has no amount"
            yield what, f"Scale measures with one of {', '.join(QUANTITIES)}", "act"
