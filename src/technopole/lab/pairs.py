"""The scorecard of some figures alone: the same rows `scorecard` makes, without the hundred others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.indicators import scorecard

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


def scorecard_of(
    run: Any, base: Any | None, pairs: Iterable[tuple[str, str]], language: str = "en"
) -> pd.DataFrame:
    """Return the rows of a scorecard whose (indicator, scope) are asked for."""
    wanted = set(pairs)
    return scorecard(run, base, language, only=lambda row: (row.indicator, row.scope) in wanted)
