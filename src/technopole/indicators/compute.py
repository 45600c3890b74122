"""From a run to the figures of one indicator by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from technopole.indicators.base import parse_request
from technopole.indicators.context import focus, region_context

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


def context_of(run: HasPath) -> Context:
    """Return the fixed arrays of a run's region and its crossings' capacities; scope: the whole region."""
    return region_context(run.region, getattr(run.timeline, "capacity", None))


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
    request = parse_request(indicator)
    narrowed = focus(context or context_of(run), run.region, request, scope)
    return np.asarray(request.indicator.measure(run.path, narrowed), dtype=float)
