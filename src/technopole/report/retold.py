"""A report's data in another language: the figures stay, names and sentences are said again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.indicators import parse_request
from technopole.indicators.scorecard import row_name
from technopole.report import charts, facts
from technopole.report.data import about, left_out_of
from technopole.report.events import events_data
from technopole.report.layers import zone_layers
from technopole.report.sentences import changes, headline
from technopole.report.words import strings

if TYPE_CHECKING:
    from technopole.region import Region
    from technopole.report.words import Language


def retold(
    report: dict[str, Any],
    run: Any,
    base: Any | None,
    *,
    fit: Any = None,
    left_out: Any = None,
    language: str,
) -> dict[str, Any]:
    """Return what `report_data` would say in another language, without computing a figure again.

    Args:
        report: what `report_data` returned for the same run, baseline, fit and left-out places.
        run: plan B.
        base: baseline A.
        fit: records of model against data; the run's own if not given.
        left_out: results of the leave-one-out test; the run's own if not given.
        language: to say it in.

    """
    words, region = strings(language), run.region
    rows = [_row(row, region, language) for row in report["scorecard"]]
    left_out_rows = facts.left_out_rows(left_out_of(run) if left_out is None else left_out, region, words)
    return report | {
        "about": about(run, base, language) | {"created": report["about"]["created"]},
        "banners": facts.banners(run, base, words),
        "headline": [span._asdict() for span in headline(run, base, rows, words)],
        "changes": [change._asdict() for change in changes(run, base, rows, words)],
        "scorecard": rows,
        "map": _map(report["map"], region, language),
        "layers": _layers(report["layers"], run, words),
        "charts": charts.charts_data(run, base, words),
        "floor": charts.floor_data(run, base, words),
        "events": events_data(run, base, language),
        "innovation": _innovation(report["innovation"], region, language),
        "fit": facts.fit_rows(run.fit if fit is None else fit, region, words),
        "left_out": left_out_rows,
        "left_out_rms": facts.rms_by_kind(left_out_rows),
        "assumptions": facts.assumption_rows(region, language),
    }


def _row(row: dict[str, Any], region: Region, language: str) -> dict[str, Any]:
    name = row_name(region, parse_request(row["indicator"]), language)
    return row | {"name": name, "scope_name": region.scope_name(row["scope"], language)}


def _map(drawing: dict[str, Any], region: Region, language: str) -> dict[str, Any]:
    def named(items: list[dict[str, Any]], names: tuple[str, ...]) -> list[dict[str, Any]]:
        return [item | {"name": name} for item, name in zip(items, names, strict=True)]

    return drawing | {
        "zones": named(drawing["zones"], region.zone_names(language)),
        "crossings": named(drawing["crossings"], region.crossing_names(language)),
    }


def _layers(layers: list[dict[str, Any]], run: Any, words: Language) -> list[dict[str, Any]]:
    said = {layer.id: {"name": layer.name, "group": layer.group} for layer in zone_layers(run, words)}
    return [layer | said[layer["id"]] for layer in layers]


def _innovation(found: dict[str, Any] | None, region: Region, language: str) -> dict[str, Any] | None:
    if found is None:
        return None
    return found | {
        "sides": [side | {"name": region.scope_name(side["side"], language)} for side in found["sides"]]
    }
