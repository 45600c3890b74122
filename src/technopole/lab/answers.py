"""A pair of scenarios as the page reads it: whole, or only what a moving lever needs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from technopole import __version__
from technopole.indicators import scorecard
from technopole.lab.pairs import scorecard_of
from technopole.report import charts, facts
from technopole.report.data import about, report_data
from technopole.report.events import events_data
from technopole.report.innovation import innovation_data
from technopole.report.leading import cost_of, goal_pairs, judged
from technopole.report.score import score_data
from technopole.report.sentences import changes, headline
from technopole.report.words import strings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from technopole.lab.engine import Asked, Engine

Bands = dict[tuple[str, str], dict[str, Any]]


def scenario_data(
    engine: Engine, asked: Asked, language: str = "en", *, bands: Bands | None = None, checking: bool = False
) -> dict[str, Any]:
    """Return everything a page shows of two scenarios: the report's data, and what the lab adds."""
    begun = time.perf_counter()
    run, base = asked.run_b, asked.run_a
    card = scorecard(run, base, language)
    told = report_data(run, base, card=card, language=language)
    told["layers"] = engine.frame(language).held(told["layers"])
    return told | added(engine, asked, told["scorecard"], language, bands, checking=checking, begun=begun)


def light_data(
    engine: Engine,
    asked: Asked,
    layer: str,
    language: str = "en",
    *,
    bands: Bands | None = None,
    checking: bool = False,
) -> dict[str, Any]:
    """Return what changes on screen while a lever moves: goals, sentences, one map layer, the section."""
    begun = time.perf_counter()
    run, base, region, words = asked.run_b, asked.run_a, engine.region, strings(language)
    card = scorecard_of(run, base, goal_pairs(region), language)
    rows = score_data(run, base, card)
    told: dict[str, Any] = {
        "about": about(run, base, language),
        "status": facts.status_data(run),
        "banners": facts.banners(run, base, words),
        "headline": [span._asdict() for span in headline(run, base, rows, words)],
        "changes": [change._asdict() for change in changes(run, base, rows, words)],
        "scorecard": rows,
        "layers": [engine.frame(language).one(layer, run, base)],
        "section": charts.section_data(run, base),
        "events": events_data(run, base, language),
        "innovation": innovation_data(run),
        "warnings": [str(warning) for warning in run.warnings],
    }
    return told | added(engine, asked, rows, language, bands, checking=checking, begun=begun)


def added(
    engine: Engine,
    asked: Asked,
    rows: list[dict[str, Any]],
    language: str,
    bands: Bands | None,
    *,
    checking: bool,
    begun: float,
) -> dict[str, Any]:
    """Return what the lab says beside the report: levers, goals with verdicts, cost, what is extrapolated."""
    levers = {"b": _levers(engine, asked.b), "a": None if asked.a is None else _levers(engine, asked.a)}
    return {
        "scenario": {"a": None if asked.a is None else asked.a.text, "b": asked.b.text},
        "levers": levers,
        "goals": judged(engine.region, rows, bands, checking=checking, language=language),
        "cost": cost_of(engine.region, rows),
        "model": model_of(engine),
        "extrapolated": [finding.sentence() for finding in asked.outside],
        "seconds": round(time.perf_counter() - begun + asked.run_b.wall_s, 4),
    }


def _levers(engine: Engine, scenario: Any) -> Mapping[str, Any]:
    own = dict(engine.plans.values(scenario.plan))
    told = {name: value if isinstance(own[name], str) else float(value) for name, value in scenario.settings}
    return own | told


def model_of(engine: Engine) -> str:
    """Return the version of the model and the data it stands on, in one word."""
    return f"{__version__}+{engine.region.fingerprint[:12]}"
