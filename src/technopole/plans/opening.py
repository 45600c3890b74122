"""What rail lines, stations and roads share: they open a project of the region, or links of their own."""

from __future__ import annotations

from abc import ABC
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import Field, model_validator

from technopole.plans.fields import Layer, Number, ProjectId, SideId, Year
from technopole.plans.measure import Entry, Measure, refuse

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words


class NewLink(Entry):
    """A link of the network that is not in links.csv."""

    start: str = Field(alias="from", description="node where the link starts: nodes.csv or `stations`")
    end: str = Field(alias="to", description="node where it ends")
    minutes: Number = Field(ge=0, le=600, description="minutes on the link, boarding and waiting included")
    layer: Layer | None = Field(default=None, description="trips that may use it (default: by kind)")
    fare: Number = Field(default=0, ge=0, description="fare or toll in the region's money")


class NewStation(Entry):
    """A stop or junction that is not in nodes.csv."""

    id: str = Field(min_length=1, description="identifier used by `from` and `to` of links")
    side: SideId = Field(description="side on which it lies")


class Opening(Measure, ABC):
    """Opens a project of links.csv, or links listed in the measure, in one year."""

    layer: ClassVar[str]
    """Trips that may use listed links which do not say so themselves."""

    project: ProjectId | None = Field(
        default=None, description="project of links.csv or crossings.csv that opens"
    )
    links: tuple[NewLink, ...] = Field(default=(), description="links that open, where the tables have none")
    stations: tuple[NewStation, ...] = Field(default=(), description="new nodes those links need")
    both_ways: bool = Field(default=True, description="every listed link runs in both directions")
    year: Year = Field(description="year of opening")

    @model_validator(mode="after")
    def _something_opens(self) -> Self:
        if self.project is None and not self.links:
            refuse("project", "opens nothing", "Give `project`, or `links` with from, to and minutes")
        return self

    def apply(self, builder: TimelineBuilder) -> None:
        """Open the project and add the listed links."""
        if self.project is not None:
            builder.open_project(self.project, self.year)
        for station in self.stations:
            builder.add_node(station.id, station.side)
        for link in self.links:
            ends = [(link.start, link.end)] + ([(link.end, link.start)] if self.both_ways else [])
            for start, end in ends:
                builder.add_link(
                    start, end, link.minutes, layer=link.layer or self.layer, fare=link.fare, year=self.year
                )

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say that it opens."""
        name = self.title(words.language) if self.name or not self.project else self.project
        return [(self.year, words.say(self.kind, name=name))]
