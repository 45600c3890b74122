"""A joint fund inside a scenario: proposals valued by what they do for a goal, and the goal with the fund."""

from __future__ import annotations

from technopole.decide.fund.answer import scenario_answer, scenario_texts
from technopole.decide.fund.ask import Asked, Goal, ask, followed_goal, worth_of_money
from technopole.decide.fund.fitted import Fitted, fit_to_region

__all__ = [
    "Asked",
    "Fitted",
    "Goal",
    "ask",
    "fit_to_region",
    "followed_goal",
    "scenario_answer",
    "scenario_texts",
    "worth_of_money",
]
