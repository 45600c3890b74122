"""What the searches for the years of a path know beforehand: time, never meaning, depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jax
import numpy as np

from technopole.city.solve import TARGET

if TYPE_CHECKING:
    from jaxtyping import Array, Float

    from technopole.future.run import Run


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Search:
    """Where the search for each year's root starts, beside what the year before says, and where it ends.

    `corrections`: from where its search started to the root, by year, on a path like this one; zeros where
    none is known. Years whose levers are the same in both are then found at once, others after fewer steps.
    `target`: largest |log residual| at which a search ends.
    """

    corrections: Float[Array, "year unknown"]
    target: Float[Array, ""]


def search(years: int, unknowns: int, like: Run | None = None, target: float | None = None) -> Search:
    """Search for a path of some years and unknowns, near that of a run if one is known."""
    end: Any = np.float64(TARGET if target is None else target)
    return Search(_corrections((years, unknowns), like), end)


def _corrections(shape: tuple[int, int], like: Run | None) -> Any:
    """Those of the run, if it has as many years and unknowns (limits of permits add some)."""
    found = None if like is None else like.corrections
    return np.zeros(shape) if found is None or np.shape(found) != shape else found
