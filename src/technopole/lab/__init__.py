"""The lab: a server that answers while levers move, with the numbers of Python and the command line."""

from __future__ import annotations

from technopole.lab.app import create_app
from technopole.lab.engine import Engine
from technopole.lab.settings import LabSettings
from technopole.plans.levers_scenario import Scenario, parse_scenario

__all__ = ["Engine", "LabSettings", "Scenario", "create_app", "parse_scenario"]
