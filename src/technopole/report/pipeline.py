"""The innovation pipeline by year: projects at every stage of every side, and what crosses between sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.innovation import STAGES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

DIGITS = 5
"""Significant digits kept: the page prints three, and sums of them should still add up."""

COUNTS = ("taken", "succeeded", "failed", "abandoned", "entries", "projects", "capacity")


def pipeline_data(run: Any) -> dict[str, Any] | None:
    """Return the pipeline of a run; None for a region without an ecosystem.

    Keys: `stages` (5 names; the first is research), `years`, `results` and `products` (years, sides),
    `taken` to `capacity` (years, 4, sides; projects a year, `projects` those that wait when the year begins),
    `matched` (years, 4, side they come from, side that takes them up), `crossing` (by flow: unit and values
    (years, from, to); within a side 0).
    """
    region, path = run.region, run.path
    if region.tables["funders"].empty:
        return None
    side = np.stack([region.scope_mask(name).astype(float) for name in region.sides])
    stages = {
        name: _rounded(np.einsum("tnw,sn->tws", np.asarray(getattr(path, f"stage_{name}")), side))
        for name in COUNTS
    }
    return {
        "stages": list(STAGES),
        "years": [int(year) for year in run.years],
        "results": _rounded(np.asarray(path.results) @ side.T),
        "products": _rounded(np.asarray(path.products) @ side.T),
        **stages,
        "matched": _rounded(np.asarray(path.stage_matched)),
        "crossing": crossing(run),
    }


def crossing(run: Any) -> dict[str, Any]:
    """Return what crosses from side to side by flow, as `pipeline_data` holds it.

    Talent: people of the highest skill who live on one side and work on the other. Capital: research and
    venture money that arrives. Information: knowledge of one side within reach of the other, as a share of
    all within the other's reach. Technology: projects of one side taken up on the other.
    """
    region, path = run.region, run.path
    count = len(region.sides)
    apart = 1.0 - np.eye(count)
    skilled = [g for g, group in enumerate(region.settings.groups) if group.skill == region.skills[-1]]
    reach = np.asarray(path.knowledge_reach)
    flows = {
        "talent": ("persons", np.asarray(path.side_flows)[:, skilled].sum(axis=1)),
        "capital": (f"{region.money} a year", np.asarray(path.research_crossing)[:, :count]),
        "information": ("share", reach[:, :count] / np.maximum(reach.sum(axis=1, keepdims=True), 1e-300)),
        "technology": ("projects a year", np.asarray(path.stage_matched).sum(axis=1)),
    }
    return {
        name: {"unit": unit, "values": _rounded(values * apart)} for name, (unit, values) in flows.items()
    }


def _rounded(values: Reals) -> list[Any]:
    """Nested lists of numbers with few digits: as text they take a third of the room."""
    with np.errstate(divide="ignore"):
        size = np.where(values == 0, 0.0, np.floor(np.log10(np.abs(np.where(values == 0, 1.0, values)))))
    scale = 10.0 ** (DIGITS - 1 - size)
    return (np.round(values * scale) / scale).tolist()
