"""A plan: dated measures of a region, ready to be applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from technopole.plans.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from technopole.base.errors import Finding
    from technopole.plans.faults import Place
    from technopole.plans.measure import Measure
    from technopole.region import Region
    from technopole.region.settings import Name


@dataclass(frozen=True, eq=False)
class Plan:
    """A checked plan of a region. Load it with `load_plan` or make it from data with `make_plan`.

    Attributes:
        id: identifier; the file's name without ending unless the file says otherwise.
        name: name by language; `name.text("zh-Hant")`.
        description: what the plan is, in one paragraph, by language.
        baseline: plan it is compared with; None leaves it to the region.
        includes: plans whose measures it takes over.
        measures: all measures, those of included plans first; delays are still to be carried out.
        fingerprint: SHA-256 of identifier and measures; their order does not change it.
        file: where it was read from; None if it was made from data.
        warnings: what was found that does not stop a run.
        places: where each measure is written, for messages.
        checked: the region and the measures that were checked together.

    """

    id: str
    name: Name
    description: Name | None
    baseline: str | None
    includes: tuple[str, ...]
    measures: tuple[Measure, ...]
    fingerprint: str
    file: Path | None = None
    warnings: tuple[Finding, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)
    checked: tuple[Region, tuple[Measure, ...]] | None = field(default=None, repr=False)

    def is_sound_in(self, region: Region) -> bool:
        """Tell whether these very measures were checked against this very region."""
        return self.checked is not None and self.checked[0] is region and self.checked[1] is self.measures

    def measure(self, measure_id: str) -> Measure:
        """Return one measure.

        Raises:
            KeyError: if the plan has no such measure.

        """
        for measure in self.measures:
            if measure.id == measure_id:
                return measure
        raise KeyError(measure_id)

    def describe(self, region: Region | None = None, language: str = "en") -> list[tuple[int, str, str]]:
        """Return (year, measure id, plain sentence), sorted by year: (2034, "nol", "Northern Link opens").

        With a region, its zones, groups and so on appear by name in the language, else by identifier.
        """
        words = Words(region, language)
        return sorted(
            (year, measure.id, sentence)
            for measure in self.measures
            for year, sentence in measure.dated().events(words)
        )
