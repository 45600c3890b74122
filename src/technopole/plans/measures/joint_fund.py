"""A fund into which several governments pay, with rules on who decides and where its money may be spent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self, final

from pydantic import Field, model_validator

from technopole.base.errors import InputError
from technopole.base.names import suggestion
from technopole.plans.fields import AppropriationId, FunderId, Number, Performer, Stage, Year, ZoneId
from technopole.plans.fund_money import (
    FundMoney,
    Sent,
    matched,
    of_response,
    side_of_funder,
    side_of_zone,
)
from technopole.plans.measure import Entry, Measure, measure_kind, refuse
from technopole.plans.spending import book

if TYPE_CHECKING:
    from technopole.plans.builder import TimelineBuilder
    from technopole.plans.words import Words

ROUNDING = 1e-6
"""Shares are written with six decimals."""


class FundPayer(Entry):
    """Who pays into the fund, and how much of it."""

    funder: FunderId = Field(description="whose money it is: a row of funders.csv")
    share: Number = Field(gt=0, le=1, description="share of the whole amount")
    appropriation: AppropriationId | None = Field(
        default=None, description="appropriation the money is taken from: it cannot be spent twice"
    )


class Allotted(Entry):
    """Money one payer sends to one zone."""

    funder: FunderId = Field(description="whose money it is: one of the payers")
    zone: ZoneId = Field(description="where it is spent")
    share: Number = Field(ge=0, le=1, description="share of the whole amount, sent")
    year: Year | None = Field(default=None, description="year in which it is paid (default: spread evenly)")


@final
@measure_kind("joint_fund")
class JointFund(Measure):
    """Governments pay into a fund for research under rules that decide where its money goes.

    With a `scheme`, of those `technopole fund schemes` lists, money goes where that scheme's awards are: its
    portfolio is solved exactly for synthetic proposals of the usual number, once, and its shares by payer
    and zone are scaled to `amount`, spread evenly over the years. What its rules leave unspent is not paid.
    `spent: own` makes each payer pay for awards on its own side alone (a virtual pot), `either` lets it pay
    on both (a real pot); without it the scheme's own rule holds. With an `allocation`, as `technopole fund
    scenario` writes it for proposals valued by what they do for a goal, money goes where it says; `spent:
    own` then refuses money that crosses. Payers' accounts are charged by themselves, administration
    included. What crosses the border loses the region's `capital_friction` on the way. Awards decide where
    money goes; how good the funded projects are changes nothing else in the run.

    Example:
        ```yaml
        - kind: joint_fund
          id: joint-fund
          name: Joint research fund of both governments
          scheme: co-managed-real-pot
          spent: either
          amount: 1e10
          payers:
            - {funder: hk_government, share: 0.5}
            - {funder: sz_government, share: 0.5}
          year_from: 2028
          year_to: 2037
        ```

    """

    scheme: str | None = Field(default=None, description="shipped scheme whose rules and awards it has")
    spent: Literal["own", "either"] | None = Field(
        default=None, description="where a payer's money may go: its own side, or either"
    )
    amount: Number = Field(gt=0, description="all payers together, region's money at base-year prices")
    payers: tuple[FundPayer, ...] = Field(min_length=1, description="who pays; shares sum to 1")
    year_from: Year = Field(description="first year of payment")
    year_to: Year = Field(description="last year of payment")
    performer: Performer = Field(default="higher_education", description="who spends it")
    stage: Stage | None = Field(
        default=None, description="stage it pays for (default: as the performer spends its other money)"
    )
    proposals: int = Field(default=120, ge=1, le=2000, description="synthetic proposals of the scheme")
    seed: int = Field(default=1, ge=0, description="seed of those proposals")
    administration: Number | None = Field(
        default=None,
        ge=0,
        lt=1,
        description="of what is sent (default: the scheme's; 0 with an allocation)",
    )
    allocation: tuple[Allotted, ...] = Field(
        default=(), description="where money goes, instead of the scheme's usual awards"
    )

    @model_validator(mode="after")
    def _known_scheme(self) -> Self:
        if self.scheme is None:
            if not self.allocation:
                refuse("scheme", "says nowhere where its money goes", "Give `scheme` or `allocation`")
            return self
        from technopole.funds.schemes import list_schemes

        known = tuple(list_schemes())
        if self.scheme not in known:
            what = f"names scheme '{self.scheme}', which does not exist{suggestion(self.scheme, known)}"
            refuse("scheme", what, f"Use one of {', '.join(known)}")
        return self

    @model_validator(mode="after")
    def _whole(self) -> Self:
        names = [payer.funder for payer in self.payers]
        total = sum(payer.share for payer in self.payers)
        if len(set(names)) < len(names):
            refuse("payers", "names a payer twice", "Name each once")
        if abs(total - 1.0) > ROUNDING:
            refuse("payers", f"has shares that sum to {total:g}", "Let them sum to 1")
        for row in self.allocation:
            if row.funder not in names:
                what = f"sends money of '{row.funder}', who is no payer{suggestion(row.funder, names)}"
                refuse("allocation", what, f"Use one of {', '.join(names)}")
            if row.year is not None and not self.year_from <= row.year <= self.year_to:
                refuse("allocation", f"pays in {row.year}, outside its years", "Use a year of the measure")
        for payer in self.payers if self.allocation else ():
            paid = self._allotted().paid_by(payer.funder)
            if paid > payer.share + ROUNDING:
                what = (
                    f"spends {paid:.6g} of the amount as money of '{payer.funder}', who gives {payer.share:g}"
                )
                refuse("allocation", what, "Lower shares, or raise the payer's")
        return self

    def moved(self, years: int) -> Self:
        """Return the measure with its years moved, those of the allocation too."""
        rows = tuple(row.moved(years) for row in self.allocation)
        return super().moved(years).model_copy(update={"allocation": rows})

    def apply(self, builder: TimelineBuilder) -> None:
        """Send the money, and book what each payer pays."""
        money = self._money(builder)
        if money is None:
            return
        span_of = (self.year_from, self.year_to)
        for one in money.sent:
            years = span_of if one.year is None else (one.year, one.year)
            amount = one.share * self.amount
            builder.innovation.fund(one.funder, self.performer, self.stage, one.zones, amount, years)
        for payer in self.payers:
            self._book(builder, money, payer)

    def _book(self, builder: TimelineBuilder, money: FundMoney, payer: FundPayer) -> None:
        """Book what a payer pays, year by year where the allocation says when."""
        own = [one for one in money.sent if one.funder == payer.funder]
        rate = money.administration.get(payer.funder, 0.0) / max(sum(one.share for one in own), 1e-300)
        by_years: dict[tuple[int, int], float] = {}
        for one in own:
            years = (self.year_from, self.year_to) if one.year is None else (one.year, one.year)
            by_years[years] = by_years.get(years, 0.0) + one.share * (1.0 + rate) * self.amount
        for years, amount in by_years.items():
            book(builder, self, payer.funder, amount, years, payer.appropriation)

    def _money(self, builder: TimelineBuilder) -> FundMoney | None:
        """Where the money goes; None if that cannot be said, which is reported."""
        return self._as_allotted(builder) if self.allocation else self._as_scheme(builder)

    def _allotted(self) -> FundMoney:
        """The allocation, with administration on what each payer sends."""
        sent = tuple(Sent(row.funder, (row.zone,), row.share, row.year) for row in self.allocation)
        rate = self.administration or 0.0
        paid = {
            payer.funder: rate * sum(one.share for one in sent if one.funder == payer.funder)
            for payer in self.payers
        }
        return FundMoney(sent, paid)

    def _as_allotted(self, builder: TimelineBuilder) -> FundMoney | None:
        region = builder.region
        for row in self.allocation if self.spent == "own" else ():
            home = side_of_funder(region, row.funder)
            if row.share > 0 and side_of_zone(region, row.zone) != home:
                what = f"is `spent: own`, yet sends money of '{row.funder}' to '{row.zone}' on the other side"
                builder.refuse(what, f"Keep it on side '{home}', or write `spent: either`", "allocation")
                return None
        return self._allotted()

    def _as_scheme(self, builder: TimelineBuilder) -> FundMoney | None:
        from technopole.funds.response import scheme_response

        assert self.scheme is not None  # noqa: S101 - the validator refuses it
        try:
            response = scheme_response(self.scheme, self.spent, self.proposals, self.seed)
        except InputError as error:
            builder.refuse(f"cannot be solved: {error.findings[0].what}", error.findings[0].remedy, "scheme")
            return None
        names = tuple(payer.funder for payer in self.payers)
        pairs = matched(response.payers, names, builder.region)
        if pairs is None:
            what = f"has {len(names)} payers, while sides {', '.join(response.payers)} pay in '{self.scheme}'"
            builder.refuse(what, "Name a payer for each of them", "payers")
            return None
        share = {payer.funder: payer.share for payer in self.payers}
        try:
            money = of_response(response, pairs, share, builder.region)
        except LookupError as error:
            what = f"sends money to side '{error.args[0]}' of '{self.scheme}', which the region does not have"
            builder.refuse(what, "Use a scheme of the region's own sides", "scheme")
            return None
        if self.administration is None:
            return money
        rate = self.administration
        paid = {name: rate * sum(one.share for one in money.sent if one.funder == name) for name in names}
        return FundMoney(money.sent, paid)

    def events(self, words: Words) -> list[tuple[int, str]]:
        """Say who pays how much under which rules."""
        where = words.say(f"joint_fund_{self.spent}") if self.spent else ""
        rules = ""
        if self.scheme:
            rules = words.say("joint_fund_rules", scheme=words.of("schemes", self.scheme))
        said = words.say(
            "joint_fund",
            title=self.title(words.language),
            amount=words.money(self.amount),
            payers=words.listed("funders", [payer.funder for payer in self.payers]),
            where=where,
            rules=rules,
            years=words.span(self.year_from, self.year_to),
        )
        return [(self.year_from, said)]
