"""The scorecard: first and last year, baseline, target, verdict, grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from weakref import WeakKeyDictionary

import numpy as np

from technopole.base.grades import weakest
from technopole.indicators.base import FAMILIES, parse_request
from technopole.indicators.compute import HasPath, compute, context_of
from technopole.indicators.rows import scorecard_rows
from technopole.indicators.targets import Judgement, judge, same_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from technopole.indicators.base import Request
    from technopole.indicators.rows import Row
    from technopole.region import Region


class HasScorecard(HasPath, Protocol):
    """A run with its years."""

    @property
    def years(self) -> Sequence[int]:
        """Years of the run."""
        ...


COLUMNS = (
    "indicator",
    "name",
    "scope",
    "scope_name",
    "family",
    "unit",
    "better",
    "first",
    "last",
    "baseline_last",
    "change",
    "target",
    "target_year",
    "value_at_target_year",
    "meets",
    "miss",
    "grade",
    "target_grade",
    "published_indicator",
    "published_year",
    "note",
)


def scorecard(
    run: HasScorecard,
    base: HasScorecard | None = None,
    language: str = "en",
    *,
    only: Callable[[Row], bool] | None = None,
) -> pd.DataFrame:
    """Return one row per target and per headline indicator; those for which `only` is true, if it is given.

    Columns: `first` and `last` are the values in the run's first and last year; `baseline_last` is the
    baseline's in the run's last year (NaN without `base`); `change` is last - baseline_last, or
    last - first without a baseline; `meets` is "yes", "no", "too late" or empty (no target), judged in
    `target_year`; `miss` is how far short, in the unit of the row; `grade` is the weakest grade of the
    tables and parameters behind the indicator.

    A run that stopped in its first year has an empty scorecard.

    Raises:
        InputError: a target or scorecard row names an indicator, label or scope that does not exist.

    """
    import pandas as pd

    context, base_context = context_of(run), None if base is None else context_of(base)
    records: list[dict[str, Any]] = []
    for row in scorecard_rows(run.region) if len(run.years) else ():
        if only is not None and not only(row):
            continue
        request = parse_request(row.indicator)
        values = compute(run, row.indicator, row.scope, context=context)
        reference = np.nan
        if base is not None:
            other = compute(base, row.indicator, row.scope, context=base_context)
            reference = _at(other, base.years, run.years[-1])
        records.append(_record(run, row, request, values, reference, language))
    frame = pd.DataFrame(records, columns=list(COLUMNS))
    order = frame["family"].map(FAMILIES.index)
    return frame.iloc[np.lexsort((np.arange(len(frame)), order))].reset_index(drop=True)


def _record(
    run: HasScorecard, row: Row, request: Request, values: Any, reference: float, language: str
) -> dict[str, Any]:
    found, region = request.indicator, run.region
    unit = found.unit.replace("{money}", region.money)
    verdict = _verdict(row, values, run.years, unit, request)
    first, last = float(values[0]), float(values[-1])
    return {
        "indicator": request.id,
        "name": row_name(region, request, language),
        "scope": row.scope,
        "scope_name": region.scope_name(row.scope, language),
        "family": found.family,
        "unit": unit,
        "better": found.better or "",
        "first": first,
        "last": last,
        "baseline_last": reference,
        "change": last - (first if np.isnan(reference) else reference),
        "target": row.target,
        "target_year": row.target_year,
        "value_at_target_year": verdict.value,
        "meets": verdict.meets,
        "miss": verdict.miss,
        "grade": indicator_grade(region, request),
        "target_grade": row.target_grade,
        "published_indicator": row.published_indicator,
        "published_year": row.published_year,
        "note": verdict.note,
    }


def row_name(region: Region, request: Request, language: str = "en") -> str:
    """Return an indicator's name in a language, with its label if it has one: "Cost to a payer: MTR"."""
    name = request.indicator.named(language)
    if request.label is None:
        return name
    colon = ": " if language == "en" else "："
    return f"{name}{colon}{label_name(region, request, language)}"


def label_name(region: Region, request: Request, language: str = "en") -> str:
    """Return the name of a request's payer, group, crossing, sector or market; its identifier if none."""
    axis, label = request.indicator.of, request.label or ""
    if axis == "crossing" and label in region.crossings:
        table, place = region.tables["crossings"], region.crossings.index(label)
        column = f"name_{language.lower().replace('-', '_')}"
        found = [str(table[one].iloc[place]) for one in (column, "name_en") if one in table]
        return next((name for name in found if name), label)
    labelled = {
        "payer": region.settings.payers,
        "group": region.settings.groups,
        "sector": region.settings.sectors,
        "market": region.settings.markets,
    }.get(axis or "", ())
    return next((item.name.text(language) for item in labelled if item.id == label), label)


def _verdict(row: Row, values: Any, years: Sequence[int], unit: str, request: Request) -> Judgement:
    if np.isnan(row.target):
        return Judgement(np.nan, "", np.nan, "")
    if not same_unit(row.target_unit, unit):
        note = f"not judged: the target is in '{row.target_unit}', the indicator in '{unit}'"
        return Judgement(np.nan, "", np.nan, note)
    return judge(values, years, row.target, row.target_year, request.indicator.better)


def indicator_grade(region: Region, request: Request) -> str:
    """Return the weakest grade of the tables and parameters an indicator rests on.

    A plan's own costs ("plan" among the tables) have the grade "plan".
    """
    known = _GRADES.setdefault(region, {})
    if request.indicator.id not in known:
        known[request.indicator.id] = _grade(region, request)
    return known[request.indicator.id]


_GRADES: WeakKeyDictionary[Region, dict[str, str]] = WeakKeyDictionary()
"""Grades by indicator: a region's tables do not change while it is in use."""


def _grade(region: Region, request: Request) -> str:
    tables = [name for name in request.indicator.grade_tables if name != "plan"]
    grades = list(region.grade_of(*tables))
    if "plan" in request.indicator.grade_tables:
        grades.append("plan")
    grades += [_parameter_grade(region, name) for name in request.indicator.parameters]
    return weakest(grades)


def _parameter_grade(region: Region, name: str) -> str:
    """Return the weakest grade of a parameter over its labels."""
    from technopole.region import declared_parameters

    by = declared_parameters()[name].by
    labels = ("",) if by == "none" else region.parameters.labels[by]
    return weakest(region.parameters.grade(name, label) for label in labels)


def _at(values: Any, years: Sequence[int], year: int) -> float:
    """Value in a year; NaN outside the run."""
    return float(values[list(years).index(year)]) if year in years else np.nan
