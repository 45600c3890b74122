"""technopole: a planning laboratory for metropolitan regions that straddle a border.

    import technopole as tp
    region = tp.load_region("hong-kong-shenzhen")
    city = tp.calibrate(region)
    run = tp.simulate(city, tp.load_plan(region, "northern-metropolis"))
    tp.scorecard(run)

Names are imported on first use, so that `import technopole` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from technopole.base.errors import Finding, InputError, NotConverged, TechnopoleError
    from technopole.base.version import __version__
    from technopole.decide import (
        Uncertainty,
        ask_claims,
        best_programme,
        ensemble,
        load_claims,
        load_programme,
        load_targets,
        marginal_values,
        work_backwards,
    )
    from technopole.decide.questions import claims, programme
    from technopole.future.calibration import City, calibrate
    from technopole.future.diagnose import Diagnosis, diagnose
    from technopole.future.drawn import Drawn, simulate_draws
    from technopole.future.draws import Draws, draw_parameters
    from technopole.future.leave_one_out import leave_one_out
    from technopole.future.run import Run, simulate
    from technopole.future.sensitivity import gradient
    from technopole.importers import import_region, start_region
    from technopole.indicators import compute, scorecard
    from technopole.plans import (
        Plan,
        lever_values,
        list_plans,
        load_plan,
        make_plan,
        plan_schema,
        with_levers,
    )
    from technopole.region import Region, check_region, list_regions, load_region
    from technopole.region.changes import with_parameters
    from technopole.store import compare, export, query, read_run, write_run

_HOMES = {
    "__version__": "base.version",
    "Uncertainty": "decide",
    "ask_claims": "decide",
    "best_programme": "decide",
    "claims": "decide.questions",
    "ensemble": "decide",
    "load_claims": "decide",
    "load_programme": "decide",
    "load_targets": "decide",
    "marginal_values": "decide",
    "programme": "decide.questions",
    "work_backwards": "decide",
    "Finding": "base.errors",
    "InputError": "base.errors",
    "NotConverged": "base.errors",
    "TechnopoleError": "base.errors",
    "City": "future.calibration",
    "calibrate": "future.calibration",
    "Diagnosis": "future.diagnose",
    "diagnose": "future.diagnose",
    "with_parameters": "region.changes",
    "Drawn": "future.drawn",
    "simulate_draws": "future.drawn",
    "Draws": "future.draws",
    "draw_parameters": "future.draws",
    "leave_one_out": "future.leave_one_out",
    "Run": "future.run",
    "simulate": "future.run",
    "gradient": "future.sensitivity",
    "import_region": "importers",
    "start_region": "importers",
    "compute": "indicators",
    "scorecard": "indicators",
    "Plan": "plans",
    "lever_values": "plans",
    "list_plans": "plans",
    "load_plan": "plans",
    "make_plan": "plans",
    "plan_schema": "plans",
    "with_levers": "plans",
    "Region": "region",
    "check_region": "region",
    "list_regions": "region",
    "load_region": "region",
    "compare": "store",
    "export": "store",
    "query": "store",
    "read_run": "store",
    "write_run": "store",
}

__all__ = [
    "City",
    "Diagnosis",
    "Drawn",
    "Draws",
    "Finding",
    "InputError",
    "NotConverged",
    "Plan",
    "Region",
    "Run",
    "TechnopoleError",
    "Uncertainty",
    "__version__",
    "ask_claims",
    "best_programme",
    "calibrate",
    "check_region",
    "claims",
    "compare",
    "compute",
    "diagnose",
    "draw_parameters",
    "ensemble",
    "export",
    "gradient",
    "import_region",
    "leave_one_out",
    "lever_values",
    "list_plans",
    "list_regions",
    "load_claims",
    "load_plan",
    "load_programme",
    "load_region",
    "load_targets",
    "make_plan",
    "marginal_values",
    "plan_schema",
    "programme",
    "query",
    "read_run",
    "scorecard",
    "simulate",
    "simulate_draws",
    "start_region",
    "with_levers",
    "with_parameters",
    "work_backwards",
    "write_run",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module 'technopole' has no attribute '{name}'"
        raise AttributeError(message)
    return getattr(import_module(f"technopole.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
