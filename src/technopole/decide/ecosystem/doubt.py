"""How far a diagnosis depends on what no figure fixes: one stage map for all, and draws of parameters."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import NotConverged
from technopole.base.innovation import STAGES
from technopole.decide.ecosystem.goals import with_coupling
from technopole.decide.ecosystem.stages import Gains, stage_gains

if TYPE_CHECKING:
    from technopole.decide.ecosystem.goals import Bench
    from technopole.future.coupling import Coupling

BY_STAGE = ("unit_cost", "selection", "abandonment", "match_surplus", "input_substitution")
PLAIN = (
    "technology_friction", "capital_friction", "information_friction", "match_decay", "selection_response",
    "product_retirement", "public_result_yield", "knowledge_productivity", "venture_response",
    "co_investment_leverage", "world_knowledge_share",
)  # fmt: skip


def placebo(held: Bench) -> Gains:
    """Gains when every performer on every side spends as all of them together do.

    If the diagnosis is the same, it comes from stocks and costs; if not, it rests on the stage map.
    """
    system = held.coupling.ecosystem
    money = np.asarray(system.sent).sum(axis=(0,)) @ held.side.T
    together = np.einsum("rs,rsk->k", money, np.asarray(system.stage_map)) / money.sum()
    one = np.broadcast_to(together, system.stage_map.shape).copy()
    return stage_gains(with_coupling(held, recalibrated(held, stage_map=one)))


def over_draws(held: Bench, count: int, seed: int) -> dict[str, Any]:
    """How often each stage is the bottleneck of each side over draws of what is not identified.

    `share`: of the draws, by side and stage. `gain`: what money gains there in 5, 50 and 95 of 100 draws.
    """
    from technopole.decide.ecosystem.answer import bottlenecks

    found: dict[str, Counter[str]] = {}
    gains: dict[str, dict[str, list[float]]] = {}
    failed = 0
    for draw in drawn(held, count, seed):
        try:
            other = with_coupling(held, recalibrated(held, values=draw))
            for row in bottlenecks(other, stage_gains(other)):
                found.setdefault(row["side"], Counter())[row["stage"]] += 1
                of_side = gains.setdefault(row["side"], {stage: [] for stage in STAGES})
                for stage, gain in row["by_stage"].items():
                    of_side[stage].append(gain)
        except NotConverged:
            failed += 1
    shares = {
        side: {stage: counter[stage] / max(counter.total(), 1) for stage in STAGES}
        for side, counter in found.items()
    }
    bands = {side: {stage: band(of) for stage, of in row.items()} for side, row in gains.items()}
    return {"count": count, "seed": seed, "failed": failed, "share": shares, "gain": bands}


def band(values: list[float]) -> dict[str, float]:
    """What 5, 50 and 95 of 100 values stay below."""
    low, middle, high = np.quantile(values, (0.05, 0.5, 0.95))
    return {"low": float(low), "middle": float(middle), "high": float(high)}


def drawn(held: Bench, count: int, seed: int) -> list[dict[tuple[str, str], float]]:
    """Parameter values drawn evenly from their ranges (in logs where a range spans a factor of 4)."""
    rng = np.random.default_rng(seed)
    parameters = held.city.region.parameters
    wanted = [(name, "") for name in PLAIN] + [(name, stage) for name in BY_STAGE for stage in STAGES[1:]]
    spans = {key: parameters.range(*key) for key in wanted}
    draws: list[dict[tuple[str, str], float]] = []
    for _ in range(count):
        values = {}
        for key, span in spans.items():
            if span is not None:
                low, high = span
                logs = low > 0 and high > 4 * low
                values[key] = float(
                    np.exp(rng.uniform(np.log(low), np.log(high))) if logs else rng.uniform(low, high)
                )
        draws.append(values)
    return draws


def recalibrated(
    held: Bench, *, stage_map: Any = None, values: dict[tuple[str, str], float] | None = None
) -> Coupling:
    """The ecosystem of the same base year with another stage map or other parameters."""
    from technopole.future.assemble import observed_of
    from technopole.future.base_year import base_timeline
    from technopole.future.calibration import base_levers
    from technopole.future.ecosystem import coupling_of

    region, city = held.city.region, held.city
    if values:
        region = replace(region, parameters=region.parameters.with_values(values))
    base = base_timeline(region)
    observed = observed_of(region, base_levers(base))
    growth = replace(city.growth, coupling=None)
    coupling = coupling_of(
        region, city.structure, city.calibrated, growth, observed, base, city.start, stage_map=stage_map
    )
    assert coupling is not None  # noqa: S101 - a bench has one
    return coupling
