"""Ask claims: one ensemble for all of them, a verdict for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError, NotConverged
from technopole.base.names import suggestion
from technopole.decide.claims.judge import Judged, slack_of
from technopole.decide.ensembles import Ensemble, ensemble
from technopole.decide.splits import Split, flips

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

    from technopole.decide.claims.read import Asked
    from technopole.decide.uncertain import Uncertainty
    from technopole.region import Region


@dataclass(frozen=True, eq=False)
class Verdict:
    """What the ensemble says of a claim; `values` are its figure in each draw and future, (D, futures)."""

    asked: Asked
    judged: Judged
    flips_if: tuple[Split, ...]
    values: NDArray[np.float64]

    @property
    def counterfactual(self) -> str:
        """The futures the claim is held against, in words."""
        return "; ".join(case.words for case in self.asked.cases[1:])

    def plain(self, language: str = "en") -> dict[str, Any]:
        """Return the verdict as `technopole claims --json` prints it."""
        claim, judged = self.asked.claim, self.judged
        return {
            "id": claim.id,
            "statement": claim.statement.text(language),
            "kind": claim.kind,
            "verdict": judged.verdict,
            "probability": judged.probability,
            "margin": judged.margin,
            "flips_if": [split.plain() for split in self.flips_if],
            "counterfactual": self.counterfactual,
            "figure": self.asked.figure.text,
            "year": self.asked.year,
            "goal": self.asked.goal,
            "at_most": self.asked.at_most,
            "by": claim.test.by,
            "plan": self.asked.cases[0].words,
            "note": "" if claim.note is None else claim.note.text(language),
            "draws": int(self.judged.known.sum()),
        }

    def samples(self) -> list[dict[str, Any]]:
        """Return the figure in the draws found, by future: the plan, then what it is held against."""
        known = self.values[self.judged.known]
        return [
            {"future": case.words, "values": known[:, place].tolist()}
            for place, case in enumerate(self.asked.cases)
        ]


def ask_claims(
    region: Region,
    asked: Sequence[Asked],
    *,
    draws: int = 64,
    seed: int = 0,
    workers: int = 1,
    scheduler: str | None = None,
    uncertainty: Uncertainty | None = None,
    folder: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Verdict]:
    """Return a verdict for each claim, all from one ensemble (common random numbers).

    Raises:
        InputError: nothing was asked.
        NotConverged: a claim's futures were not found in any draw.

    """
    if not asked:
        raise InputError(Finding("No claim was asked", remedy="Name one or more claims"))
    cases = tuple(dict.fromkeys(case for one in asked for case in one.cases))
    figures = tuple(dict.fromkeys(one.figure.text for one in asked))
    study = ensemble(
        region, cases, figures=figures, uncertainty=uncertainty, draws=draws, seed=seed, workers=workers,
        scheduler=scheduler, folder=folder, progress=progress,
    )  # fmt: skip
    return [verdict(study, one) for one in asked]


def verdict(study: Ensemble, asked: Asked) -> Verdict:
    """Judge one claim on an ensemble that holds its cases and its figure."""
    year = study.study.region.years.index(asked.year)
    values = np.stack([study.of(case, asked.figure)[:, year] for case in asked.cases], axis=1)
    by = asked.claim.test.by or 0.0
    slack = slack_of(asked.claim.kind, values, goal=asked.goal, at_most=asked.at_most, by=by)
    judged = Judged(slack)
    if not judged.known.any():
        message = f"Claim '{asked.claim.id}' cannot be judged: its futures were not found in any draw."
        raise NotConverged(message)
    design = study.study.design
    names = [".".join(part for part in column if part) for column in design.columns]
    found = flips(names, design.points[judged.known], judged.holds)
    return Verdict(asked, judged, tuple(found), values)


def chosen(asked: Sequence[Asked], names: Sequence[str]) -> list[Asked]:
    """Return the claims named, in the order of the file; all of them if none is named.

    Raises:
        InputError: with every name that is no claim's.

    """
    known = [one.claim.id for one in asked]
    remedy = f"Use one of {', '.join(known)}"
    faults = [
        Finding(f"There is no claim '{name}'{suggestion(name, known)}", remedy=remedy)
        for name in names
        if name not in known
    ]
    if faults:
        raise InputError(faults)
    return [one for one in asked if not names or one.claim.id in names]


def claims_table(verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """Return verdicts as a table, one row a claim."""
    import pandas as pd

    rows = [one.plain() | {"flips_if": "; ".join(split.words for split in one.flips_if)} for one in verdicts]
    return pd.DataFrame(rows)
