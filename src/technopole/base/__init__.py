"""Ground floor: errors, names, registry, grades. Imports nothing of the package."""

from __future__ import annotations

from technopole.base.errors import (
    Finding,
    InputError,
    NotConverged,
    TechnopoleError,
    errors_of,
    sorted_findings,
    warnings_of,
)
from technopole.base.grades import GRADES, weakest
from technopole.base.names import nearest, suggestion
from technopole.base.registry import Registry

__all__ = [
    "GRADES",
    "Finding",
    "InputError",
    "NotConverged",
    "Registry",
    "TechnopoleError",
    "errors_of",
    "nearest",
    "sorted_findings",
    "suggestion",
    "warnings_of",
    "weakest",
]
