"""Web, Python, command line and report say the same of the same scenario."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest

import technopole as tp
from technopole.cli.app import app
from technopole.future.remembered import calibrated_city
from technopole.report.data import report_data
from tests.lab.conftest import TOWNS

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

    from technopole.region import Region

SCENARIOS = {
    "the plan": ("baseline", "new-town", {}),
    "levers": ("baseline", "new-town", {"clear": 20, "bridge": 2033, "meadow": 130}),
    "another plan as baseline": ("new-town-closed", "integration-only", {"talent": 400}),
    "levers in the baseline too": ("new-town~clear:15", "new-town", {"clear": 6}),
    "no baseline": ("none", "river-park", {"research": 900}),
}
FIGURES = ("first", "last", "baseline_last", "change", "target", "value_at_target_year", "miss")


@pytest.mark.parametrize("case", SCENARIOS)
def test_web_python_command_and_report(
    client: TestClient, region: Region, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, plan, levers = SCENARIOS[case]
    settings = ",".join(f"{name}:{value}" for name, value in levers.items())
    b = f"{plan}~{settings}" if settings else plan
    web = client.get(f"{TOWNS}/scenario", params={"a": a, "b": b}).json()

    city = calibrated_city(region)
    run = tp.simulate(city, tp.with_levers(region, tp.load_plan(region, plan), levers))
    base = None if a == "none" else tp.simulate(city, tp.load_plan(region, a))
    card = tp.scorecard(run, base)
    rows = {(row["indicator"], row["scope"]): row for row in web["scorecard"]}
    assert len(rows) > 30
    known = {(row["indicator"], row["scope"]): row for row in card.to_dict("records")}
    assert rows.keys() <= known.keys()
    for pair, row in rows.items():
        same(row, known[pair], FIGURES)

    told = report_data(run, base, card=card)
    assert [span["text"] for span in told["headline"]] == [span["text"] for span in web["headline"]]
    fixed = ("limits", "differenceLimits", "signed")
    for one, other in zip(told["layers"], web["layers"], strict=True):
        assert {**one, **dict.fromkeys(fixed)} == {**other, **dict.fromkeys(fixed)}

    monkeypatch.chdir(tmp_path)
    printed = by_command("run", "two-towns", "--plan", plan, "--baseline", a, "--no-report", "--json",
                         *(f"--lever={name}={value}" for name, value in levers.items()))  # fmt: skip
    assert printed["plan"] == run.plan.id
    for row in printed["scorecard"]:
        if (row["indicator"], row["scope"]) in rows:
            same(row, rows[row["indicator"], row["scope"]], FIGURES)


def same(one: dict[str, Any], other: dict[str, Any], names: tuple[str, ...]) -> None:
    """Figures are equal to the last bit."""
    for name in names:
        x, y = (float("nan") if row[name] is None else float(row[name]) for row in (one, other))
        assert x == y or (math.isnan(x) and math.isnan(y)), (one["indicator"], one["scope"], name, x, y)


def by_command(*arguments: str) -> Any:
    """Run a command in this process and read what it prints."""
    from typer.testing import CliRunner

    answer = CliRunner().invoke(app, arguments)
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)
