"""Levers: from a plan and settings ("clear" at 20 minutes) to a plan of ordinary measures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from technopole.base.errors import Finding, InputError, errors_of
from technopole.base.names import suggestion
from technopole.plans.builder import TimelineBuilder
from technopole.plans.faults import Place
from technopole.plans.levers_act import Acting, Value, same
from technopole.plans.levers_read import load_levers
from technopole.plans.levers_scenario import parse_scenario
from technopole.plans.load import load_plan, plan_fingerprint
from technopole.plans.whole import whole_findings
from technopole.region.settings import Name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from technopole.plans.levers_schema import Lever
    from technopole.plans.measure import Measure
    from technopole.plans.plan import Plan
    from technopole.region import Region

LONGEST_ID = 120
"""Characters of a plan's identifier: it names folders."""
LANGUAGES = ("en", "zh-Hant", "zh-Hans")
COUNTED = {"十億": ("億", 10.0), "十亿": ("亿", 10.0), "百萬": ("億", 0.01), "百万": ("亿", 0.01)}
"""Chinese counts large sums by the hundred million: start of a unit, what is said instead, how many of it."""


@dataclass(frozen=True)
class Moved:
    """A plan with levers moved, and the builder that has its measures applied."""

    plan: Plan
    builder: TimelineBuilder | None = None


def with_levers(region: Region, plan: Plan, settings: Mapping[str, Value], *, beyond: bool = False) -> Plan:
    """Return the plan with levers of the region moved: a plan of ordinary measures, checked as every plan is.

    Args:
        region: the plan's region.
        plan: any plan of it.
        settings: values by lever, in the lever's unit; a lever set to where it stands changes nothing.
        beyond: take the nearest bound for values out of bounds, instead of refusing them.

    Raises:
        InputError: with every unknown lever, value out of bounds, and fault of the plan that comes out.

    """
    return moved(region, plan, settings, beyond=beyond).plan


def moved(region: Region, plan: Plan, settings: Mapping[str, Value], *, beyond: bool = False) -> Moved:
    """As `with_levers`; the measures come applied, so that a run need not apply them again."""
    if not settings:
        return Moved(plan)
    asked = checked(region, settings, beyond=beyond)
    levers, measures = load_levers(region), plan.measures
    told: dict[str, Value] = {}
    for lever in levers.levers:
        if lever.id in asked:
            acting = Acting(region, lever, levers.templates[lever.id])
            changed = acting.moved(measures, asked[lever.id])
            if changed != measures:
                told[lever.id] = asked[lever.id]
            measures = changed
    if not told:
        return Moved(plan)
    before = {id(measure) for measure in plan.measures}
    fresh = {measure.id for measure in measures if id(measure) not in before}
    builder = _applied(region, plan, measures, fresh)
    identifier = _identifier(plan, told)
    return Moved(
        replace(
            plan,
            id=identifier,
            name=_named(plan, [(levers.lever(name), value) for name, value in told.items()]),
            measures=measures,
            fingerprint=plan_fingerprint(identifier, measures),
            file=None,
            warnings=builder.warnings,
        ),
        builder,
    )


def scenario_plan(region: Region, text: str, *, beyond: bool = False) -> Plan:
    """Return the plan of a scenario, `northern-metropolis~clear:20,nl:2032`.

    Raises:
        InputError: no scenario, no such plan, or what `with_levers` refuses.

    """
    scenario = parse_scenario(text)
    return with_levers(region, load_plan(region, scenario.plan), dict(scenario.settings), beyond=beyond)


def lever_values(region: Region, plan: Plan) -> dict[str, Value]:
    """Return where every lever of the region stands in a plan."""
    levers = load_levers(region)
    return {
        lever.id: Acting(region, lever, levers.templates[lever.id]).value(plan.measures)
        for lever in levers.levers
    }


def checked(region: Region, settings: Mapping[str, Value], *, beyond: bool = False) -> dict[str, Value]:
    """Return the settings as levers take them.

    Raises:
        InputError: with every unknown lever and every value that is none or out of bounds.

    """
    levers, faults, kept = load_levers(region), list[Finding](), dict[str, Value]()
    for name, value in settings.items():
        try:
            kept[name] = _taken(levers.lever(name), value, beyond=beyond)
        except InputError as error:
            faults += error.findings
    if faults:
        raise InputError(faults)
    return kept


def extrapolated(region: Region, settings: Mapping[str, Value], language: str = "en") -> list[Finding]:
    """Return a finding for each value outside the range in which the model was tried."""
    levers, found = load_levers(region), list[Finding]()
    for name, value in settings.items():
        lever = levers.lever(name)
        low, high = lever.tested_range
        if isinstance(value, str) or low <= value <= high:
            continue
        used = min(max(value, lever.low), lever.high)
        where = f"{lever.name.text(language)} at {value:g} {lever.unit_text(language)}".strip()
        what = f"{where} is outside the tested range, {low:g} to {high:g}"
        found.append(Finding(what, remedy=f"The run uses {used:g}", severity="warning"))
    return found


def parsed(text: str) -> tuple[str, str]:
    """Return the lever and the value written 'clear=20'.

    Raises:
        InputError: if there is no equals sign.

    """
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise InputError(Finding(f"'{text}' is no setting of a lever", remedy="Write LEVER=VALUE: clear=20"))
    return name.strip(), value.strip()


def _taken(lever: Lever, value: Value, *, beyond: bool) -> Value:
    """Return a value the lever can take."""
    if lever.kind == "choice":
        words = [option.id for option in lever.choices]
        if str(value) in words:
            return str(value)
        what = f"Lever '{lever.id}' has no answer '{value}'{suggestion(str(value), words)}"
        raise InputError(Finding(what, remedy=f"Use one of {', '.join(words)}"))
    bounds = f"{lever.low:g} to {lever.high:g} {lever.unit_text()}".strip()
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = float("nan")
    if not abs(number) < float("inf"):
        what = f"Lever '{lever.id}' is set to '{value}', which is no number"
        raise InputError(Finding(what, remedy=f"Use a number of {bounds}"))
    held = min(max(number, lever.low), lever.high)
    if held != number and not beyond:
        what = f"Lever '{lever.id}' ({lever.name.en}) cannot stand at {number:g}: it goes from {bounds}"
        raise InputError(Finding(what, remedy=f"Use {held:g}, the nearest it can take"))
    return float(round(held)) if lever.kind == "year" else held


def _applied(region: Region, plan: Plan, measures: Sequence[Measure], fresh: set[str]) -> TimelineBuilder:
    """Apply measures; only the changed ones and the plan as a whole need checking again."""
    places = {**plan.places, **{name: Place(who=f"Measure '{name}', as moved,") for name in fresh}}
    builder = TimelineBuilder(region, places)
    for measure in sorted(measures, key=lambda one: one.id):
        if measure.id in fresh:
            builder.add(measure)
        else:
            builder.apply(measure.dated(), places.get(measure.id))
    gone = {measure.id for measure in plan.measures} - {measure.id for measure in measures}
    still = [one for one in plan.warnings if not any(f"'{name}'" in one.what for name in gone | fresh)]
    builder.findings = list(dict.fromkeys((*still, *builder.findings, *whole_findings(builder))))
    if errors_of(builder.findings):
        raise InputError(errors_of(builder.findings))
    return builder


def _identifier(plan: Plan, told: Mapping[str, Value]) -> str:
    """Name the plan for folders: by what is moved, or by a digest of it where that gets long."""
    parts = [f"{name}-{_short(value)}" for name, value in told.items()]
    identifier = "_".join((plan.id, *parts))
    if len(identifier) <= LONGEST_ID:
        return identifier
    return f"{plan.id[: LONGEST_ID - 14]}_{sha256(identifier.encode()).hexdigest()[:12]}"


def _named(plan: Plan, told: Sequence[tuple[Lever, Value]]) -> Name:
    """Name the plan by what is moved: "Northern Metropolis, Border clearance 20 minutes"."""
    names = {}
    for language in LANGUAGES:
        mark = ", " if language == "en" else "，"
        parts = [f"{lever.name.text(language)} {said(lever, value, language)}" for lever, value in told]
        names[language] = mark.join((plan.name.text(language), *parts))
    return Name.model_validate(names)


def said(lever: Lever, value: Value, language: str = "en") -> str:
    """Say a lever's value with its unit, or the word for leaving it out."""
    for option in lever.choices:
        if option.id == value:
            return option.name.text(language)
    if lever.absent is not None and same(value, absent_value(lever)):
        return lever.absent.text(language)
    unit = lever.unit_text(language)
    counted = COUNTED.get(unit[:2])
    if counted is not None and not isinstance(value, str):
        value, unit = value * counted[1], counted[0] + unit[2:]
    return f"{_short(value)} {unit}".strip()


def absent_value(lever: Lever) -> Value:
    """Return the value at which the lever's measures are left out."""
    never = getattr(lever.act, "never", None)
    return float(never) if never is not None else getattr(lever.act, "absent", None) or 0.0


def _short(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:.10g}"
