"""Words by language: TOML tables that lie beside the code that says them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

FALLBACK = "en"
NO_SPACE = re.compile("(?<=[億萬亿万]) (?=[^\x00-\x7f])|(?<=[，、；：）]) ")
"""Spaces a Chinese sentence does not have: 412 億港元."""


@cache
def word_table(room: str, language: str) -> dict[str, Any]:
    """Return the words of a room ("plans", "report") in a language; what its table lacks is in English."""
    folder = resources.files(f"technopole.{room}") / "strings"
    words: dict[str, Any] = {}
    for code in dict.fromkeys((FALLBACK, language)):
        file = folder / f"{code}.toml"
        words |= tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return words
