"""The scorecard as the page shows it: rows with their path over the years, goals on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.indicators import compute, context_of, parse_request, scorecard
from technopole.indicators.scorecard import row_name
from technopole.indicators.targets import year_met
from technopole.report.layers import aligned, compact
from technopole.report.words import GRADE_LETTERS

if TYPE_CHECKING:
    import pandas as pd

    from technopole.indicators.context import Context

FAR_LEFT, FAR_RIGHT = -0.3, 1.3
"""Ends of the goal line; 0 is the base year's value, 1 the target. Dots beyond are held at the end."""

DIGITS = 8
"""Digits of a series: the page takes A from B, and a change of a thousandth must keep its own."""

FLAT = 1e-3
"""Share of the target below which today's value counts as standing on it."""


def card_of(run: Any, base: Any | None) -> pd.DataFrame:
    """Return the scorecard of the run against the baseline.

    A stored run's own card is taken if it was made against the same baseline, so that page and folder
    agree; else it is computed from the stored arrays.
    """
    stored = getattr(run, "scorecard", None)
    if stored is None or callable(stored):
        return scorecard(run, base)
    made_against = run.manifest.get("baseline")
    wanted = None if base is None else base.plan.id
    return stored if made_against == wanted else scorecard(run, base)


def score_data(
    run: Any, base: Any | None, card: pd.DataFrame | None = None, language: str = "en"
) -> list[dict[str, Any]]:
    """Return one record a row: the card's figures, the path of B and A, and the place on the goal line.

    Names are in the language asked, whatever the card's are. A row without a target that is 0 in both runs
    in every year says nothing, and is left out.
    """
    context = context_of(run)
    base_context = None if base is None else context_of(base)
    records = []
    card = card_of(run, base) if card is None else card
    for found in card.to_dict("records"):
        row = {str(key): value for key, value in found.items()}
        series_b = compute(run, row["indicator"], row["scope"], context=context)
        series_a = _series(base, row, base_context, run.years)
        if np.isnan(row["target"]) and _nothing(series_b) and (series_a is None or _nothing(series_a)):
            continue
        record = {key: _clean(value) for key, value in row.items()}
        record["name"] = row_name(run.region, parse_request(row["indicator"]), language)
        record["scope_name"] = run.region.scope_name(row["scope"], language)
        record["letter"] = GRADE_LETTERS[row["grade"]]
        record["b"] = compact(series_b, DIGITS)
        record["a"] = None if series_a is None else compact(series_a, DIGITS)
        record["has_baseline"] = base is not None and record["baseline_last"] is not None
        record["line"] = _goal_line(row, series_b, series_a, run.years)
        records.append(record)
    return records


def _nothing(values: Any) -> bool:
    """Tell whether a series is 0 in every year; one without data is not."""
    return not np.any(np.asarray(values))


def _series(base: Any | None, row: dict[str, Any], context: Context | None, years: Any) -> Any:
    if base is None:
        return None
    values = compute(base, row["indicator"], row["scope"], context=context)
    return aligned(values, base.years, years)


def _goal_line(row: dict[str, Any], series_b: Any, series_a: Any, years: Any) -> dict[str, Any] | None:
    """Return the places of B and A in the target's year, and of today; None without a judged target.

    `reached` is the first year from the target's on in which B meets it, None if there is none.
    """
    if row["meets"] == "" or not np.isfinite(row["value_at_target_year"]):
        return None
    first, target, value = float(row["first"]), float(row["target"]), float(row["value_at_target_year"])
    year = row["target_year"]
    year = years[-1] if not np.isfinite(year) else min(max(year, years[0]), years[-1])
    sign = -1.0 if row["better"] == "lower" else 1.0
    span = sign * (target - first)
    if not span > FLAT * max(abs(target), 1e-12):  # today's value meets the target, or does not exist
        span = max(abs(target - first), 0.25 * abs(target), 1e-12)
        first = target - sign * span

    def place(value: float) -> dict[str, Any] | None:
        if not np.isfinite(value):
            return None
        share = 1.0 + sign * (value - target) / span
        held = min(max(share, FAR_LEFT), FAR_RIGHT)
        return {"at": round(held, 4), "beyond": bool(held != share)}

    a = np.nan if series_a is None else float(np.interp(year, years, series_a))
    return {
        "b": place(target if row["meets"] == "yes" and sign * (target - value) > 0 else value),
        "a": place(a),
        "today": place(float(row["first"])),
        "value_a": None if not np.isfinite(a) else a,
        "year": int(year),
        "reached": year_met(series_b, years, target, year, row["better"] or None),
    }


def _clean(value: Any) -> Any:
    """Return a cell as JSON can say it; NaN and infinities become None."""
    if value is None or isinstance(value, (str, bool)):
        return value
    number = float(value)
    return number if np.isfinite(number) else None
