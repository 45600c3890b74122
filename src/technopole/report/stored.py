"""What a report file carries instead of a server: region, scenario and answers, in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.report.data import report_data
from technopole.report.facts import extrapolated
from technopole.report.leading import cost_of, headline_goals, judged
from technopole.report.levers import levers_data, plan_data, standing
from technopole.report.retold import retold
from technopole.report.words import LANGUAGES
from technopole.store.manifest import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    Step = str | int

OF_THE_REGION = (
    "language", "money", "years", "attribution", "parts", "sides", "payers", "focus", "version",
    "fingerprint",
)  # fmt: skip
OF_A_LAYER = ("id", "name", "unit", "group", "kind")


def stored_data(
    run: Any,
    base: Any | None = None,
    *,
    card: pd.DataFrame | None = None,
    fit: Any = None,
    left_out: Any = None,
    answers: Mapping[str, Any] | None = None,
    fund: Mapping[str, Any] | None = None,
    language: str = "en",
) -> dict[str, Any]:
    """Return the content of a report file.

    Keys: `region` and `scenario` as the lab's server answers them, in `language`; `languages`, what differs
    in the others; `jobs`, the answers that were made ("claims", "value", "programme", "ecosystem"); `fund`.
    """
    answers = answers or {}
    ecosystem = answers.get("ecosystem")

    report = report_data(
        run, base, fit=fit, left_out=left_out, card=card, ecosystem=ecosystem, language=language
    )
    main = _told(run, base, report, language)
    others = {
        code: _told(run, base, retold(report, run, base, fit=fit, left_out=left_out, language=code), code)
        for code in LANGUAGES
        if code != language
    }
    return plain(
        {
            **main,
            "lang": language,
            "languages": {code: list(differences(main, other)) for code, other in others.items()},
            "jobs": dict(answers),
            **({"fund": dict(fund)} if fund else {}),
        }
    )


def _told(run: Any, base: Any | None, report: dict[str, Any], language: str) -> dict[str, Any]:
    """Return region and scenario of a report's data."""
    scenario = scenario_data(run, base, report, language)
    return {"region": region_data(run, base, scenario, language), "scenario": scenario}


def scenario_data(run: Any, base: Any | None, report: dict[str, Any], language: str) -> dict[str, Any]:
    """Return a report's data as the lab's server answers a scenario."""
    region, rows = run.region, report["scorecard"]
    return report | {
        "scenario": {"a": None if base is None else base.plan.id, "b": run.plan.id},
        "levers": {
            "a": None if base is None else standing(region, base.plan),
            "b": standing(region, run.plan),
        },
        "goals": judged(region, rows, None, language=language),
        "cost": cost_of(region, rows),
        "model": f"{report['about']['version']}+{region.fingerprint[:12]}",
        "extrapolated": extrapolated(run),
        "seconds": float(run.wall_s),
    }


def region_data(run: Any, base: Any | None, scenario: dict[str, Any], language: str) -> dict[str, Any]:
    """Return what the page knows of a region: its levers, goals and layers, and the plans of this report."""
    region, about = run.region, scenario["about"]
    description = region.settings.description
    plans = [one.plan for one in (base, run) if one is not None]
    return {
        "about": {
            "id": region.id,
            "name": region.settings.name.text(language),
            "description": "" if description is None else description.text(language),
            "base_year": region.base_year,
            **{name: about[name] for name in OF_THE_REGION},
        },
        "plans": [plan_data(region, plan, language) for plan in plans],
        "default": {"a": "" if base is None else base.plan.id, "b": run.plan.id},
        "levers": levers_data(region, language),
        "goals": headline_goals(region, language),
        "layers": [{name: layer[name] for name in OF_A_LAYER} for layer in scenario["layers"]],
    }


def differences(main: Any, other: Any, at: tuple[Step, ...] = ()) -> Iterator[tuple[list[Step], Any]]:
    """Yield what of another language's content differs, as (path, value).

    Figures are the same in every language, so that only texts remain. Where the shape differs (a sentence of
    more stretches), the whole of it is given.
    """
    if main is other:
        return
    if isinstance(main, dict) and isinstance(other, dict) and main.keys() == other.keys():
        for key, value in main.items():
            yield from differences(value, other[key], (*at, key))
    elif isinstance(main, list) and isinstance(other, list) and len(main) == len(other):
        for index, value in enumerate(main):
            yield from differences(value, other[index], (*at, index))
    elif main != other:
        yield list(at), other
