"""Holding a figure against a published target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from technopole.indicators.base import Better

Verdict = Literal["yes", "no", "too late", ""]

COUNTS = frozenset(
    {"persons", "people", "jobs", "homes", "flats", "dwellings", "households", "workers", "count"}
)
"""Units of things counted one by one: a target in flats is one in homes."""

NEAR = 1e-3
"""Share of the target within which a miss counts as met: targets are published in three figures."""


@dataclass(frozen=True)
class Judgement:
    """Whether a target is met. `miss` is how far short, in the target's unit; 0 if met, NaN if not judged."""

    value: float
    meets: Verdict
    miss: float
    note: str


def same_unit(first: str, second: str) -> bool:
    """Tell whether two units may be compared as they stand."""
    return first == second or {first, second} <= COUNTS


def judge(
    values: NDArray[np.float64], years: Sequence[int], target: float, target_year: float, better: Better
) -> Judgement:
    """Judge values (T,) by year against a target in its year.

    Between years the value is interpolated. A target year after the run, or none, is judged in the last
    year, and the note says so. A miss below 0.1% of the target (`NEAR`) counts as met. "too late": missed
    in its year, met in the last. Without a better direction a target is taken as a least.
    """
    year, note = _judged_in(years, target_year)
    value = float(np.interp(year, np.asarray(years, dtype=float), values))
    if np.isnan(value):
        return Judgement(value, "", np.nan, note or "no value in the target year")
    if reached(value, target, better):
        return Judgement(value, "yes", 0.0, note)
    late = reached(float(values[-1]), target, better)
    return Judgement(value, "too late" if late else "no", abs(target - value), note)


def _judged_in(years: Sequence[int], target_year: float) -> tuple[float, str]:
    """Return the year in which a target is judged, and why it is not its own."""
    if np.isnan(target_year):
        return years[-1], f"no target year published: judged in {years[-1]}"
    if target_year > years[-1]:
        return years[-1], f"target year {target_year:.0f} is after the run: judged in {years[-1]}"
    if target_year < years[0]:
        return years[0], f"target year {target_year:.0f} is before the run: judged in {years[0]}"
    return target_year, ""


def met(
    values: NDArray[np.float64], years: Sequence[int], target: float, target_year: float, better: Better
) -> NDArray[np.bool_]:
    """Tell of many paths (D, T) without blanks which `judge` would say meet the target (D,)."""
    at = float(np.interp(_judged_in(years, target_year)[0], years, np.arange(len(years))))
    before, after = values[:, int(at)], values[:, int(np.ceil(at))]
    return np.asarray(reached(before + (at - int(at)) * (after - before), target, better))


def year_met(
    values: NDArray[np.float64], years: Sequence[int], target: float, start: float, better: Better
) -> int | None:
    """Return the first year from `start` on in which values (T,) meet a target; None if there is none."""
    for year, value in zip(years, values, strict=True):
        if year >= start and reached(float(value), target, better):
            return int(year)
    return None


def reached(value: Any, target: float, better: Better) -> Any:
    """Tell whether a value, or each of several, meets a target or misses it by less than `NEAR`."""
    short = target - value if better != "lower" else value - target
    return (short <= 0) | (short < NEAR * abs(target))


def wording(meets: str, miss: float, unit: str = "") -> str:
    """Say a judgement: "meets", "misses by 12,000 jobs", or nothing where there is no target."""
    if meets == "":
        return ""
    if meets == "yes":
        return "meets"
    digits = 0 if abs(miss) >= 100 else 3  # noqa: PLR2004 - three figures are enough to judge by
    amount = f"{miss:,.{digits}f} {unit}".strip()
    return (
        f"reached too late, short by {amount} in its year" if meets == "too late" else f"misses by {amount}"
    )
