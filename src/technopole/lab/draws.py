"""Draws a job of kind "bands" left behind: figures of both plans in each, and what was assumed there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.decide.figures import Figure

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from technopole.decide.ensembles import Ensemble
    from technopole.indicators.rows import Row

    Reals = NDArray[np.float64]

FILE = "draws.npz"
SIGNAL = 2.0
"""Standard errors from which a correlation is more than chance."""
MOST_VALUES = 1024


@dataclass(frozen=True, eq=False)
class Draws:
    """Figures of A and B by draw, figure and year (D, F, T); assumptions by draw (D, columns)."""

    years: tuple[int, ...]
    figures: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    points: Reals
    a: Reals
    b: Reals

    def __len__(self) -> int:
        """Return the number of draws."""
        return len(self.points)

    @classmethod
    def of(cls, study: Ensemble, kept: int) -> Draws:
        """Take the first `kept` figures of a study of A and B (one case, if they are the same)."""
        asked = study.study
        return cls(
            years=tuple(asked.region.years),
            figures=tuple(figure.text for figure in asked.figures[:kept]),
            columns=asked.design.columns,
            points=asked.design.points,
            a=study.outcomes[:, 0, :kept],
            b=study.outcomes[:, -1, :kept],
        )

    def write(self, folder: Path) -> None:
        """Write to a job's folder, whole or not at all."""
        partial = folder / f".{FILE}.partial.npz"
        np.savez_compressed(
            partial, years=np.array(self.years), figures=np.array(self.figures),
            columns=np.array(self.columns), points=self.points, a=self.a, b=self.b,
        )  # fmt: skip
        partial.replace(folder / FILE)

    @classmethod
    def read(cls, folder: Path) -> Draws | None:
        """Read from a job's folder; None if there are none."""
        try:
            with np.load(folder / FILE, allow_pickle=False) as kept:
                return cls(
                    years=tuple(int(year) for year in kept["years"]),
                    figures=tuple(str(text) for text in kept["figures"]),
                    columns=tuple((str(name), str(label)) for name, label in kept["columns"]),
                    points=kept["points"],
                    a=kept["a"],
                    b=kept["b"],
                )
        except (OSError, ValueError, KeyError):
            return None

    def _series(self, values: Reals, indicator: str, scope: str, year: int) -> Reals | None:
        text = Figure(indicator, scope).text
        if text not in self.figures or year not in self.years:
            return None
        return values[:, self.figures.index(text), self.years.index(year)]

    def distribution(
        self, indicator: str, scope: str, year: int, target: Row | None
    ) -> dict[str, Any] | None:
        """Return the figure in every draw found, for A and B, and the target."""
        a, b = (self._series(values, indicator, scope, year) for values in (self.a, self.b))
        if a is None or b is None:
            return None
        return {
            "values_a": a[np.isfinite(a)][:MOST_VALUES].tolist(),
            "values_b": b[np.isfinite(b)][:MOST_VALUES].tolist(),
            "target": None if target is None else target.target,
        }

    def influences(self, indicator: str, scope: str, year: int) -> dict[tuple[str, str], float]:
        """Return what each assumption does to B's figure between the 5th and 95th percentile of its draws.

        By the slope over the draws of one assumption at a time; correlations within chance are left out.
        """
        values = self._series(self.b, indicator, scope, year)
        if values is None:
            return {}
        known = np.isfinite(values)
        if known.sum() < 8 or np.ptp(values[known]) == 0:  # noqa: PLR2004 - fewer say nothing
            return {}
        y, found = values[known], dict[tuple[str, str], float]()
        for at, column in enumerate(self.columns):
            x = self.points[known, at]
            if np.ptp(x) == 0:
                continue
            correlation = float(np.corrcoef(x, y)[0, 1])
            if abs(correlation) * np.sqrt(len(y)) < SIGNAL:
                continue
            low, high = np.percentile(x, (5, 95))
            found[column] = correlation * float(y.std() / x.std()) * float(high - low)
        return found
