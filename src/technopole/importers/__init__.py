"""From nothing, or from other people's files, to a region folder."""

from __future__ import annotations

from technopole.importers.start import start_region

__all__ = ["start_region"]
