"""The section on a fund in a scenario: rounds until awards repeat, places, the goal with and without it."""

from __future__ import annotations

from typing import Any

from technopole.report.fund.drawings import amount
from technopole.report.markup import Html, table, tag, together

MILLION = 1e6


def scenario_section(answer: dict[str, Any]) -> Html:
    """Return the tables of a fund's `scenario` result."""
    when = "summed over the run, discounted" if answer["year"] is None else answer["year"]
    money = f"m {answer['money']}"
    rounds = table(
        ("Round", "Awards", "Turned", f"Value, {answer['unit']}", f"Delivered, {money}"),
        [
            (
                one["number"],
                one["awards"],
                one["turned"],
                f"{one['value']:,.4g}",
                amount(one["money"] / MILLION),
            )
            for one in answer["rounds"]
        ],
        caption="Rounds: solved again at the money sent, until the awards repeat",
        numeric=(0, 1, 2, 3, 4),
    )
    places = table(
        ("Zone", f"Arrives over all years, {money}"),
        [(one["name"], amount(one["amount"] / MILLION)) for one in answer["by_zone"]],
        caption="Where the money of these awards is spent",
        numeric=(1,),
    )
    repeated = "The awards repeated" if answer["settled"] else "The awards did not repeat"
    said = (
        f"Awards by what they do for {answer['goal_name']} ({when}) of plan {answer['plan']}. {repeated}. "
        f"Followed with the fund the goal is {answer['goal_with']:,.1f}, without it "
        f"{answer['goal_without']:,.1f}: {answer['gain']:+,.3g} {answer['unit']}."
    )
    return together(
        tag("p", said),
        tag("div", tag("div", rounds, class_="wide"), tag("div", places), class_="pair"),
        tag("p", answer["caveat"], class_="note"),
    )
