"""Innovation on the page: what flows from research to market on each side, and what crosses the border."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.innovation import STAGES
from technopole.indicators import compute
from technopole.report.pipeline import pipeline_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

WIDELY_UNKNOWN = ("technology_friction", "talent_friction", "capital_friction", "information_friction")
"""Parameters that move the flows, shown with their ranges."""


def innovation_data(
    run: Any, answer: Mapping[str, Any] | None = None, base: Any | None = None, language: str = "en"
) -> dict[str, Any] | None:
    """Return what the page says of innovation in the last year; None for a region without an ecosystem.

    answer: what `technopole ecosystem` found of the run; without it no stage has a gain, and the tightest is
    marked. base: run A; `pipeline` holds every year of both.
    """
    region = run.region
    if region.tables["funders"].empty:
        return None
    year = len(run.years) - 1
    sides = [_side(run, side, year, answer, language) for side in region.sides]
    return {
        "year": int(run.years[year]),
        "sides": sides,
        "flows": _flows(run, answer),
        "money": region.money,
        "asked": answer is not None,
        "doubts": _doubts(region),
        "pipeline": {"b": pipeline_data(run), "a": None if base is None else pipeline_data(base)},
    }


def _side(run: Any, side: str, year: int, answer: Mapping[str, Any] | None, language: str) -> dict[str, Any]:
    """One side's stages: what arrives, passes, is given up; which stage binds."""
    region = run.region
    mask = region.scope_mask(side).astype(float)
    path = run.path

    def of(name: str) -> Reals:
        return np.einsum("nw,n->w", np.asarray(getattr(path, f"stage_{name}"))[year], mask)

    passed, lost, entered = of("succeeded"), of("failed") + of("abandoned"), of("entries")
    born = float(np.asarray(path.results)[year] @ mask)
    arriving = np.concatenate([[born], passed[:-1]]) + entered
    tight = of("capacity") / np.where(of("projects") > 0, of("projects"), np.nan)
    stages = [
        {
            "stage": stage,
            "arriving": float(arriving[w]),
            "entered": float(entered[w]),
            "passed": float(passed[w]),
            "lost": float(lost[w]),
            "waiting": float(of("projects")[w]),
            "capacity": float(of("capacity")[w]),
        }
        for w, stage in enumerate(STAGES[1:])
    ]
    row = next((one for one in (answer or {}).get("bottlenecks", ()) if one["side"] == side), None)
    tightest = STAGES[1 + int(np.nanargmin(tight))] if np.isfinite(tight).any() else ""
    return {
        "side": side,
        "name": region.scope_name(side, language),
        "results": born,
        "stages": stages,
        "binds": row["stage"] if row else tightest,
        "gain": row["gain_per_hkd"] if row else None,
    }


def _flows(run: Any, answer: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """The four flows: how much crosses in the first and last year, and what it is worth if that was asked."""
    region, path = run.region, run.path
    apart = 1.0 - np.eye(len(region.sides))
    skilled = [g for g, group in enumerate(region.settings.groups) if group.skill == region.skills[-1]]
    crossing = np.asarray(path.side_flows)[:, skilled].sum(axis=1)
    money = np.asarray(path.research_crossing)[:, : len(region.sides)]
    volumes = {
        "talent": ("persons", (crossing * apart).sum(axis=(1, 2))),
        "capital": (f"{region.money} a year", (money * apart).sum(axis=(1, 2))),
        "information": ("share", _mean_share(run)),
        "technology": ("projects a year", np.asarray(compute(run, "technology_across", "region"))),
    }
    worth = {row["flow"]: row for row in (answer or {}).get("flows", ())}
    return [
        {
            "flow": flow,
            "unit": unit,
            "first": float(values[0]),
            "last": float(values[-1]),
            **{key: worth[flow][key] for key in ("marginal", "removal", "shapley") if flow in worth},
        }
        for flow, (unit, values) in volumes.items()
    ]


def _mean_share(run: Any) -> Reals:
    """Share of knowledge within reach that lies on another side, all sides (T,)."""
    reach = np.asarray(run.path.knowledge_reach)
    sides = reach.shape[2]
    apart = 1.0 - np.eye(sides)
    return (reach[:, :sides] * apart).sum(axis=(1, 2)) / np.maximum(reach.sum(axis=(1, 2)), 1e-300)


def _doubts(region: Any) -> list[dict[str, Any]]:
    """Frictions with their ranges and how sure they are."""
    rows: list[dict[str, Any]] = []
    for name in WIDELY_UNKNOWN:
        span = region.parameters.range(name)
        rows.append(
            {
                "name": name.removesuffix("_friction"),
                "value": region.parameters.get(name),
                "range": None if span is None else list(span),
                "grade": region.parameters.grade(name),
            }
        )
    return rows
