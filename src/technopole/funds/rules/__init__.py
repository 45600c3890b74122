"""Every rule of a fund, each one small named piece with its equation of docs/joint-funds.md."""

from __future__ import annotations

from technopole.funds.rules import eligible, money, shares
from technopole.funds.rules.base import RULES, Bound, Columns, Rule

ALWAYS = frozenset({"funding", "budget"})
"""Accounting rather than rules: never taken away."""

__all__ = ["ALWAYS", "RULES", "Bound", "Columns", "Rule", "eligible", "money", "shares"]
