"""From a run to the figures of one indicator by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from weakref import WeakKeyDictionary

import numpy as np

from technopole.indicators.base import parse_request
from technopole.indicators.context import focus, label_position, narrowed, region_context

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from technopole.future.path_arrays import Path
    from technopole.indicators.context import Context
    from technopole.region import Region


class HasPath(Protocol):
    """A run, or one read back from its folder: what indicators need of it."""

    @property
    def region(self) -> Region:
        """The region."""
        ...

    @property
    def path(self) -> Path:
        """The state by year."""
        ...

    @property
    def timeline(self) -> Any:
        """The levers by year; its `capacity` of crossings is read."""
        ...


class _Known:
    """What was computed of a run: its context, whole and by (scope, label), figures by (indicator, scope)."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.narrowed: dict[tuple[str, int | None], Context] = {}
        self.figures: dict[tuple[str, str], NDArray[np.float64]] = {}


_KNOWN: WeakKeyDictionary[Any, _Known] = WeakKeyDictionary()
"""Of runs that are still in use. A run never changes, so neither do its figures."""


def _kept(run: HasPath) -> _Known | None:
    """Return what is known of a run; None for what is no frozen run, such as a path made up for a test."""
    parameters = getattr(type(run), "__dataclass_params__", None)
    if parameters is None or not parameters.frozen or parameters.eq:
        return None
    found = _KNOWN.get(run)
    if found is None:
        found = _KNOWN[run] = _Known(_context(run))
    return found


def _context(run: HasPath) -> Context:
    return region_context(run.region, getattr(run.timeline, "capacity", None))


def context_of(run: HasPath) -> Context:
    """Return the fixed arrays of a run's region and its crossings' capacities; scope: the whole region."""
    kept = _kept(run)
    return _context(run) if kept is None else kept.context


def measure_of(
    region: Region, indicator: str, scope: str = "region", capacity: Any = None
) -> Callable[[Path], Any]:
    """Return the function path -> (T,) of an indicator in a scope; differentiable, for JAX or numpy paths.

    `capacity` (T, X) trips a day is read by the loads of crossings alone.

    Raises:
        InputError: unknown indicator, label or scope.

    """
    request = parse_request(indicator)
    context = focus(region_context(region, capacity), region, request, scope)
    return lambda path: request.indicator.measure(path, context)


def compute(
    run: HasPath, indicator: str, scope: str = "region", *, context: Context | None = None
) -> NDArray[np.float64]:
    """Return an indicator by year, shape (T,).

    Args:
        run: a run, fresh or read back.
        indicator: identifier, with its label if it has one ("jobs_in_sector.business").
        scope: side, part, zone, named scope or "region".
        context: `context_of(run)` where many indicators of one run are wanted.

    Raises:
        InputError: unknown indicator, label or scope.

    """
    kept = _kept(run)
    if kept is None or (context is not None and context is not kept.context):
        kept = _Known(context or context_of(run))
    key = indicator, scope
    if key not in kept.figures:
        kept.figures[key] = _computed(run, indicator, scope, kept)
    return kept.figures[key].copy()


def _computed(run: HasPath, indicator: str, scope: str, kept: _Known) -> NDArray[np.float64]:
    request = parse_request(indicator)
    key = scope, label_position(run.region, request, scope)
    if key not in kept.narrowed:
        kept.narrowed[key] = narrowed(kept.context, run.region, *key)
    return np.asarray(request.indicator.measure(run.path, kept.narrowed[key]), dtype=float)
