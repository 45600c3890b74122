"""Sixty seeded corruptions of regions, plans, imports, questions, funds; `make validate` has five hundred."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from corruption import follow

SEEDS, EACH = 60, 6


@pytest.mark.skipif(sys.platform == "win32", reason="needs the alarm of POSIX")
@pytest.mark.parametrize("first", range(0, SEEDS, EACH))
def test_damage_ends_in_a_clear_finding_or_a_region_that_means_what_it_says(first: int) -> None:
    done = [follow(seed) for seed in range(first, first + EACH)]
    assert len(done) == EACH


def test_a_seed_always_does_the_same_damage() -> None:
    assert follow(7) == follow(7)
