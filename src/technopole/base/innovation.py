"""Words of the innovation ecosystem that every layer shares (docs/innovation.md)."""

from __future__ import annotations

STAGES = ("research", "translate", "finance", "scale_up", "market")
"""Steps from research to a product on the market; a project waits for each but the first."""

PERFORMERS = ("business", "higher_education", "government", "venture")
"""Who spends research money; the money of the first three is GERD, that of ventures is not."""

FUNDER_KINDS = ("government", "block_grant", "firms", "venture", "world")
"""Kinds of money."""

FLOWS = ("talent", "capital", "information", "technology")
"""What crosses a border, each against a friction of its own."""

WORLD = "world"
"""The third partner beside a region's sides: everybody outside it."""
