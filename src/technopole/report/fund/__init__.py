"""The report of a joint fund: one self-contained page."""

from __future__ import annotations

from technopole.report.fund.page import fund_page

__all__ = ["fund_page"]
