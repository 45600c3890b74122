"""What every measure has: an identifier, a source, a cost, and what it changes in a year."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, NoReturn, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from technopole.base.registry import Registry
from technopole.plans.fields import AppropriationId, Grade, Names, Number, PayerId, Year, Years

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words

SAY = "say"
"""Type of a validation error that already says what is wrong and what to do."""

YEAR_FIELDS = ("year", "year_from", "year_to")


class Entry(BaseModel):
    """Anything written in a plan: frozen, every field known, every number finite."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        str_strip_whitespace=True,
        coerce_numbers_to_str=True,
    )

    def moved(self, years: int) -> Self:
        """Return the same entry with every year of its own moved."""
        given = {name: getattr(self, name, None) for name in YEAR_FIELDS}
        return self.model_copy(
            update={name: year + years for name, year in given.items() if year is not None}
        )


class Cost(Entry):
    """Money a payer spends on a measure, spread evenly over years."""

    payer: PayerId = Field(description="who pays")
    year_from: Year = Field(description="first year of payment")
    year_to: Year = Field(description="last year of payment")
    amount: Number = Field(ge=0, description="total in the region's money at base-year prices")
    appropriation: AppropriationId | None = Field(
        default=None, description="appropriation the money is taken from: it cannot be spent twice"
    )
    grade: Grade | None = Field(default=None, description="how sure the amount is (default: the measure's)")
    source: str = Field(default="", description="where the amount comes from (default: the measure's)")


class Measure(Entry, ABC):
    """One dated decision: what it changes in the region, and who pays what.

    A kind of measure is one final class in one file of `plans/measures`, registered by
    `@measure_kind("name")`. It changes the region only through the builder's methods, which take labels
    and years, never positions in arrays.
    """

    kind: ClassVar[str]

    id: str = Field(min_length=1, description="identifier, unique in the plan")
    name: Names | None = Field(
        default=None, description="name shown to readers: a text, or one per language (en, zh-Hant, zh-Hans)"
    )
    note: str = Field(default="", description="anything a reader should know")
    grade: Grade = Field(default="assumed", description="how sure the measure's figures are")
    source: str = Field(default="", description="where the figures come from")
    delay: Years = Field(
        default=0, description="years by which every year of the measure is moved, costs too"
    )
    truncate: bool = Field(
        default=False, description="take only the part within the run where years go beyond its last year"
    )
    cost: tuple[Cost, ...] = Field(default=(), description="who pays what, and when")

    @abstractmethod
    def apply(self, builder: TimelineBuilder) -> None:
        """Change the levers by year through the builder's methods; years are already moved by `delay`."""

    @abstractmethod
    def events(self, words: Words) -> list[tuple[int, str]]:
        """Return (year, plain sentence) pairs for the timeline of a report."""

    def title(self, language: str = "en") -> str:
        """Return the name in a language, or the identifier if the measure has no name."""
        return self.id if self.name is None else self.name.text(language)

    def dated(self) -> Self:
        """Return the measure with its delay carried out: years moved, `delay` 0."""
        if self.delay == 0:
            return self
        costs = tuple(cost.moved(self.delay) for cost in self.cost)
        return self.moved(self.delay).model_copy(update={"delay": 0, "cost": costs})


MEASURES: Registry[type[Measure]] = Registry("kind of measure")

MeasureClass = TypeVar("MeasureClass", bound=type[Measure])


def measure_kind(name: str) -> Callable[[MeasureClass], MeasureClass]:
    """Register a class of measures under the word plans use for it, and tell the class its word."""

    def keep(measure: MeasureClass) -> MeasureClass:
        measure.kind = name
        MEASURES.register(name)(measure)
        return measure

    return keep


def refuse(field: str, what: str, remedy: str) -> NoReturn:
    """Refuse an entry from inside its validator, naming the field, the fault and the remedy."""
    raise PydanticCustomError(SAY, "{what}", {"field": field, "what": what, "remedy": remedy})
