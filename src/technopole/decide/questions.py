"""The shortest ways to ask: a region's own claims, and the best programme for so much money a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.decide.claims import Verdict, ask_claims, load_claims
from technopole.decide.programme import Programme, best_programme, read_programme
from technopole.indicators.rows import target_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from technopole.future.calibration import City
    from technopole.region import Region


def claims(region: Region, *, draws: int = 64, seed: int = 0, workers: int = 1) -> list[Verdict]:
    """Return a verdict on each of a region's own claims.

    Raises:
        InputError: the region makes none, or one of them cannot be evaluated.

    """
    return ask_claims(region, load_claims(region), draws=draws, seed=seed, workers=workers)


def programme(
    city: City,
    plan: str,
    *,
    budget: float,
    goals: Sequence[dict[str, Any]] | None = None,
    draws: int = 0,
    seed: int = 0,
) -> Programme:
    """Return the best choice among what a plan adds to the region's baseline.

    Args:
        city: a calibrated region.
        plan: plan of the region by name, or a file.
        budget: money a year, all payers together.
        goals: {indicator, scope, year, weight}; the region's first target if not given.
        draws: over which the choice's regret is measured; 0 leaves that out.
        seed: of the draws.

    Raises:
        InputError: plan, budget or goals that cannot be used.

    """
    region = city.region
    first = next(target_rows(region), None)
    own = [] if first is None else [{"indicator": first.indicator, "scope": first.scope}]
    years = {"year_from": region.base_year, "year_to": region.last_year}
    asked = {
        "plan": plan,
        "budget": [{**years, "amount": budget}],
        "goals": own if goals is None else list(goals),
    }
    return best_programme(city, read_programme(region, asked), draws=draws, seed=seed)
