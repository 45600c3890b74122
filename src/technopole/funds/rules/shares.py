"""How money is shared out: national projects, return band, caps, minima, limits, participation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from technopole.funds.problem import attribution, available
from technopole.funds.rules.base import Bound, Columns, Rule, full, labelled, named, per_cent, shelve
from technopole.funds.rules.money import projects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from technopole.funds.problem import Flags, Numbers, Problem


@shelve
class National(Rule):
    """Equation (F6): low_b c_p z_p <= sum_ky f_pbky <= high_b c_p z_p for payers b of national projects p.

    The chief scientist leads from one side; if the fund is for national projects alone, others get nothing.
    """

    name: ClassVar = "national"
    title: ClassVar = "National projects"
    equation: ClassVar = "F6"

    def says(self, problem: Problem) -> str:
        """Return the rule in words."""
        rule = problem.rules.national
        if rule is None:
            return ""
        payers = named([f"{p.funder} ({per_cent(p.low)} to {per_cent(p.high)})" for p in rule.payers])
        return f"National projects are led from {rule.chief} and paid by {payers}"

    def keeps(self, problem: Problem) -> Flags | None:
        """Return which proposals are led from the right side, and are national where they must be."""
        rule, proposals = problem.rules.national, problem.proposals
        if rule is None:
            return None
        led = proposals.lead == problem.sides.index(rule.chief)
        return np.where(proposals.national, led, not rule.only)

    def bounds(self, columns: Columns, problem: Problem) -> Iterator[Bound]:
        """Yield the low and the high bound of each funder's share in each national project."""
        rule, proposals = problem.rules.national, problem.proposals
        chosen = np.flatnonzero(projects(problem))
        if rule is None or columns.joint is None:
            return
        payers = {payer.funder: payer for payer in rule.payers}
        paid = columns.joint.sum("side").sum("year")
        for which, sign in (("low", 1.0), ("high", -1.0)):
            outside = 0.0
            share = np.array([getattr(payers[f], which) if f in payers else outside for f in problem.funders])
            part = np.zeros((len(chosen), len(problem.funders), len(proposals.ids)))
            part[np.arange(len(chosen)), :, chosen] = proposals.total[chosen][:, None] * share
            asked = (labelled(part, "national", "funder", "proposal") * columns.award).sum("proposal")
            words = tuple(
                f"{which}est share of {funder} in {proposals.ids[p]}"
                for p in chosen
                for funder in problem.funders
            )
            rows = full(len(words), 0.0)
            yield Bound(sign * (paid - asked), ("national", "funder"), rows, full(len(words), np.inf), words)


@shelve
class ReturnBand(Rule):
    """Equations (F7), (F8): |T_s| <= theta x budgets, with T_s what side s delivers less what it receives.

    theta = 0 is a virtual pot (each pays its own, juste retour), theta = 1 a real pot. With two sides
    T_1 = -T_2, so the band is one row.
    """

    name: ClassVar = "return_band"
    title: ClassVar = "Return band"
    equation: ClassVar = "F8"

    def says(self, problem: Problem) -> str:
        """Return the rule in words."""
        rule = problem.rules.return_band
        if rule is None:
            return ""
        each = "in each year" if rule.per == "year" else "over the period"
        if not rule.theta:
            return f"Each side gets back what it pays in, {each} (virtual pot)"
        if rule.theta == 1:
            return "Real pot: no side is owed a return"
        return (
            f"What a side pays and gets back differs by at most {per_cent(rule.theta)} of all budgets, {each}"
        )

    def stands(self, problem: Problem) -> bool:
        """A band is a rule even at theta = 0, and needs two sides."""
        return problem.rules.return_band is not None and len(problem.sides) > 1

    def bounds(self, columns: Columns, problem: Problem) -> Iterator[Bound]:
        """Yield a row for each side (for two sides: for the first), and year."""
        rule = problem.rules.return_band
        if rule is None:
            return
        delivered = columns.delivered()
        contributed = (delivered.sum("side") * labelled(attribution(problem), "funder", "party")).sum(
            "funder"
        )
        received = delivered.sum("funder").rename(side="party")
        transfer = contributed - received
        parties = problem.sides[: 1 if len(problem.sides) == 2 else None]  # noqa: PLR2004 - T_1 = -T_2
        transfer = transfer.isel(party=range(len(parties)))
        whole = np.ones((len(parties), 1)) * widths(problem, rule.theta)
        if rule.per == "year":
            words = tuple(f"return band of {side} in {year}" for side in parties for year in problem.years)
            yield Bound(transfer, ("party", "year"), -whole.ravel(), whole.ravel(), words)
            return
        words = tuple(f"return band of {side}" for side in parties)
        yield Bound(transfer.sum("year"), ("party",), -whole.ravel(), whole.ravel(), words)


def widths(problem: Problem, theta: float) -> Numbers:
    """Equation (F8): theta times all that could be paid in a year, [year], or over the period, [1]."""
    rule = problem.rules.return_band
    if rule is None or rule.per == "year":
        return theta * available(problem).sum(axis=0)
    return theta * problem.budget.sum(keepdims=True).reshape(1)


def _cap_rows(columns: Columns, problem: Problem, labels: tuple[str, ...], share: float, what: str) -> Bound:
    """Equation (F12): sum over a label's proposals of c_p z_p <= share x budgets."""
    names = sorted(set(labels))
    belongs = np.array([[label == name for label in labels] for name in names], dtype=float)
    spent = (labelled(belongs * problem.proposals.total, "label", "proposal") * columns.award).sum("proposal")
    most = share * problem.budget.sum()
    words = tuple(f"cap of {what} {name}" for name in names)
    return Bound(spent, ("label",), full(len(names), -np.inf), full(len(names), most), words)


@shelve
class InstitutionCap(Rule):
    """Equation (F12) by the lead's institution."""

    name: ClassVar = "institution_cap"
    title: ClassVar = "Cap by institution"
    equation: ClassVar = "F12"

    def says(self, problem: Problem) -> str:
        """Return the rule in words."""
        rule = problem.rules.institution_cap
        if rule is None:
            return ""
        return f"No institution leads projects of more than {per_cent(rule.share)} of all budgets"

    def bounds(self, columns: Columns, problem: Problem) -> Iterator[Bound]:
        """Yield a row for each institution."""
        rule = problem.rules.institution_cap
        if rule is not None:
            yield _cap_rows(columns, problem, problem.proposals.institution, rule.share, "institution")


@shelve
class FieldCap(Rule):
    """Equation (F12) by field."""

    name: ClassVar = "field_cap"
    title: ClassVar = "Cap by field"
    equation: ClassVar = "F12"

    def says(self, problem: Problem) -> str:
        """Return the rule in words."""
        rule = problem.rules.field_cap
        if rule is None:
            return ""
        return f"No field receives more than {per_cent(rule.share)} of all budgets"

    def bounds(self, columns: Columns, problem: Problem) -> Iterator[Bound]:
        """Yield a row for each field."""
        rule = problem.rules.field_cap
        if rule is not None:
            yield _cap_rows(columns, problem, problem.proposals.field, rule.share, "field")


def kind(problem: Problem, of: str) -> Flags:
    """Proposals of a kind, [proposal]: "early-career", "single", "national" or "field NAME"."""
    proposals = problem.proposals
    flags = {
        "early-career": proposals.early_career,
        "single": proposals.single,
        "national": proposals.national,
    }
    return (
        flags[of]
        if of in flags
        else np.array([of == f"field {field}" for field in proposals.field], dtype=bool)
    )


@shelve
class Minimum(Rule):
    """Equation (F13): sum over a kind's proposals of c_p z_p + u >= share x budgets, u = 0 unless soft."""

    name: ClassVar = "minimum"
    title: ClassVar = "Minima"
    equation: ClassVar = "F13"

    def says(self, problem: Problem) -> str:
        """Return the rule in words."""
        return "; ".join(
            f"at least {per_cent(one.share)} of all budgets for {one.of} proposals"
            + ("" if one.penalty is None else f" (soft, {one.penalty:g} a unit missed)")
            for one in problem.rules.minimum
        )

    def bounds(self, columns: Columns, problem: Problem) -> Iterator[Bound]:
        """Yield a row for each minimum."""
        rules = problem.rules.minimum
        if not rules or columns.short is None:
            return
        belongs = np.array([kind(problem, one.of) for one in rules], dtype=float)
        spent = (labelled(belongs * problem.proposals.total, "minimum", "proposal") * columns.award).sum(
            "proposal"
        )
        least = np.array([one.share for one in rules]) * problem.budget.sum()
        words = tuple(
            f"minimum of {amount:.4g} {problem.study.currency} for {one.of} proposals"
            for one, amount in zip(rules, least, strict=True)
        )
        yield Bound(spent + columns.short, ("minimum",), least, full(len(rules), np.inf), words)


@shelve
class Limits(Rule):
    """Equation (F14): sum_p need_pky z_p <= free researchers, free laboratory floor of side k in year y."""

    name: ClassVar = "limits"
    title: ClassVar = "Researchers and laboratories"
    equation: ClassVar = "F14"

    def stands(self, problem: Problem) -> bool:
        """The rule holds where it is declared, even without a word on it."""
        return problem.rules.limits is not None

    def says(self, problem: Problem) -> str:  # noqa: ARG002
        """Return the rule in words."""
        return "No more researchers and laboratory floor than are free"

    def bounds(self, columns: Columns, problem: Problem) -> Iterator[Bound]:
        """Yield a row for each side and year."""
        proposals = problem.proposals
        for what, need, free in (
            ("researchers", proposals.researchers, problem.free_researchers),
            ("laboratory floor", proposals.laboratory, problem.free_laboratory),
        ):
            used = (labelled(need, "proposal", "side", "year") * columns.award).sum("proposal")
            words = tuple(
                f"free {what} at {side} in {year}" for side in problem.sides for year in problem.years
            )
            yield Bound(used, ("side", "year"), full(len(words), -np.inf), free.ravel(), words)


@shelve
class Participation(Rule):
    """Equation (F15): sum_p v_ps z_p >= what side s's own pot would give it."""

    name: ClassVar = "participation"
    title: ClassVar = "Participation"
    equation: ClassVar = "F15"

    def stands(self, problem: Problem) -> bool:
        """The rule holds where it is declared."""
        return problem.rules.participation is not None

    def says(self, problem: Problem) -> str:  # noqa: ARG002
        """Return the rule in words."""
        return "Each side gains at least what its own pot would give it"

    def bounds(self, columns: Columns, problem: Problem) -> Iterator[Bound]:
        """Yield a row for each managing side."""
        if problem.own_pot is None:
            return
        gain = (labelled(problem.value_by_side, "proposal", "side") * columns.award).sum("proposal")
        words = tuple(
            f"participation of {side}: a gain of at least {least:.4g}"
            for side, least in zip(problem.sides, problem.own_pot, strict=True)
        )
        yield Bound(gain, ("side",), problem.own_pot, full(len(words), np.inf), words)
