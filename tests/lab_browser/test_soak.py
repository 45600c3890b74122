"""Twenty seconds of moving levers leave no memory behind (`make soak` does it for ten minutes)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.soak import soaked
from page_helpers import address, settled

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.slow
def test_moving_levers_leaves_no_memory_behind(visit: Callable[..., Any], lab: str) -> None:
    page = settled(visit(address(lab, view="plan", A="baseline", B="new-town")))
    samples = soaked(page, seconds=20)
    assert samples[-1].moves > 0
    assert samples[-1].megabytes < 1.5 * samples[0].megabytes + 5
    assert samples[-1].nodes < 1.5 * samples[0].nodes + 500
