"""Joint funds as exact optimisation: proposals and rules in, the best portfolio and what rules cost out.

problem = load_study("my-fund")
best = solve(problem)
prices = price(problem)
"""

from __future__ import annotations

from technopole.funds import award_list, results
from technopole.funds.bands import Point, frontier
from technopole.funds.coupling import Relinearised, portfolio, relinearise, scenario_value
from technopole.funds.folder import load_study
from technopole.funds.highs import Effort
from technopole.funds.prices import Prices, RulePrice, price, relaxation_duals
from technopole.funds.problem import Problem, Proposals
from technopole.funds.schemes import list_schemes, scheme_problem
from technopole.funds.settings import Rules, Study
from technopole.funds.solution import Portfolio, solve
from technopole.funds.ties import near_ties
from technopole.funds.write import write_study

__all__ = [
    "Effort",
    "Point",
    "Portfolio",
    "Prices",
    "Problem",
    "Proposals",
    "Relinearised",
    "RulePrice",
    "Rules",
    "Study",
    "award_list",
    "frontier",
    "list_schemes",
    "load_study",
    "near_ties",
    "portfolio",
    "price",
    "relaxation_duals",
    "relinearise",
    "results",
    "scenario_value",
    "scheme_problem",
    "solve",
    "write_study",
]
