"""A fund's page joins what other commands found of the same study."""

from __future__ import annotations

from technopole.funds import near_ties, results, scheme_problem, solve
from technopole.report.fund import fund_page

SCENARIO = {
    "goal_name": "Jobs, North", "year": 2046, "plan": "new-town", "unit": "jobs", "money": "NOR",
    "settled": True, "goal_with": 112.5, "goal_without": 100.0, "gain": 12.5, "caveat": "An upper bound.",
    "rounds": [
        {"number": 1, "awards": 5, "turned": 5, "value": 8.25, "money": 2e6},
        {"number": 2, "awards": 5, "turned": 0, "value": 7.5, "money": 2e6},
    ],
    "by_zone": [{"zone": "harbour", "name": "Harbour <1>", "amount": 2e6}],
}  # fmt: skip


def test_a_scenario_is_shown_by_rounds_and_places_and_only_where_there_is_one():
    portfolio = solve(scheme_problem("co-managed-real-pot", 12))
    solved = results.solve_result(portfolio, near_ties(portfolio))
    page = fund_page(solved, None, None, SCENARIO)
    for words in ("In a scenario", "The awards repeated", "8.25", "+12.5 jobs", "Harbour &lt;1&gt;"):
        assert words in page
    assert "In a scenario" not in fund_page(solved, None, None)
