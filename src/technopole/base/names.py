"""Did-you-mean: the closest known name to a word someone typed."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CUTOFF = 0.5
"""Least similarity (0 to 1) at which a suggestion helps more than it misleads."""


def nearest(word: str, options: Iterable[str]) -> str | None:
    """Return the option most like the word, ignoring case; None if nothing is close."""
    known = list(dict.fromkeys(str(option) for option in options))
    lowered = {option.lower(): option for option in reversed(known)}
    matches = get_close_matches(str(word).lower(), lowered, n=1, cutoff=CUTOFF)
    if matches:
        return lowered[matches[0]]
    return _containing(str(word).lower(), lowered)


def _containing(word: str, lowered: dict[str, str]) -> str | None:
    """Return the option that holds the word, or is held by it ('crossings' for 'cross')."""
    if len(word) < 3:  # noqa: PLR2004 - two letters are in too many names
        return None
    held = [name for name in lowered if word in name or (len(name) > 2 and name in word)]  # noqa: PLR2004
    if not held:
        return None
    return lowered[max(held, key=lambda name: SequenceMatcher(None, word, name).ratio())]


def suggestion(word: str, options: Iterable[str]) -> str:
    """Return " (nearest: 'x')" to append to a message, or an empty string."""
    match = nearest(word, options)
    return "" if match is None else f" (nearest: '{match}')"
