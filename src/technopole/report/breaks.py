"""Class limits a reader can remember: few, round and the same for every year."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

CLASSES = 7
"""Colours of the Delta scale; one limit less."""

DIFFERENCE_STEPS = 4
"""Limits on each side of zero of the Tide scale."""

WIDE = 8.0
"""Spread (95th over 5th percentile) above which limits grow by factors instead of equal steps."""

TENTHS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)
FACTORS = (1.0, 2.0, 5.0)
LADDER = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def round_to(value: float, steps: tuple[float, ...]) -> float:
    """Return the nearest of `steps` times a power of ten, on a log scale; `value` must be positive."""
    exponent = floor(log10(value))
    options = [step * 10.0**power for power in (exponent - 1, exponent, exponent + 1) for step in steps]
    nearest = min(options, key=lambda option: abs(log10(option) - log10(value)))
    return float(f"{nearest:.12g}")


def class_limits(values: ArrayLike, classes: int = CLASSES) -> list[float]:
    """Return up to `classes - 1` rising round limits for values of every year and plan; NaN is ignored.

    Values on both sides of zero get equal steps; positive values with a wide spread get growing ones.
    """
    known = _finite(values)
    known = known[known != 0.0]
    if not known.size:
        return [1.0]
    low, high = np.quantile(known, [0.05, 0.95])
    if low > 0 and high / low > WIDE:
        quantiles = np.quantile(known, np.arange(1, classes) / classes)
        return _rising([round_to(float(value), TENTHS) for value in quantiles])
    return _equal_steps(float(low), float(high), classes)


def difference_limits(values: ArrayLike, steps: int = DIFFERENCE_STEPS) -> list[float]:
    """Return `steps` rising limits of |B - A|; the scale is the same below zero. NaN is ignored.

    The largest stands where 97 of 100 zones lie below it in the years that differ, so that a few zones
    do not wash out the rest.
    """
    size = np.abs(_finite(values))
    size = size[size > (1e-9 * size.max(initial=0.0))]
    if not size.size:
        return [float(2**step) for step in range(steps)]
    top = round_to(float(np.quantile(size, 0.97)), FACTORS)
    limits = [top]
    while len(limits) < steps:
        limits.append(_one_down(limits[-1]))
    return limits[::-1]


def circle_scale(values: ArrayLike) -> list[float]:
    """Return three round values for the legend of a map of circles, largest first."""
    largest = float(np.max(np.abs(_finite(values)), initial=0.0))
    if largest <= 0:
        return [1.0]
    top = round_to(largest, FACTORS)
    top = top if top <= largest else _one_down(top)
    return [top, _one_down(_one_down(top)), _one_down(_one_down(_one_down(_one_down(top))))]


def _finite(values: ArrayLike) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=np.float64).reshape(-1)
    return array[np.isfinite(array)]


def _one_down(value: float) -> float:
    """Return the next lower of 1, 2, 5 times a power of ten."""
    exponent = floor(log10(value) + 1e-9)
    lead = value / 10.0**exponent
    lower = {5: 2.0, 2: 1.0, 1: 0.5}[round(lead)]
    return float(f"{lower * 10.0**exponent:.12g}")


def _rising(limits: list[float]) -> list[float]:
    return sorted(set(limits))


def _equal_steps(low: float, high: float, classes: int) -> list[float]:
    """Return round limits in equal steps; where 95 of 100 values are the same, one limit at it."""
    width = (high - low) / classes
    if width <= 0:
        return [float(f"{low:.3g}")]
    power = 10.0 ** floor(log10(width))
    step = next(rung for rung in LADDER if rung * power >= width * 0.999) * power
    first = step * (floor(low / step) + 1)
    limits = [float(f"{first + step * index:.12g}") for index in range(classes - 1)]
    return [limit for limit in limits if limit < high + step] or [float(f"{low:.3g}")]
