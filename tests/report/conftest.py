"""Runs to report on: made-up paths of the teaching region with its real plans, and one with hostile names."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from technopole.plans import load_plan
from technopole.region import Region, load_region
from technopole.report import write_report
from technopole.report.bundle import page_folder

sys.path.insert(0, str(Path(__file__).parents[1] / "indicators"))

from synthetic_run import FakeRun, fake_run, random_path

YEARS = 26
HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"


def made_up(region: Region, plan: str, seed: int, **changes: Any) -> FakeRun:
    """Return a run of a real plan with a made-up path."""
    run = fake_run(region, path=random_path(region, seed, YEARS))
    books = {"people": 1e-14, "jobs": 1e-14, "floor": 1e-15, "money": 1e-13}
    certificate = {"max_residual": 2e-12, "conservation": books, "well_conditioned": True, "stable": True}
    fit = [
        {
            "what": "mean minutes",
            "place": "NORTH",
            "model": 47.0,
            "data": 46.0,
            "unit": "minutes",
            "fitted": True,
        },
        {
            "what": "trips",
            "place": "bridge",
            "model": 9e3,
            "data": 1e4,
            "unit": "trips a day",
            "fitted": False,
        },
    ]
    made = replace(
        run, plan=load_plan(region, plan), certificate=certificate, fit=fit, warnings=["a warning"]
    )
    return replace(made, **changes)


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region("two-towns")


@pytest.fixture(scope="session")
def run(region: Region) -> FakeRun:
    return made_up(region, "new-town", 0)


@pytest.fixture(scope="session")
def base(region: Region) -> FakeRun:
    return made_up(region, "baseline", 1)


@pytest.fixture(scope="session")
def built() -> Path:
    """Return the folder of the built page."""
    folder = page_folder()
    if not (folder / "lab.js").is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("the page is not built (make page)")
    return folder


@pytest.fixture(scope="session")
def report(run: FakeRun, base: FakeRun, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(run, base, tmp_path_factory.mktemp("report") / "report.html")


@pytest.fixture(scope="session")
def hostile(region: Region, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of a region and plan whose names try to become markup."""
    folder = tmp_path_factory.mktemp("hostile") / "two-towns"
    shutil.copytree(region.folder, folder)
    zones = (folder / "zones.csv").read_text(encoding="utf-8")
    (folder / "zones.csv").write_text(zones.replace(",Meadow,", f',"{HOSTILE}",'), encoding="utf-8")
    crossings = (folder / "crossings.csv").read_text(encoding="utf-8")
    (folder / "crossings.csv").write_text(
        crossings.replace("Old Bridge", f'"{HOSTILE}"', 1), encoding="utf-8"
    )
    for plan in folder.glob("plans/*.yaml"):
        text = plan.read_text(encoding="utf-8")
        plan.write_text(text.replace("en: North Line", f'en: "{HOSTILE}"'), encoding="utf-8")
    other = load_region(folder)
    found = made_up(other, "new-town", 0, warnings=[HOSTILE, "{{style}} {{data}}"])
    return write_report(found, made_up(other, "baseline", 1), folder.parent / "report.html")


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(0)
