"""Which proposals may be awarded at all: approval, team, terms, place of industrialisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from technopole.funds.rules.base import Bound, Columns, Rule, labelled, named, per_cent, shelve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from technopole.funds.problem import Flags, Problem

ROUNDING = 1e-9  # shares of cost are quotients: 0.3 may come out as 0.2999999999999999


@shelve
class Approval(Rule):
    """Equation (F4): z_p = 0 unless those who manage find p good enough.

    dual: every managing side's score reaches its bar; contributors: the scores of the managing sides that
    bear a part of p's cost; lead: the score of the lead's side; weighted: the weighted mean reaches the
    bar.
    """

    name: ClassVar = "approval"
    title: ClassVar = "Approval"
    equation: ClassVar = "F4"

    WORDS: ClassVar = {
        "dual": "Every managing side's score reaches its bar",
        "contributors": "The scores of the managing sides that bear part of the cost reach their bars",
        "lead": "The score of the lead's side reaches its bar",
        "weighted": "The joint panel's score reaches the bar",
    }

    def says(self, problem: Problem) -> str:
        """Return the rule in words."""
        rule = problem.rules.approval
        if rule is None:
            return ""
        sides = [f"{side.id} {side.bar:g}" for side in problem.study.sides if side.manages]
        bars = f"{joint_bar(problem):g}" if rule.mode == "weighted" else ", ".join(sides)
        return f"{self.WORDS[rule.mode]} ({bars})"

    def keeps(self, problem: Problem) -> Flags | None:
        """Return which proposals are approved."""
        rule, proposals, sides = problem.rules.approval, problem.proposals, problem.study.sides
        if rule is None:
            return None
        if rule.mode == "weighted":
            weight = np.where(np.isnan(proposals.score), 0.0, [side.weight * side.manages for side in sides])
            mean = (weight * np.nan_to_num(proposals.score)).sum(axis=1) / weight.sum(axis=1)
            return np.asarray(mean >= joint_bar(problem) - ROUNDING)
        passed = ~(proposals.score < np.array([side.bar for side in sides]))
        if rule.mode == "lead":
            return passed[np.arange(len(proposals.ids)), proposals.lead]
        asked = np.broadcast_to([side.manages for side in sides], passed.shape)
        if rule.mode == "contributors":
            asked = asked & (proposals.spending.sum(axis=2) > 0)
        return np.asarray((passed | ~asked).all(axis=1), dtype=bool)


def joint_bar(problem: Problem) -> float:
    """The bar of a joint panel: stated, or the weighted mean of the sides' own."""
    rule = problem.rules.approval
    if rule is not None and rule.bar is not None:
        return rule.bar
    managing = [side for side in problem.study.sides if side.manages]
    weight = np.array([side.weight for side in managing])
    return float((weight * [side.bar for side in managing]).sum() / weight.sum())


@shelve
class Team(Rule):
    """Equation (F5): who may apply.

    cross-border: z_p = 0 unless at least n sides of the team each bear a share of the cost; single-only:
    z_p = 0 unless the team is of one side; single-up-to: sum over single teams of c_p z_p <= gamma sum_p
    c_p z_p.
    """

    name: ClassVar = "team"
    title: ClassVar = "Team"
    equation: ClassVar = "F5"

    def says(self, problem: Problem) -> str:
        """Return the rule in words."""
        rule = problem.rules.team
        if rule is None:
            return ""
        if rule.mode == "single-only":
            return "Teams of one side alone may apply"
        if rule.mode == "single-up-to":
            return f"Single teams receive at most {per_cent(rule.single_share)} of what is awarded"
        share = f" with at least {per_cent(rule.least_share)} of the cost each" if rule.least_share else ""
        return f"Teams have to come from {rule.least_sides} sides{share}"

    def keeps(self, problem: Problem) -> Flags | None:
        """Return which teams may apply."""
        rule, proposals = problem.rules.team, problem.proposals
        if rule is None or rule.mode == "single-up-to":
            return None
        if rule.mode == "single-only":
            return proposals.single
        share = proposals.spending.sum(axis=2) / np.maximum(proposals.total, 1e-300)[:, None]
        bears = proposals.team & (share >= rule.least_share - ROUNDING)
        return bears.sum(axis=1) >= rule.least_sides

    def bounds(self, columns: Columns, problem: Problem) -> Iterator[Bound]:
        """Yield the row on single teams."""
        rule, proposals = problem.rules.team, problem.proposals
        if rule is None or rule.mode != "single-up-to":
            return
        excess = proposals.total * (proposals.single - rule.single_share)
        expression = (labelled(excess, "proposal") * columns.award).sum("proposal")
        yield Bound(expression, (), np.array([-np.inf]), np.array([0.0]), ("share of single teams",))


@shelve
class Industrialisation(Rule):
    """Equation (F10): z_p = 0 unless p's results are industrialised where the fund wants them."""

    name: ClassVar = "industrialisation"
    title: ClassVar = "Place of industrialisation"
    equation: ClassVar = "F10"

    def says(self, problem: Problem) -> str:
        """Return the rule in words."""
        rule = problem.rules.industrialisation
        if rule is None:
            return ""
        return f"Results are industrialised at {named(rule.at, 'or')}"

    def keeps(self, problem: Problem) -> Flags | None:
        """Return which proposals name one of the places."""
        rule = problem.rules.industrialisation
        if rule is None:
            return None
        return np.isin(problem.proposals.industrialisation, [problem.sides.index(side) for side in rule.at])


@shelve
class Terms(Rule):
    """Equation (F11): z_p = 0 beyond the ceiling of a grant, below the own share, or beyond the months."""

    name: ClassVar = "terms"
    title: ClassVar = "Terms of the call"
    equation: ClassVar = "F11"

    def says(self, problem: Problem) -> str:
        """Return the rule in words."""
        rule = problem.rules.terms
        if rule is None:
            return ""
        said = []
        if rule.ceiling is not None:
            said.append(f"at most {rule.ceiling:g} {problem.study.currency} a grant")
        if rule.own_share is not None:
            said.append(f"at least {per_cent(rule.own_share)} paid by applicants or industry")
        if rule.months is not None:
            said.append(f"at most {rule.months} months")
        return f"Terms: {named(said) or 'none'}"

    def keeps(self, problem: Problem) -> Flags | None:
        """Return which proposals meet the terms."""
        rule, proposals = problem.rules.terms, problem.proposals
        if rule is None:
            return None
        kept = np.ones(len(proposals.ids), dtype=bool)
        if rule.ceiling is not None:
            kept &= proposals.total <= rule.ceiling + ROUNDING
        if rule.own_share is not None:
            kept &= proposals.own_share >= rule.own_share - ROUNDING
        if rule.months is not None:
            kept &= proposals.months <= rule.months
        return kept
