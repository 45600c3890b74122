"""Load a plan: its file, the plans it includes, and everything that is wrong with them, at once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError, errors_of
from technopole.base.names import suggestion
from technopole.plans.builder import TimelineBuilder
from technopole.plans.checks import entry_findings
from technopole.plans.faults import Place
from technopole.plans.measure import MEASURES
from technopole.plans.parse import Parsed, doubled, identifier_findings, parse_plan
from technopole.plans.plan import Plan
from technopole.plans.yaml_source import read_yaml
from technopole.region.settings import Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from technopole.plans.measure import Measure
    from technopole.region import Region

_ENDINGS = (".yaml", ".yml")
MOVED = "~"
"""Stands between a plan's name and the levers moved in it."""


@dataclass
class _Gathered:
    """Measures of a plan and of the plans it includes, and all faults so far."""

    measures: list[Measure] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    done: set[str] = field(default_factory=set)


def plan_files(region: Region) -> dict[str, Path]:
    """Return the files of the region's plans by name, sorted."""
    folder = Path(region.folder) / "plans"
    if not folder.is_dir():
        return {}
    return {path.stem: path for path in sorted(folder.iterdir()) if path.suffix in _ENDINGS}


def list_plans(region: Region) -> dict[str, str]:
    """Return the English names of the region's plans by the name `load_plan` takes; faulty ones too."""
    names: dict[str, str] = {}
    for name, path in plan_files(region).items():
        head = parse_plan(read_yaml(path).content, path.name).head
        names[name] = name if head.name is None else head.name.en
    return names


def load_plan(region: Region, name_or_path: str | Path) -> Plan:
    """Load a plan of the region by name, with levers moved (`NAME~LEVER:VALUE,...`), or any plan by path.

    The plan is checked as a whole against the region: labels, years, land, crossings and projects.

    Raises:
        InputError: with every fault of the file, of the plans it includes and of their measures together.

    """
    _discover()
    if str(name_or_path).partition(MOVED)[0] in plan_files(region) and MOVED in str(name_or_path):
        from technopole.plans.levers import scenario_plan

        return scenario_plan(region, str(name_or_path))
    path = _find(region, name_or_path)
    parsed, findings = _read(path)
    return _assemble(region, parsed, findings, path)


def make_plan(region: Region, content: Mapping[str, Any]) -> Plan:
    """Make a plan from data of the form of a plan's file; `id` is then needed.

    Raises:
        InputError: as `load_plan`.

    """
    _discover()
    parsed = parse_plan(content, "")
    if not parsed.head.id:
        parsed.findings.append(Finding("The plan lacks `id`", column="id", remedy="Add `id`"))
    return _assemble(region, parsed, [], None)


def measures_of(region: Region, name: str) -> tuple[Measure, ...]:
    """Return the measures of a plan of the region, which need not be sound together.

    Raises:
        InputError: with every fault of how the plan and those it includes are written.

    """
    _discover()
    path = _find(region, name)
    parsed, findings = _read(path)
    return _sound_apart(region, parsed, path.stem, findings)


def written_measures(region: Region, measures: Iterable[Mapping[str, Any]]) -> tuple[Measure, ...]:
    """Return measures written out elsewhere than in a plan; as in `measures_of`, nothing is applied.

    Raises:
        InputError: with every fault of how they are written.

    """
    _discover()
    parsed = parse_plan({"id": "written", "measures": [dict(one) for one in measures]}, "")
    return _sound_apart(region, parsed, "written", [])


def _sound_apart(region: Region, parsed: Parsed, name: str, findings: list[Finding]) -> tuple[Measure, ...]:
    """Return all measures of what was parsed, each checked by itself."""
    gathered = _Gathered(findings=findings)
    _gather(region, parsed, (name,), gathered)
    if errors_of(gathered.findings):
        raise InputError(errors_of(gathered.findings))
    return tuple(gathered.measures)


def list_measures() -> dict[str, str]:
    """Return the first line of the description of each kind of measure, by kind, sorted."""
    _discover()
    return {kind: (cls.__doc__ or "").strip().splitlines()[0] for kind, cls in sorted(MEASURES.items())}


def _discover() -> None:
    """Import every file of kinds, once."""
    MEASURES.discover("technopole.plans.measures")


def _read(path: Path) -> tuple[Parsed, list[Finding]]:
    """Return a plan's file as parsed, and what is wrong with how it is written."""
    source = read_yaml(path)
    findings = list(source.findings)
    if source.content is None and findings:
        raise InputError(findings)
    return parse_plan(source.content, path.name), findings


def _find(region: Region, name_or_path: str | Path) -> Path:
    """Return the file of a plan."""
    files = plan_files(region)
    name = str(name_or_path)
    if name in files:
        return files[name]
    path = Path(name_or_path).expanduser()
    if path.is_file():
        return path
    remedy = f"Give the path of a plan's file, or one of {', '.join(files) or '(the region has no plans)'}"
    what = f"Region '{region.settings.id}' has no plan '{name}'{suggestion(name, files)}"
    raise InputError(Finding(what, remedy=remedy))


def _assemble(region: Region, parsed: Parsed, findings: list[Finding], path: Path | None) -> Plan:
    """Put included measures and the plan's own together, check them as one, and make the plan."""
    head = parsed.head
    gathered = _Gathered(findings=findings)
    trail = (path.stem,) if path is not None else (head.id,)
    _gather(region, parsed, trail, gathered)
    files = plan_files(region)
    if head.baseline is not None and head.baseline not in files:
        what = f"The plan names baseline '{head.baseline}', which the region does not have"
        hint = suggestion(head.baseline, files)
        file = "" if path is None else path.name
        gathered.findings.append(
            Finding(what + hint, file, column="baseline", remedy="Name a plan of the region")
        )
    if path is not None and not head.id:
        gathered.findings += _faults_of_stem(path)
    warnings: tuple[Finding, ...] = ()
    try:
        warnings = TimelineBuilder.compiled(region, gathered.measures, gathered.places).warnings
    except InputError as error:
        gathered.findings += error.findings
    if errors_of(gathered.findings):
        raise InputError(gathered.findings)
    plan_id, measures = head.id or trail[0], tuple(gathered.measures)
    return Plan(
        id=plan_id,
        name=head.name or Name(en=plan_id),
        description=head.description,
        baseline=head.baseline,
        includes=head.includes,
        measures=measures,
        fingerprint=plan_fingerprint(plan_id, measures),
        file=path,
        warnings=warnings,
        places=gathered.places,
        checked=(region, measures),
    )


def _faults_of_stem(path: Path) -> list[Finding]:
    """Check the file's name where it stands for the plan's identifier."""
    found = identifier_findings(path.stem, Place(path.name))
    return [replace(finding, remedy=f"Rename the file or give `id`. {finding.remedy}") for finding in found]


def _gather(region: Region, parsed: Parsed, trail: tuple[str, ...], into: _Gathered) -> None:
    """Add the measures of included plans, then the plan's own. A plan reached twice counts once."""
    into.findings += parsed.findings
    files = plan_files(region)
    file = f"{trail[-1]}.yaml" if trail[-1] not in files else files[trail[-1]].name
    for name in parsed.head.includes:
        if name in trail:
            way = " includes ".join(f"'{step}'" for step in (*trail[trail.index(name) :], name))
            finding = Finding(
                f"Plans include each other: {way}", file, column="includes", remedy="Break the circle"
            )
            into.findings.append(finding)
        elif name not in files:
            what = f"The plan includes '{name}', which the region does not have{suggestion(name, files)}"
            into.findings.append(Finding(what, file, column="includes", remedy="Name a plan of the region"))
        elif name not in into.done:
            into.done.add(name)
            source = read_yaml(files[name])
            into.findings += source.findings
            if source.content is not None or not source.findings:
                _gather(region, parse_plan(source.content, files[name].name), (*trail, name), into)
    for model, written, place in parsed.broken:
        into.findings += entry_findings(model, written, region, place)
    taken = parsed.places.keys() & into.places.keys()
    into.findings += [doubled(parsed.places[name], into.places[name]) for name in sorted(taken)]
    for measure in parsed.measures:
        if measure.id in taken:
            into.findings += entry_findings(type(measure), measure, region, parsed.places[measure.id])
        else:
            into.measures.append(measure)
    into.places |= {name: place for name, place in parsed.places.items() if name not in taken}


def plan_fingerprint(plan_id: str, measures: Iterable[Measure]) -> str:
    """Return SHA-256 of the plan's identifier and measures, whatever their order."""
    written = sorted(
        (measure.id, measure.kind, measure.model_dump(mode="json", by_alias=True)) for measure in measures
    )
    return hashlib.sha256(json.dumps([plan_id, written], sort_keys=True).encode()).hexdigest()
