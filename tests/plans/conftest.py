"""The teaching region, and plans made from a few lines."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from technopole.base import InputError
from technopole.plans import Plan, TimelineBuilder, load_plan, make_plan
from technopole.region import Region, load_region

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region("two-towns")


@pytest.fixture
def region_copy(region: Region, tmp_path: Path) -> Region:
    """Return the region in a folder of its own, to which plans may be added."""
    folder = tmp_path / "region"
    shutil.copytree(region.folder, folder)
    return replace(region, folder=folder)


@pytest.fixture
def plan_of(region: Region) -> Callable[..., Plan]:
    """Make a plan of the measures given."""

    def make(*measures: dict[str, Any], **head: Any) -> Plan:
        return make_plan(region, {"id": "test", "measures": list(measures), **head})

    return make


@pytest.fixture
def build(region: Region, plan_of: Callable[..., Plan]) -> Callable[..., TimelineBuilder]:
    """Compile the measures given."""

    def compile_plan(*measures: dict[str, Any]) -> TimelineBuilder:
        return TimelineBuilder.compiled(region, plan_of(*measures).measures)

    return compile_plan


@pytest.fixture
def faults(region: Region, tmp_path: Path) -> Callable[[str], list[str]]:
    """Return the sentences of all findings of a plan written as YAML."""

    def load(text: str) -> list[str]:
        path = tmp_path / "plan.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_plan(region, path)
        return [finding.sentence() for finding in caught.value.findings]

    return load
