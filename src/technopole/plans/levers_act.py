"""What each kind of lever reads off a plan's measures, and how it changes them. All of it is pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from technopole.plans.levers_schema import QUANTITIES, Clearance, Opening, Openness, Scale, Setting
from technopole.plans.levers_template import clears, matches, rules
from technopole.plans.measure import YEAR_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from technopole.plans.border_rules import BorderRules
    from technopole.plans.levers_schema import Lever
    from technopole.plans.measure import Measure
    from technopole.region import Region

Value = float | str
PER_CENT = 100.0
NOTHING = 1e-12
SAME = 1e-9
"""Share of a value within which a lever stands where it is asked to stand."""


@dataclass(frozen=True, eq=False)
class Acting:
    """One lever on one plan: `template` is what its act finds in the plan that publishes the measures."""

    region: Region
    lever: Lever
    template: tuple[Measure, ...]

    def value(self, measures: Sequence[Measure]) -> Value:
        """Return where the lever stands in a plan of these measures."""
        act = self.lever.act
        if isinstance(act, Scale):
            return _size(act, self._mine(measures), self.template)
        if isinstance(act, Opening):
            return self._opens(act, measures)
        if isinstance(act, Clearance):
            return self._minutes(act, measures)
        if isinstance(act, Openness):
            return PER_CENT * sum(self._removed(act, measures).values()) / len(act.flows)
        return self._set_to(act, measures)

    def moved(self, measures: Sequence[Measure], value: Value) -> tuple[Measure, ...]:
        """Return the measures with the lever at a value within its bounds."""
        if same(self.value(measures), value):
            return tuple(measures)
        act = self.lever.act
        if isinstance(act, Scale):
            return self._scaled(act, measures, float(value))
        if isinstance(act, Opening):
            return self._opened(act, measures, round(float(value)))
        if isinstance(act, Clearance):
            return self._cleared(act, measures, float(value))
        if isinstance(act, Openness):
            return self._freed(act, measures, float(value))
        return self._with_field(act, measures, value)

    def names(self, measures: Sequence[Measure]) -> frozenset[str]:
        """Return the ids of the measures the lever acts on, in a plan of these or as published."""
        act = self.lever.act
        known = {measure.id for measure in self.template}
        if isinstance(act, Opening):
            known |= {*act.measures, *act.along}
        if isinstance(act, Setting):
            known |= set(act.measures)
        for measure in measures:
            if (
                (isinstance(act, Scale) and act.total is not None and matches(act, measure))
                or (isinstance(act, Clearance) and clears(act, measure))
                or (isinstance(act, Openness) and rules(measure, act))
            ):
                known.add(measure.id)
        return frozenset(known)

    # Amounts -------------------------------------------------------------------------------------

    def _mine(self, measures: Iterable[Measure]) -> list[Measure]:
        """Keep the plan's measures the lever scales: per cent compares with the published ones alone."""
        act = self.lever.act
        assert isinstance(act, Scale)  # noqa: S101 - callers have checked
        known = {measure.id for measure in self.template}
        if act.total is None:
            return [measure for measure in measures if measure.id in known]
        return [measure for measure in measures if matches(act, measure)]

    def _scaled(self, act: Scale, measures: Sequence[Measure], value: float) -> tuple[Measure, ...]:
        mine = self._mine(measures)
        now = _size(act, mine, self.template)
        held, whole = (
            (mine, now) if now > NOTHING else (list(self.template), _size(act, self.template, self.template))
        )
        return _exchanged(
            measures, mine, [] if value <= NOTHING else [scaled(one, value / whole) for one in held]
        )

    # Years ---------------------------------------------------------------------------------------

    def _opens(self, act: Opening, measures: Sequence[Measure]) -> float:
        by_id = {measure.id: measure for measure in measures}
        first = by_id.get(act.measures[0])
        return float(act.never if first is None else _year(first.dated()))

    def _opened(self, act: Opening, measures: Sequence[Measure], value: int) -> tuple[Measure, ...]:
        mine = [measure for measure in measures if measure.id in (*act.measures, *act.along)]
        if value >= act.never:
            return _exchanged(measures, mine, [])
        held = [measure.dated() for measure in (mine or self.template)]
        first = next((one for one in held if one.id == act.measures[0]), held[0])
        shift = value - _year(first)
        return _exchanged(measures, mine, [later(one, shift, self.region.base_year + 1) for one in held])

    # Minutes at crossings ------------------------------------------------------------------------

    def _own_minutes(self) -> dict[str, float]:
        table = self.region.tables["crossings"]
        return dict(zip(table["crossing"], table["clearance"].astype(float), strict=True))

    def _minutes(self, act: Clearance, measures: Sequence[Measure]) -> float:
        own, last = self._own_minutes(), dict[str, tuple[int, float]]()
        for measure in measures:
            if clears(act, measure):
                crossing, told = (
                    str(_of(measure, "crossing")),
                    (_year(measure.dated()), float(_of(measure, "clearance"))),
                )
                last[crossing] = max(last.get(crossing, told), told)
        shares = [last[one][1] / own[one] if one in last else 1.0 for one in act.crossings]
        return own[act.crossings[0]] * sum(shares) / len(shares)

    def _cleared(self, act: Clearance, measures: Sequence[Measure], value: float) -> tuple[Measure, ...]:
        """Every crossing at the same share of its own minutes; where nothing changes no measure is needed."""
        own = self._own_minutes()
        mine = [measure for measure in measures if clears(act, measure)]
        share = value / own[act.crossings[0]]
        if abs(share - 1.0) < SAME:
            return _exchanged(measures, mine, [])
        planned = {str(_of(one, "crossing")) for one in mine}
        extra = [one for one in self.template if str(_of(one, "crossing")) not in planned]
        held = [*mine, *(one if share < 1.0 else one.model_copy(update={"cost": ()}) for one in extra)]
        return _exchanged(
            measures,
            mine,
            [one.model_copy(update={"clearance": share * own[str(_of(one, "crossing"))]}) for one in held],
        )

    # Rules ---------------------------------------------------------------------------------------

    def _removed(self, act: Openness, measures: Iterable[Measure]) -> dict[str, float]:
        """Share of each flow's friction that the plan has taken away in the last year."""
        last: dict[str, tuple[int, float]] = {}
        for measure in measures:
            if rules(measure, act):
                told = (_year(measure.dated()), self._taken(measure))
                last[measure.flow] = max(
                    last.get(measure.flow, told), told, key=lambda one: (one[0], -one[1])
                )
        return {flow: last[flow][1] if flow in last else 0.0 for flow in act.flows}

    def _taken(self, measure: BorderRules) -> float:
        return measure.taken(self.region.parameters.get(f"{measure.flow}_friction"))

    def _freed(self, act: Openness, measures: Sequence[Measure], value: float) -> tuple[Measure, ...]:
        mine = [measure for measure in measures if rules(measure, act)]
        acting = sum(self._removed(act, mine).values()) > NOTHING
        held = mine if acting else [one for one in self.template if rules(one, act)]
        now = PER_CENT * sum(self._removed(act, held).values()) / len(act.flows)
        if value <= NOTHING:
            return _exchanged(measures, mine, [])
        return _exchanged(measures, mine, [self._freer(one, value / now) for one in held])

    def _freer(self, measure: BorderRules, factor: float) -> BorderRules:
        share = min(factor * self._taken(measure), 1.0)
        return measure.model_copy(update={measure.level: None, "eased": share})

    # One field -----------------------------------------------------------------------------------

    def _names(self, act: Setting) -> tuple[str, ...]:
        return act.measures or tuple(measure.id for measure in self.template)

    def _set_to(self, act: Setting, measures: Sequence[Measure]) -> Value:
        mine = [measure for measure in measures if measure.id in self._names(act)]
        found = _of(mine[0], act.field) if mine else act.absent
        for option in self.lever.choices:
            if option.value == found:
                return option.id
        return found if isinstance(found, str) else float(found or 0.0)

    def _with_field(self, act: Setting, measures: Sequence[Measure], value: Value) -> tuple[Measure, ...]:
        mine = [measure for measure in measures if measure.id in self._names(act)]
        said: Any = next((option.value for option in self.lever.choices if option.id == value), value)
        if act.absent is not None and same(act.absent, said):
            return _exchanged(measures, mine, [])
        held = mine or list(self.template)
        return _exchanged(measures, mine, [one.model_copy(update={act.field: said}) for one in held])


def same(one: Value, other: Value) -> bool:
    """Tell whether two values of a lever are one."""
    if isinstance(one, str) or isinstance(other, str):
        return str(one) == str(other)
    return abs(one - other) <= SAME * max(1.0, abs(one))


def scaled(measure: Measure, factor: float) -> Measure:
    """Return a measure of so much more, its costs with it.

    Beyond what is published the money is new: it is not taken from an appropriation voted for less.
    """
    update: dict[str, Any] = {
        name: getattr(measure, name) * factor
        for name in QUANTITIES
        if name in type(measure).model_fields and getattr(measure, name)
    }
    beyond = factor > 1.0 + SAME
    if beyond and getattr(measure, "appropriation", None) is not None:
        update["appropriation"] = None
    fresh: dict[str, Any] = {"appropriation": None} if beyond else {}
    update["cost"] = tuple(
        cost.model_copy(update={"amount": cost.amount * factor, **fresh}) for cost in measure.cost
    )
    return measure.model_copy(update=update)


def later(measure: Measure, years: int, earliest: int) -> Measure:
    """Return a measure moved with its costs; what would have to be paid before `earliest` is paid then."""
    costs = tuple(
        cost.model_copy(
            update={name: max(getattr(cost, name) + years, earliest) for name in ("year_from", "year_to")}
        )
        for cost in measure.cost
    )
    return measure.moved(years).model_copy(update={"cost": costs})


def _size(act: Scale, mine: Sequence[Measure], template: Sequence[Measure]) -> float:
    """Return the sum of the counted field, or the mean share of the published measures in per cent."""
    if act.total is not None:
        return (
            sum(float(_of(measure, act.total)) for measure in mine if hasattr(measure, act.total)) / act.per
        )
    held = {measure.id: measure for measure in mine}
    shares = [_quantity(held[one.id]) / _quantity(one) if one.id in held else 0.0 for one in template]
    return PER_CENT * sum(shares) / len(shares)


def _quantity(measure: Measure) -> float:
    """Return the first field that says how much of a measure there is."""
    values = (getattr(measure, name, None) for name in QUANTITIES)
    return float(next(value for value in values if value))


def _exchanged(
    measures: Sequence[Measure], mine: Sequence[Measure], new: Sequence[Measure]
) -> tuple[Measure, ...]:
    """Return the measures with some exchanged; those that stay keep their place."""
    by_id, gone = {measure.id: measure for measure in new}, {measure.id for measure in mine}
    kept = [by_id.pop(one.id, None) if one.id in gone else one for one in measures]
    return (*(one for one in kept if one is not None), *by_id.values())


def _year(measure: Measure) -> int:
    return next(
        int(getattr(measure, name)) for name in YEAR_FIELDS if getattr(measure, name, None) is not None
    )


def _of(measure: Measure, name: str) -> Any:
    return getattr(measure, name)
