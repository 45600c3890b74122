"""Dated measures of plan and baseline, and which of them the other lacks or dates otherwise."""

from __future__ import annotations

from typing import Any

OPENINGS = ("rail_line", "station", "road", "crossing")
"""Kinds of measures that are flags on the timeline: things people see open."""


def events_data(run: Any, base: Any | None, language: str = "en") -> list[dict[str, Any]]:
    """Return events of B and A by year: text, measure, kind, and in which plans they stand."""
    ours = _events(run, language)
    theirs = {} if base is None else _events(base, language)
    found = []
    for key, event in {**theirs, **ours}.items():
        year, measure, text = key
        plans = "".join(plan for plan, known in (("A", theirs), ("B", ours)) if key in known)
        found.append({"year": year, "measure": measure, "text": text, "plans": plans, **event})
    return sorted(found, key=lambda event: (event["year"], event["measure"]))


def _events(run: Any, language: str) -> dict[tuple[int, str, str], dict[str, Any]]:
    kinds = {measure.id: measure for measure in run.plan.measures}
    found = {}
    for year, measure_id, sentence in run.plan.describe(run.region, language):
        measure = kinds[measure_id]
        if year <= run.years[-1]:
            found[(int(year), measure_id, sentence.replace(" m2", " m²"))] = {
                "kind": measure.kind,
                "flag": measure.kind in OPENINGS,
                "title": measure.title(language),
                "grade": measure.grade,
            }
    return found
