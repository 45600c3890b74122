"""What a parser hands over, taken apart with its types said."""

from __future__ import annotations

from typing import Any, cast


def mapping(value: object) -> dict[str, Any] | None:
    """Return the value if it is a table of named entries, else None."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def sequence(value: object) -> list[Any] | None:
    """Return the value if it is a list, else None."""
    return cast("list[Any]", value) if isinstance(value, list) else None
