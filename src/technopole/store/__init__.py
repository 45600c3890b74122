"""Run folders: written whole, read back the same, compared, exported."""

from __future__ import annotations

from technopole.store.compare import Comparison, compare
from technopole.store.export import FORMATS, default_target, export
from technopole.store.manifest import as_json, plain, read_manifest, verify
from technopole.store.query import query
from technopole.store.read import StoredRun, read_run
from technopole.store.tables import long_tables
from technopole.store.write import check_target, write_run

__all__ = [
    "FORMATS",
    "Comparison",
    "StoredRun",
    "as_json",
    "check_target",
    "compare",
    "default_target",
    "export",
    "long_tables",
    "plain",
    "query",
    "read_manifest",
    "read_run",
    "verify",
    "write_run",
]
