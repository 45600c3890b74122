"""One door-to-door time out of several modes: the log-sum a traveller's choice of mode implies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray


def log_sum_minutes(
    minutes: Sequence[NDArray[np.float64]],
    weights: Sequence[ArrayLike],
    theta: float,
) -> NDArray[np.float64]:
    """Generalised minutes c = -(1/theta) ln sum_m s_m exp(-theta c_m) over modes m.

    Args:
        minutes: one array per mode, all of one shape; inf where the mode does not go.
        weights: one s_m per mode, summing to 1 over modes; broadcast against the minutes. 0 bars a mode.
        theta: substitution between modes, per minute.

    Returns:
        Generalised minutes of the same shape; inf where no mode goes. Between the fastest mode's
        minutes and those plus ln(1 / its weight) / theta.

    """
    with np.errstate(divide="ignore"):
        terms = [
            np.log(np.asarray(weight, dtype=np.float64)) - theta * np.asarray(time, dtype=np.float64)
            for time, weight in zip(minutes, weights, strict=True)
        ]
    total = terms[0]
    for term in terms[1:]:
        total = np.logaddexp(total, term)
    return -total / theta
