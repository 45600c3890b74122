"""Claims as tests: a statement, what would show it, and the verdict over an ensemble."""

from __future__ import annotations

from technopole.decide.claims.ask import Verdict, ask_claims, claims_table
from technopole.decide.claims.read import load_claims
from technopole.decide.claims.schema import Claim, claims_schema

__all__ = ["Claim", "Verdict", "ask_claims", "claims_schema", "claims_table", "load_claims"]
