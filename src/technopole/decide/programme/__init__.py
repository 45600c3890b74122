"""Programme: which measures, and when, for a budget by year and payer."""

from __future__ import annotations

from technopole.decide.programme.read import Asked, load_programme, read_programme
from technopole.decide.programme.solve import Programme, best_programme

__all__ = ["Asked", "Programme", "best_programme", "load_programme", "read_programme"]
