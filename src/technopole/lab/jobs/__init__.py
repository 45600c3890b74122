"""Long questions as jobs: each in a process of its own, results in a folder, an index over all of them."""

from __future__ import annotations

from technopole.lab.jobs.index import Index, Record
from technopole.lab.jobs.manager import Jobs

__all__ = ["Index", "Jobs", "Record"]
