"""A scenario that does not settle is an answer: the sentence, and the years before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import jax
import numpy as np
import pytest

from tests.lab.conftest import TOWNS

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

WORDS = "Year 2031 did not converge: the largest residual, 1e-3, is in the labour market."


@pytest.fixture(params=[1, 10])
def stopped(request: pytest.FixtureRequest, client: TestClient) -> str:
    """A scenario of which so many years were found."""
    kept, text = request.param, f"new-town~clear:{30 + request.param / 10}"
    engine = client.app.state.parts.lab.engine("two-towns")
    scenario = engine.plans.settled(text)[0]
    run = engine.run(engine.plans.settled("new-town")[0])
    path, timeline = (
        jax.tree.map(lambda array: np.asarray(array)[:kept], whole) for whole in (run.path, run.timeline)
    )
    short = replace(run, path=path, timeline=timeline, years=run.years[:kept], failure=WORDS)
    engine._runs.put(scenario.text, short)
    return text


def test_it_is_said_with_the_years_before(client: TestClient, stopped: str) -> None:
    for path in ("scenario", "scenario/light"):
        answer = client.get(f"{TOWNS}/{path}", params={"a": "baseline", "b": stopped})
        assert answer.status_code == 200, answer.text
        found = answer.json()
        assert not found["status"]["converged"]
        assert found["status"]["failure"] == WORDS
        assert found["about"]["years"][0] == 2021
        assert len(found["about"]["years"]) in {1, 10}
        assert any(WORDS in banner for banner in found["banners"])


def test_it_is_not_exported(client: TestClient, stopped: str) -> None:
    answer = client.get(f"{TOWNS}/export", params={"a": "baseline", "b": stopped, "to": "csv"})
    assert answer.status_code == 409
    assert answer.json()["error"]["what"] == WORDS
    assert "Go back" in answer.json()["error"]["remedy"]


def test_as_baseline_it_is_said_too(client: TestClient, stopped: str) -> None:
    answer = client.get(f"{TOWNS}/scenario/light", params={"a": stopped, "b": "new-town"})
    assert answer.status_code == 200
    assert answer.json()["banners"]
