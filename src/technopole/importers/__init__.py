"""From nothing, or from other people's files, to a region folder."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from technopole.importers.assemble import Imported, import_region
    from technopole.importers.start import start_region

_HOMES = {"Imported": "assemble", "import_region": "assemble", "start_region": "start"}

__all__ = ["Imported", "import_region", "start_region"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module 'technopole.importers' has no attribute '{name}'"
        raise AttributeError(message)
    return getattr(import_module(f"technopole.importers.{_HOMES[name]}"), name)
