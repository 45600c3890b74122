"""What a job is asked, checked before it waits: plans, options, and the digest that makes it the same job."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from technopole.lab.engine import Engine

DRAWS, MOST_DRAWS = 64, 1024
OPTIONS: dict[str, dict[str, Any]] = {
    "bands": {"draws": DRAWS, "seed": 0, "layer": "jobs_per_worker"},
    "claims": {"draws": DRAWS, "seed": 0},
    "value": {"year": None, "check": 1},
    "programme": {"draws": 0, "seed": 0, "budget": None},
    "ecosystem": {"draws": 8, "seed": 0},
    "fund-prices": {"scheme": "co-managed-real-pot", "off": (), "size": 1.0, "proposals": 60, "seed": 1},
}
"""Options of each kind and what they are unless said otherwise."""
NEEDS_PLANS = ("bands", "value", "ecosystem")
RANGES = {
    "draws": (0, MOST_DRAWS), "seed": (0, 2**31), "check": (0, 5), "budget": (0.1, 10.0), "size": (0.1, 10.0),
    "proposals": (10, 400),
}  # fmt: skip


@dataclass(frozen=True)
class Spec:
    """A question as the process that answers it gets it; `place` is where its region is loaded from."""

    kind: str
    region: str
    place: str
    folder: str
    a: str | None = None
    b: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    workers: int = 1


def question(
    engine: Engine, kind: str, a: str | None, b: str | None, options: Mapping[str, Any]
) -> tuple[str, str | None, str | None, dict[str, Any], str]:
    """Return key, both scenarios in their one form, all options, and the mark of plans and data.

    Raises:
        InputError: unknown options, numbers out of range, scenarios that cannot be used.

    """
    told = _options(kind, options)
    first = second = None
    if kind in NEEDS_PLANS:
        second = engine.plans.settled(b or engine.defaults[1])[0].text
        if kind == "bands":
            first = engine.plans.settled(a or engine.defaults[0])[0].text
    mark = engine.mark(kind, *(one for one in (first, second) if one is not None))
    parts = [mark, kind, first, second, told]
    key = sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return key, first, second, told, mark


def _options(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a kind, each checked."""
    known, faults = OPTIONS[kind], list[Finding]()
    for name, value in given.items():
        if name not in known:
            what = f"Jobs of kind '{kind}' have no option '{name[:40]}'{suggestion(name, known)}"
            faults.append(Finding(what, remedy=f"Options are: {', '.join(known)}"))
        elif name in RANGES and value is not None:
            low, high = RANGES[name]
            if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
                what = f"Option '{name}' is {str(value)[:40]}, which is no number from {low:g} to {high:g}"
                faults.append(Finding(what, remedy="Give a number in that range"))
    if faults:
        raise InputError(faults)
    merged = {**known, **given}
    whole = ("draws", "seed", "check", "proposals", "year")
    return {
        name: int(value)
        if name in whole and isinstance(value, int | float)
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in merged.items()
    }
