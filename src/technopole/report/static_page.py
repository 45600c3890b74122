"""Pages of claims and funds beside the lab's: templates and styles in one file that fetches nothing."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

from technopole.report.bundle import policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from technopole.report.markup import Html

__all__ = ["fill", "policy", "read"]

PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


def read(name: str) -> str:
    """Return a file of the folder `static`."""
    return (resources.files("technopole.report") / "static" / name).read_text(encoding="utf-8")


def fill(template: str, content: Mapping[str, Html]) -> str:
    """Put content in the places of a template, once: what stands in content is not searched again."""
    return PLACEHOLDER.sub(lambda match: content[match[1]], template)
