"""Indicators: pure functions of the path, each with formula, unit, source and direction."""

from __future__ import annotations

from technopole.indicators import (
    balance,
    crossings,
    diversity,
    environment,
    housing,
    innovation,
    integration,
    jobs,
    money,
    people,
    travel,
    welfare,
)
from technopole.indicators.base import FAMILIES, INDICATORS, Indicator, indicator, parse_request
from technopole.indicators.compute import compute, context_of, measure_of
from technopole.indicators.context import Context, region_context
from technopole.indicators.rows import indicator_catalogue, scorecard_rows
from technopole.indicators.scorecard import indicator_grade, scorecard
from technopole.indicators.targets import judge, wording

__all__ = [
    "FAMILIES",
    "INDICATORS",
    "Context",
    "Indicator",
    "balance",
    "compute",
    "context_of",
    "crossings",
    "diversity",
    "environment",
    "housing",
    "indicator",
    "indicator_catalogue",
    "indicator_grade",
    "innovation",
    "integration",
    "jobs",
    "judge",
    "measure_of",
    "money",
    "parse_request",
    "people",
    "region_context",
    "scorecard",
    "scorecard_rows",
    "travel",
    "welfare",
    "wording",
]
