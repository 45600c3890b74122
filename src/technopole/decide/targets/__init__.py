"""Targets worked backwards: the cheapest setting of levers that meets them, or why there is none."""

from __future__ import annotations

from technopole.decide.targets.read import Asked, load_targets, read_targets
from technopole.decide.targets.solve import Answer, work_backwards

__all__ = ["Answer", "Asked", "load_targets", "read_targets", "work_backwards"]
