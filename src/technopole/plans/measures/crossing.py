"""A border crossing: opened, closed, quicker, wider, longer open, for other groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, final

from pydantic import Field, model_validator

from technopole.plans.fields import CrossingId, Groups, Number, Year
from technopole.plans.measure import Measure, measure_kind, refuse

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


@final
@measure_kind("crossing")
class Crossing(Measure):
    """A border crossing opens, closes or works differently from a year on.

    `clearance` is the time to pass both controls at the base year's traffic: it still rises when the
    crossing fills up against its `capacity`. What is not given stays as it was. A measure that says
    nothing but the year opens the crossing, as `open: true` does. Opening a crossing also opens its
    project, so that the links which lead to it run (unless another measure opens that project), and
    closes the crossing that it replaces.

    Example:
        ```yaml
        - kind: crossing
          id: new-huanggang
          name: New Huanggang Port with co-located controls
          crossing: NHG
          open: true
          clearance: 5
          hours_open: 24
          year: 2027
          cost:
            - {payer: sz_government, year_from: 2023, year_to: 2027, amount: 2.5e10}
        ```

    """

    crossing: CrossingId = Field(description="crossing of crossings.csv")
    year: Year = Field(description="year from which the change holds")
    open: bool = Field(
        default=False, description="true: opens to passengers (implied where nothing else is said)"
    )
    close: bool = Field(default=False, description="true: closes to passengers")
    clearance: Number | None = Field(
        default=None, gt=0, le=600, description="minutes to clear both controls at the base year's traffic"
    )
    capacity: Number | None = Field(
        default=None, gt=0, description="trips a day it can clear, both directions"
    )
    hours_open: Number | None = Field(default=None, ge=0, le=24, description="hours a day it is open")
    groups: Groups | None = Field(
        default=None, min_length=1, description="groups that may use it: all, or a list"
    )
    fare: Number | None = Field(default=None, ge=0, description="fare for crossing in the region's money")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.open and self.close:
            refuse("close", "both opens and closes the crossing", "Keep `open` or `close`")
        return self

    @property
    def opens(self) -> bool:
        """Tell whether the measure opens the crossing."""
        return self.open or not (self.close or self._changes())

    def _changes(self) -> dict[str, object]:
        """Gather the features that are set from this year on."""
        names = ("clearance", "capacity", "hours_open", "groups", "fare")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}

    def apply(self, builder: TimelineBuilder) -> None:
        """Record the change from its year on."""
        if self.opens:
            builder.open_crossing(self.crossing, self.year)
        if self.close:
            builder.close_crossing(self.crossing, self.year)
        for feature, value in self._changes().items():
            builder.set_crossing(self.crossing, feature, value, self.year)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say what changes at the crossing."""
        parts = [words.say("crossing_opens")] * self.opens + [words.say("crossing_closes")] * self.close
        if self.clearance is not None:
            parts.append(words.say("crossing_clearance", minutes=self.clearance))
        if self.capacity is not None:
            parts.append(words.say("crossing_capacity", trips=self.capacity))
        if self.hours_open is not None:
            parts.append(words.say("crossing_hours_open", hours=self.hours_open))
        if self.groups is not None:
            parts.append(words.say("crossing_groups", groups=words.listed("groups", self.groups)))
        if self.fare is not None:
            parts.append(words.say("crossing_fare", fare=words.money(self.fare)))
        name = words.of("crossings", self.crossing)
        return [(self.year, words.say("crossing", name=name, parts=words.say("and").join(parts)))]
