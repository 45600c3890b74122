"""Joint funds as exact optimisation: proposals and rules in, the best portfolio and the price of every rule out.

problem = load_study("my-fund")
portfolio = solve(problem)
prices = price(problem)
"""

from __future__ import annotations

from technopole.funds import results
from technopole.funds.coupling import Relinearised, portfolio, relinearise, scenario_value
from technopole.funds.folder import load_study, write_study
from technopole.funds.bands import Point, frontier
from technopole.funds.highs import Effort
from technopole.funds.solution import Portfolio, solve
from technopole.funds.prices import Prices, RulePrice, price, relaxation_duals
from technopole.funds.problem import Problem, Proposals
from technopole.funds.schemes import list_schemes, scheme_problem
from technopole.funds.settings import Rules, Study
from technopole.funds.ties import near_ties

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
