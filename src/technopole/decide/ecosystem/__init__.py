"""Questions asked of the innovation ecosystem: which stage binds, what each flow is worth."""

from __future__ import annotations

from technopole.decide.ecosystem.answer import ecosystem_answer

__all__ = ["ecosystem_answer"]
