"""Answers as bytes of JSON: numpy's numbers as Python's, what is no number as null."""

from __future__ import annotations

import gzip
import json
from typing import Any

from technopole.base.plain import plain

LEVEL = 4
"""Of compression: beyond it a moving lever waits longer than its answer gets smaller."""


def encoded(value: Any) -> bytes:
    """Return JSON bytes of a value."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError):
        text = json.dumps(plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def packed(value: Any) -> bytes:
    """Return JSON bytes, compressed; the same value gives the same bytes."""
    return gzip.compress(encoded(value), LEVEL, mtime=0)
