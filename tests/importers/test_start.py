"""The region to begin from: complete, sound, and never written over anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import technopole as tp
from technopole.base import InputError, errors_of
from technopole.region import check_region, declared_tables

if TYPE_CHECKING:
    from pathlib import Path


def test_it_checks_and_its_plans_load(tmp_path: Path) -> None:
    folder = tp.start_region(tmp_path / "Ruritania 2")
    assert not errors_of(check_region(folder))
    region = tp.load_region(folder)
    assert region.id == "ruritania-2"
    for name in tp.list_plans(region):
        assert not tp.load_plan(region, name).warnings
    assert all(warning.what.endswith("are assumed") for warning in region.warnings)


@pytest.mark.slow
def test_it_runs_and_every_year_is_certified(tmp_path: Path) -> None:
    region = tp.load_region(tp.start_region(tmp_path / "r"))
    city = tp.calibrate(region)
    run = tp.simulate(city, tp.load_plan(region, "first-plan"))
    assert run.converged
    assert run.certificate["max_residual"] < 1e-10


def test_its_readme_names_every_file(tmp_path: Path) -> None:
    folder = tp.start_region(tmp_path / "r")
    text = (folder / "README.md").read_text(encoding="utf-8")
    for file in folder.glob("*.*"):
        assert file.name == "README.md" or f"`{file.name}`" in text, file.name
    required = {table.file for table in declared_tables().values() if table.required}
    assert required <= {file.name for file in folder.iterdir()}


@pytest.mark.parametrize("taken", ["file", "folder"])
def test_nothing_is_written_over(tmp_path: Path, taken: str) -> None:
    target = tmp_path / "r"
    if taken == "file":
        target.write_text("mine")
    else:
        target.mkdir()
        (target / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="nothing was written"):
        tp.start_region(target)
    assert [path.name for path in tmp_path.iterdir()] == ["r"]
