"""Questions of the 52-zone region: draws of two plans, marginal values, targets, a programme."""

from __future__ import annotations

import os
import time

import technopole as tp
from benchmarks.measure import Figure, benchmark
from technopole.decide import ensemble, marginal_values, read_programme, read_targets, work_backwards
from technopole.decide.programme import best_programme

REGION = "hong-kong-shenzhen"
DRAWS = 64
PLANS = ("baseline", "northern-metropolis")
FIGURES = ["population@north", "jobs@north", "innovation_jobs@HK", "welfare@HK", "mean_minutes@north"]
TARGETS = [
    {"indicator": "jobs", "scope": "north", "at_least": 500000},
    {"indicator": "population", "scope": "north", "at_least": 1850000},
]
PROGRAMME_BUDGET = 2e10
CANDIDATES = 20


def timed(action: object) -> float:
    """Wall seconds of one call."""
    begun = time.perf_counter()
    action()  # type: ignore[operator]
    return time.perf_counter() - begun


@benchmark
def draws() -> list[Figure]:
    """Draws a second, one process and one a core, whose start is measured apart."""
    region = tp.load_region(REGION)
    rows = []
    for workers in (1, os.cpu_count() or 1):

        def follow(number: int, workers: int = workers) -> None:
            ensemble(region, PLANS, figures=FIGURES, draws=number, workers=workers)

        start = timed(lambda follow=follow, workers=workers: follow(16 * workers))
        whole = timed(lambda follow=follow, workers=workers: follow(16 * workers + DRAWS))
        each = (whole - start) / DRAWS
        rows.append(
            Figure(f"a draw of two plans, {workers} processes", each, "s", f"1,000 in {1000 * each:.0f} s")
        )
    return rows


@benchmark
def workers() -> list[Figure]:
    """Draws of two plans by one worker of a cluster and by two; a worker is a process of one thread."""
    import distributed

    region = tp.load_region(REGION)
    each = {}
    for number in (1, 2):
        with distributed.LocalCluster(
            n_workers=number, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster:

            def follow(draws: int, address: str = cluster.scheduler_address) -> None:
                ensemble(region, PLANS, figures=FIGURES, draws=draws, scheduler=address)

            follow(16 * number)  # each worker has compiled and calibrated
            each[number] = timed(lambda follow=follow: follow(DRAWS)) / DRAWS
    note = f"{each[1]:.2f} s a draw of two plans, {each[2]:.2f} with two"
    return [Figure("two workers of a cluster over one", each[1] / each[2], "x", note)]


@benchmark
def questions() -> list[Figure]:
    """Marginal values, targets and a programme, compiled."""
    region = tp.load_region(REGION)
    city = tp.calibrate(region)
    plan = tp.load_plan(region, "northern-metropolis")
    base = {measure.id for measure in tp.load_plan(region, "baseline").measures}
    own = [measure for measure in plan.measures if measure.id not in base]
    floor = [measure for measure in own if measure.kind == "land_release" and measure.cost]
    levers = [{"measure": measure.id, "high": 1.2} for measure in floor[:10]]
    asked = read_targets(region, {"plan": plan.id, "targets": TARGETS, "levers": levers})
    goals = ["jobs@north", "population@north"]
    marginal_values(city, plan, goals, check=0)
    tp.simulate(city, plan)
    one = timed(lambda: tp.simulate(city, plan))
    value = timed(lambda: marginal_values(city, plan, goals, check=0))
    targets = timed(lambda: work_backwards(city, asked))
    question = {
        "plan": plan.id,
        "candidates": [{"id": measure.id} for measure in [m for m in own if m.cost][:CANDIDATES]],
        "delays": [0, 5],
        "budget": [{"year_from": region.base_year, "year_to": region.last_year, "amount": PROGRAMME_BUDGET}],
        "goals": [{"indicator": "jobs", "scope": "north"}],
    }
    chosen = timed(lambda: best_programme(city, read_programme(region, question)))
    return [
        Figure("marginal values of every measure", value, "s", f"{value / one:.1f} simulations, 2 goals"),
        Figure("targets with 10 levers", targets, "s", ""),
        Figure(f"programme of {CANDIDATES} measures, 2 dates each", chosen, "s", "chosen and verified"),
    ]
