"""A run and its baseline as one JSON-able dict: everything the page shows and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from technopole.report import charts, facts
from technopole.report.events import events_data
from technopole.report.innovation import innovation_data
from technopole.report.layers import layers_data
from technopole.report.places import map_data
from technopole.report.score import score_data
from technopole.report.sentences import changes, headline
from technopole.report.shapes import attribution
from technopole.report.words import strings


def report_data(
    run: Any,
    base: Any | None = None,
    *,
    fit: Any = None,
    left_out: Any = None,
    card: Any = None,
    ecosystem: Any = None,
    language: str = "en",
) -> dict[str, Any]:
    """Return the page's content.

    Args:
        run: plan B, fresh or read back.
        base: baseline A, fresh or read back, of the same region.
        fit: records of model against data; the run's own if not given.
        left_out: results of the leave-one-out test; the run's own, if it has them, if not given.
        card: the scorecard against the baseline, if it was made already.
        ecosystem: what `technopole ecosystem` found of the run, if it was asked.
        language: of names and sentences.

    Keys: `about` (names, years, versions), `status`, `banners`, `headline`, `changes`, `scorecard`, `map`,
    `layers`, `charts`, `floor`, `section`, `events`, `innovation`, `fit`, `left_out`, `grades`,
    `assumptions`, `warnings`.

    """
    words, rows = strings(language), score_data(run, base, card, language)
    left_out_rows = facts.left_out_rows(left_out_of(run) if left_out is None else left_out, run.region, words)
    return {
        "about": about(run, base, language),
        "status": facts.status_data(run),
        "banners": facts.banners(run, base, words),
        "headline": [span._asdict() for span in headline(run, base, rows, words)],
        "changes": [change._asdict() for change in changes(run, base, rows, words)],
        "scorecard": rows,
        "map": map_data(run, base, language),
        "layers": layers_data(run, base, words),
        "charts": charts.charts_data(run, base, words),
        "floor": charts.floor_data(run, base, words),
        "section": charts.section_data(run, base),
        "events": events_data(run, base, language),
        "innovation": innovation_data(run, ecosystem, base, language),
        "fit": facts.fit_rows(run.fit if fit is None else fit, run.region, words),
        "left_out": left_out_rows,
        "left_out_rms": facts.rms_by_kind(left_out_rows),
        "grades": facts.grade_shares(run.region),
        "assumptions": facts.assumption_rows(run.region, language),
        "warnings": [str(warning) for warning in run.warnings],
        "fits_badly": facts.fits_badly(run.region),
    }


def about(run: Any, base: Any | None, language: str) -> dict[str, Any]:
    """Return names, years, versions and fingerprints."""
    region = run.region
    manifest = getattr(run, "manifest", {})
    return {
        "language": language,
        "region": region.settings.name.text(language),
        "region_id": region.id,
        "money": region.money,
        "years": [int(year) for year in run.years],
        "b": _plan(run, language),
        "a": None if base is None else _plan(base, language),
        "version": _version(manifest.get("versions", {}).get("technopole")),
        "created": str(manifest.get("created") or now()),
        "versions": manifest.get("versions", {}),
        "fingerprint": region.fingerprint,
        "seconds": float(run.wall_s),
        "attribution": [*region.settings.attribution, *filter(None, [attribution(region)])],
        "parts": [
            {
                "id": part.id,
                "name": part.name.text(language),
                "side": part.side,
                "tone": charts.tone_of_part(region, part.id),
            }
            for part in region.settings.parts
        ],
        "sides": [
            {"id": side.id, "name": side.name.text(language), "tone": charts.tone_of_side(region, side.id)}
            for side in region.settings.sides
        ],
        "payers": [{"id": payer.id, "name": payer.name.text(language)} for payer in region.settings.payers],
        "focus": _focus(run, base),
    }


def left_out_of(run: Any) -> Any:
    """Return the leave-one-out test a run carries, or keeps in its manifest; None if it was not made."""
    return getattr(run, "left_out", None) or getattr(run, "manifest", {}).get("left_out")


def _focus(run: Any, base: Any | None) -> str:
    """Return the part the plan changes most: floor completed beyond A's, per floor of the base year."""

    def built(one: Any, mask: Any) -> float:
        return float(one.path.completions[1:, mask].sum()) if one is not None else 0.0

    region, stock = run.region, run.path.floor[0].sum(axis=1)
    masks = {part: region.scope_mask(part) for part in region.parts}
    return max(
        region.parts,
        key=lambda part: (
            (built(run, masks[part]) - built(base, masks[part])) / max(float(stock[masks[part]].sum()), 1.0)
        ),
    )


def _plan(run: Any, language: str) -> dict[str, str]:
    plan = run.plan
    return {
        "id": plan.id,
        "name": plan.name.text(language),
        "description": "" if plan.description is None else plan.description.text(language),
        "fingerprint": plan.fingerprint,
    }


def now() -> str:
    """Return the time, UTC: a run that was not stored is dated by its report."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _version(stored: str | None) -> str:
    """Return the version that made the run; runs of a checkout that was never installed have none."""
    if stored and stored[0].isdigit():
        return stored
    try:
        return version("technopole")
    except PackageNotFoundError:
        return "development version"
