"""Questions asked of region, plans and model: claims, targets, marginal value, programme, ensembles."""

from __future__ import annotations

from technopole.decide.bands import bands, scorecard_bands
from technopole.decide.cases import Case
from technopole.decide.claims import ask_claims, claims_schema, load_claims
from technopole.decide.discovery import condition_of, discover
from technopole.decide.ensembles import Ensemble, ensemble
from technopole.decide.files import write_tables
from technopole.decide.programme import best_programme, load_programme, read_programme
from technopole.decide.sensitivity import sensitivity, total_effects
from technopole.decide.targets import load_targets, read_targets, work_backwards
from technopole.decide.uncertain import Uncertainty
from technopole.decide.value import marginal_values, value_table

__all__ = [
    "Case",
    "Ensemble",
    "Uncertainty",
    "ask_claims",
    "bands",
    "best_programme",
    "claims_schema",
    "condition_of",
    "discover",
    "ensemble",
    "load_claims",
    "load_programme",
    "load_targets",
    "marginal_values",
    "read_programme",
    "read_targets",
    "scorecard_bands",
    "sensitivity",
    "total_effects",
    "value_table",
    "work_backwards",
    "write_tables",
]
