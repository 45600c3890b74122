"""Numbers as a person reads them: at most three significant digits, k, m, bn and tn beyond ten thousand."""

from __future__ import annotations

import math
from typing import Any

SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e4, "k"))
DIGITS = 3


def figure(value: Any) -> str:
    """A number in at most three significant digits; empty if there is none."""
    if value is None or not math.isfinite(float(value)):
        return ""
    number = float(value)
    if abs(number) < 1e-9:  # noqa: PLR2004 - what floating point leaves of nothing
        return "0"
    for scale, suffix in SCALES:
        if abs(number) >= scale * 0.9995:
            unit = 1e3 if suffix == "k" else scale
            return f"{_three(number / unit)}{suffix}"
    return _three(number)


def signed(value: Any) -> str:
    """A change with its sign."""
    text = figure(value)
    return f"+{text}" if text and text != "0" and float(value) > 0 else text


def _three(number: float) -> str:
    """Three significant digits, never in scientific notation."""
    if abs(number) >= 10**DIGITS:
        return f"{number:,.0f}"
    decimals = max(0, DIGITS - 1 - math.floor(math.log10(abs(number))))
    text = f"{number:.{min(decimals, 6)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
