"""Plans followed on many draws of the parameters, each calibrated anew to the same base year."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from technopole.base.errors import InputError, NotConverged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from technopole.city.calibrated import Observed
    from technopole.future.calibration import City
    from technopole.future.draws import Draws
    from technopole.future.run import Run
    from technopole.future.timeline_arrays import Timeline
    from technopole.plans import Plan
    from technopole.plans.redone import Redone
    from technopole.region import Region

IN_LEVERS = frozenset(
    {
        "capital_friction",
        "crossing_capacity_multiple",
        "door_to_door",
        "information_friction",
        "living_across",
        "m2_per_home",
        "road_weight",
        "road_weight_crossing",
        "talent_friction",
        "tax",
        "technology_friction",
        "theta",
        "value_of_time",
    }
)
"""Parameters a plan's levers depend on: minutes, floor of homes, taxes, capacities, frictions."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """One draw: a run of every plan on the same calibrated city; `failure` says why there is none.

    The runs' certificates hold residuals and books, not the base year's conditioning; `fit` and `warnings`
    are empty.
    """

    index: int
    runs: tuple[Run, ...]
    failure: str = ""


@dataclass(frozen=True, eq=False)
class _Central:
    """What every draw starts from."""

    city: City
    plans: tuple[Plan, ...]
    measures: tuple[Redone, ...]
    timelines: tuple[Timeline, ...]
    base: Timeline
    observed: Observed


def simulate_draws(
    city: City, plans: Sequence[Plan], draws: Draws, *, workers: int | None = None
) -> Iterator[Drawn]:
    """Calibrate every draw and follow every plan on it, in the order of the draws.

    Runs are made in threads, a few ahead of the reader: keep the figures that are wanted, not the runs. The
    numbers do not depend on how many threads there are.

    Args:
        city: the region at its central values.
        plans: plans of the region; a plan and its baseline meet the same draws.
        draws: of draw_parameters for the same region.
        workers: threads; by default one a core.

    Raises:
        InputError: as `build_timeline`.

    """
    central = _central(city, tuple(plans))
    threads = workers or os.cpu_count() or 1
    waiting = deque(range(len(draws)))
    alone = len(waiting) if threads == 1 else min(1, len(waiting))  # the first compiles
    for _ in range(alone):
        yield _drawn(central, draws, waiting.popleft())
    with ThreadPoolExecutor(threads) as pool:
        running = deque(
            pool.submit(_drawn, central, draws, waiting.popleft()) for _ in range(min(threads, len(waiting)))
        )
        while running:
            found = running.popleft().result()
            if waiting:
                running.append(pool.submit(_drawn, central, draws, waiting.popleft()))
            yield found


@lru_cache(maxsize=2)  # a study asks for its draws in batches
def _central(city: City, plans: tuple[Plan, ...]) -> _Central:
    """Everything about a city and plans that no draw changes."""
    import jax

    from technopole.future.assemble import observed_of
    from technopole.future.base_year import base_timeline
    from technopole.future.calibration import base_levers
    from technopole.future.timeline import build_timeline
    from technopole.plans.redone import Redone

    base = base_timeline(city.region)
    return _Central(
        city,
        plans,
        tuple(Redone(city.region, plan.measures) for plan in plans),
        tuple(build_timeline(city.region, plan)[0] for plan in plans),
        jax.tree.map(lambda array: array[:1], base),
        observed_of(city.region, base_levers(base)),
    )


def _drawn(central: _Central, draws: Draws, index: int) -> Drawn:
    """One draw; one that does not converge, or contradicts what is counted, is an answer too."""
    from technopole.city.solve import TOLERANCE
    from technopole.future.run import followed
    from technopole.future.timeline import timeline_of
    from technopole.region.changes import with_parameters

    region = with_parameters(central.city.region, draws[index])
    in_levers = any(name in IN_LEVERS for name, _ in draws.names)
    try:
        city = _recalibrated(central, region, in_levers=in_levers)
    except (NotConverged, InputError) as error:
        return Drawn(index, (), str(error))
    runs: list[Run] = []
    for plan, measures, timeline in zip(central.plans, central.measures, central.timelines, strict=True):
        levers = timeline_of(measures.on(region)) if in_levers else timeline
        like = runs[0] if runs else None
        runs.append(followed(city, plan, levers, bare=True, like=like, target=TOLERANCE))
    return Drawn(index, tuple(runs))


def _recalibrated(central: _Central, region: Region, *, in_levers: bool) -> City:
    """The city at the draw's parameters."""
    from technopole.future.assemble import workplace_wages
    from technopole.future.base_year import base_year_levers
    from technopole.future.calibration import base_levers, recalibrate

    base = base_year_levers(region) if in_levers else central.base
    wage, pay = workplace_wages(region)
    observed = replace(central.observed, wage=wage, pay=pay, **base_levers(base))
    return recalibrate(central.city, region, observed, base)
