"""Joint funds: the optimum, all prices of rules with Shapley's value, and a large fund."""

from __future__ import annotations

import time

from benchmarks.measure import Figure, benchmark
from technopole.funds import Effort, Problem, price, scheme_problem, solve

LARGE = Effort(gap=1e-4, seconds=60)


def _seconds(problem: Problem, effort: Effort) -> tuple[float, str]:
    """Wall time of one solution, and what it found."""
    begun = time.perf_counter()
    found = solve(problem, effort=effort)
    return time.perf_counter() - begun, f"{int(found.awarded.sum())} awards, gap {found.gap:.1e}"


@benchmark
def funds() -> list[Figure]:
    """Seeds 1 to 3 of two schemes, all prices; then 2,000 proposals of three sides over four years."""
    solve(scheme_problem("mhkjfs", 10, 1))  # linopy and HiGHS loaded
    figures = []
    for scheme in ("co-managed-real-pot", "weave"):
        took = [_seconds(scheme_problem(scheme, 120, seed), Effort()) for seed in (1, 2, 3)]
        slowest = max(took)
        note = f"slowest of 3 seeds; {slowest[1]}"
        figures.append(Figure(f"{scheme}, 120 x 2 x 3", slowest[0], "s", note))
    for scheme in ("co-managed-real-pot", "weave"):
        begun = time.perf_counter()
        prices = price(scheme_problem(scheme, 120, 1))
        note = f"{len(prices.rules)} rules, {prices.solved} combinations solved of {2 ** len(prices.rules)}"
        figures.append(Figure(f"{scheme}, all prices", time.perf_counter() - begun, "s", note))
    large = scheme_problem("eurostars", 2000, 1, 4)
    for name, problem in (("virtual pot", large), ("real pot", large.with_rules(return_band=None))):
        wall, note = _seconds(problem, LARGE)
        figures.append(Figure(f"2,000 x 3 x 4, {name}", wall, "s", note))
    return figures
