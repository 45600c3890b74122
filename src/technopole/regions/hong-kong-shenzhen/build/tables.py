"""Write every table and plan of the region from the facts beside this file.

Run `python build/tables.py` in the region's folder, or from anywhere. It needs pandas and numpy and
writes the same bytes each time. README.md tells the derivation; each step's reason is in its docstring.
`--zoning small-areas` writes the region hong-kong-shenzhen-fine beside this one instead: the same facts
and assumptions, with Hong Kong by census small area (cells.py).
"""

from __future__ import annotations

import argparse

import border
import cell_settings
import evidence
import floors
import funding
import futures
import goals
import identities
import innovation_plans
import joint_funds
import network
import people
import places
import plans
import research
import series
import work
from sources import choose_finer


def main() -> None:
    """Write the tables, then the plans, then check what must hold."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--zoning", choices=("zones", "small-areas"), default="zones")
    if arguments.parse_args().zoning == "small-areas":
        choose_finer()
        cell_settings.write_settings()
    places.write_places()
    people.write_people()
    work.write_work()
    floors.write_floors()
    network.write_network()
    border.write_crossings()
    futures.write_controls()
    goals.write_targets()
    series.write_series()
    funding.write_funding()
    research.write_research()
    innovation_plans.write_appropriations()
    evidence.write_leave_one_out()
    plans.write_plans()
    joint_funds.write_joint_funds()
    identities.check()


if __name__ == "__main__":
    main()
