"""Made-up paths on the teaching region: any numbers that respect the shapes and the identities."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.future.path_arrays import Path

if TYPE_CHECKING:
    from technopole.region import Region

YEARS = 4


@dataclass(frozen=True)
class FakeRun:
    """What indicators and the store read of a run."""

    region: Region
    path: Path
    timeline: Any
    years: list[int]
    plan: Any = None
    plan_costs: Any = None
    certificate: dict[str, Any] = field(default_factory=dict)
    fit: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seed: int = 0
    converged: bool = True
    wall_s: float = 0.5


def random_path(region: Region, seed: int = 0, years: int = YEARS) -> Path:
    """Return a path of positive numbers whose commuters, jobs and residents agree with each other."""
    rng = np.random.default_rng(seed)
    n, g, k = len(region.zones), len(region.groups), len(region.sectors)
    m, s, x, p = len(region.markets), len(region.sides), len(region.crossings), len(region.payers)

    def draw(*shape: int, low: float = 1.0, high: float = 2.0) -> np.ndarray:
        return rng.uniform(low, high, (years, *shape))

    by_group = 1000.0 * draw(g, n, n, k)  # group, home, work, sector
    followers = 200.0 * draw(g, n)
    commuters = by_group.sum(axis=(1, 4))
    one_hot = np.eye(s)[region.zone_side]
    minutes = draw(n, n, low=10.0, high=60.0)
    floor = 1e5 * draw(n, m)
    return Path(
        residents=by_group.sum(axis=(3, 4)) + followers,
        followers=followers,
        jobs=by_group.sum(axis=(1, 2)),
        jobs_by_group=by_group.sum(axis=2),
        commuters=commuters,
        side_flows=np.einsum("tgnik,ns,ib->tgsb", by_group, one_hot, one_hot),
        group_minutes=draw(g, n, low=10.0, high=60.0),
        minutes_now=minutes,
        rent=1000.0 * draw(n, m),
        floor=floor,
        floor_available=floor,
        floor_used=0.9 * floor,
        shadow_price=np.zeros((years, n, m)),
        live_permit=np.zeros((years, g, s)),
        work_permit=np.zeros((years, g, s)),
        unbuilt=1e4 * draw(n, m),
        completions=1e3 * draw(n, m),
        wage=2e5 * draw(n, k),
        price=draw(n, k),
        income=1.5e5 * draw(g, n),
        clearance_now=10.0 * draw(x),
        crossing_commuters=1e3 * draw(x, s),
        crossing_trips=1e4 * draw(x),
        utility=draw(g),
        population=3e4 * draw(n),
        households=1e4 * draw(n),
        output=1e9 * draw(n, k),
        **innovation_arrays(draw, n, s),
        cost=1e9 * draw(p),
        land_income=5e8 * draw(p),
        residual=1e-12 * draw(),
        converged=np.ones(years, dtype=bool),
        iterations=np.full(years, 7),
    )


def innovation_arrays(draw: Any, n: int, s: int) -> dict[str, np.ndarray]:
    """Arrays of an ecosystem: any positive numbers of the right shapes."""
    steps = ("projects", "capacity", "taken", "succeeded", "failed", "abandoned", "entries")
    return {
        "research_spent": 1e8 * draw(4, n, 5),
        "research_people": 100.0 * draw(n, 5),
        "research_paid": 1e9 * draw(5, s),
        "research_crossing": 1e8 * draw(s + 1, s),
        "research_lost": 1e6 * draw(s + 1, s),
        "results": 50.0 * draw(n),
        **{f"stage_{name}": 20.0 * draw(n, 4) for name in steps},
        "stage_matched": 10.0 * draw(4, s, s),
        "products": 30.0 * draw(n),
        "knowledge": 1e9 * draw(2, n),
        "knowledge_reach": 1e9 * draw(s + 1, s),
        "innovation_gain": 0.01 * draw(n),
        "talent_drawn": 100.0 * draw(s),
        "talent_came": 100.0 * draw(s),
    }


def fake_run(region: Region, seed: int = 0, path: Path | None = None) -> FakeRun:
    """Return a run around a path, with crossings' capacities of 50,000 trips a day."""
    path = random_path(region, seed) if path is None else path
    years = list(range(region.base_year, region.base_year + path.population.shape[0]))
    capacity = np.full((len(years), len(region.crossings)), 5e4)
    return FakeRun(region, path, SimpleNamespace(capacity=capacity), years)
