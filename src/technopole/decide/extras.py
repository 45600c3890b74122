"""Packages that only some questions need: asked for when needed, missed with a sentence."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from technopole.base.errors import Finding, InputError


def needed(module: str, what: str) -> Any:
    """Return a module of the extra `decide`.

    Raises:
        InputError: it is not installed; `what` says what it is for.

    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        finding = Finding(
            f"{what} needs {package}, which is not installed", remedy="Install technopole[decide]"
        )
        raise InputError(finding) from error
