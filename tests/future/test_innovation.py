"""The ecosystem inside the year loop: books, the base year, derivatives, and tables that cannot be used."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import technopole as tp
from technopole.base.errors import InputError, NotConverged
from technopole.future.certificate import conservation
from technopole.future.rescue import follow
from technopole.future.run import close_books
from technopole.future.simulate import run_years
from technopole.future.timeline import build_timeline

if TYPE_CHECKING:
    from pathlib import Path

TABLES = ("funders", "research_money", "stage_map", "research_places", "innovation_flows")


@pytest.fixture(scope="module")
def levers(city):
    timeline, _ = build_timeline(city.region, tp.load_plan(city.region, "new-town"))
    return timeline


@pytest.fixture(scope="module")
def records(city, levers):
    return follow(city, jax.tree.map(jnp.asarray, levers))


def test_books_of_the_ecosystem_close(new_town) -> None:
    books = new_town.certificate["conservation"]
    assert {"projects", "talent", "research_money"} <= set(books)
    assert max(books.values()) <= 1e-10


def test_the_base_year_is_the_data(city, records) -> None:
    """Productivity is that of the data, nobody is drawn, and the published flows come back."""
    region = city.region
    assert np.all(records["innovation_gain"][0] == 0)
    assert np.all(records["talent_drawn"][0] == 0)
    jobs = region.array("jobs", "jobs", ["zone", "sector"])
    np.testing.assert_allclose(records["jobs"][0].sum(), jobs.sum(), rtol=1e-9)
    side = np.asarray(city.calibrated.economy.side)
    flows = region.array("innovation_flows", "value", ["flow", "side"])
    np.testing.assert_allclose(side @ records["results"][0], flows[0], rtol=1e-9)
    spent = region.array("research_money", "amount", ["performer", "side", "funder"]).sum(axis=2)
    np.testing.assert_allclose(records["research_spent"][0].sum(axis=2) @ side.T, spent, rtol=1e-9)


def test_a_broken_book_is_noticed_and_stops_the_run(city, levers, records) -> None:
    for name, book in (
        ("stage_failed", "projects"),
        ("talent_came", "talent"),
        ("research_lost", "research_money"),
        ("population", "people"),
        ("commuters", "jobs"),
        ("completions", "floor"),
        ("spending", "money"),
    ):
        spoilt = dict(records) | {name: records[name] * 1.01 + 1.0}
        books = conservation(city, levers, spoilt)
        assert books[book] > 1e-8
        with pytest.raises(NotConverged, match=f"account of {book.replace('_', ' ')}"):
            close_books(books)


def test_research_money_makes_jobs_at_once_and_productivity_late(city, levers, records) -> None:
    """Public research on the first side from 2022: jobs the same year, productivity hardly before year 7.

    Hardly: less than a tenth of what the cited elasticity of 0.08 would add in the end.
    """
    plan = np.array(levers.research_money)
    plan[1:, 0, 1, 0, 0] += 5e7
    after = follow(city, jax.tree.map(jnp.asarray, replace(levers, research_money=plan)))
    jobs = (after["jobs"] - records["jobs"])[:, :, 0].sum(axis=1)
    gain = np.abs(after["innovation_gain"] - records["innovation_gain"]).max(axis=1)
    assert jobs[0] == pytest.approx(0.0, abs=1e-6)
    assert jobs[1] > 1.0
    share = 5e7 / records["research_spent"][0, :3].sum()
    assert gain[:8].max() <= 0.1 * 0.08 * share


@pytest.mark.slow
def test_derivatives_through_city_and_ecosystem_are_differences(city, levers) -> None:
    timeline = jax.tree.map(jnp.asarray, levers)
    weight = jnp.arange(1.0, 1.0 + len(city.region.zones))
    paid = np.zeros(levers.research_money.shape)
    paid[2:, 0, 1, 0, 0] = 1.0
    late = (np.arange(len(levers.year)) >= 3)[:, None, None, None]

    def value(step):
        moved = replace(
            timeline,
            research_money=timeline.research_money + 1e8 * step * paid,
            friction=timeline.friction * (1.0 - 0.2 * step * late),
        )
        found = run_years(city.structure, city.calibrated, city.growth, city.first_state, moved)
        return (found["innovation_gain"][-1] * weight).sum() + 1e-4 * (found["jobs"][-1, :, 0] * weight).sum()

    program, step = jax.jit(value), 1e-3
    at = [float(program(jnp.asarray(k * step))) for k in (-2, -1, 1, 2)]
    difference = (at[0] - 8 * at[1] + 8 * at[2] - at[3]) / (12 * step)
    assert float(jax.jit(jax.grad(value))(jnp.asarray(0.0))) == pytest.approx(difference, rel=1e-5)


def copy_of(region, folder: Path) -> Path:
    shutil.copytree(region.folder, folder / "copy")
    return folder / "copy"


def test_a_region_without_the_tables_runs_without_an_ecosystem(towns, tmp_path) -> None:
    folder = copy_of(towns, tmp_path)
    for table in TABLES:
        (folder / f"{table}.csv").unlink()
    for plan in (folder / "plans").glob("*.yaml"):
        if plan.stem != "baseline":
            plan.unlink()
    (folder / "plans" / "baseline.yaml").write_text("id: baseline\nname: Nothing\nmeasures: []\n")
    text = (
        (folder / "region.toml").read_text().replace('default_plan = "new-town"', 'default_plan = "baseline"')
    )
    (folder / "region.toml").write_text(text)
    region = tp.load_region(folder)
    plain = tp.calibrate(region)
    run = tp.simulate(plain, tp.load_plan(region, "baseline"))
    assert plain.growth.coupling is None
    assert "projects" not in run.certificate["conservation"]
    assert not np.any(run.path.research_spent)


@pytest.mark.parametrize(
    ("table", "change", "words"),
    [
        ("innovation_flows", None, "missing or empty"),
        ("research_places", "drop business", "works in none of its zones"),
        ("research_money", "times 100", "counted twice"),
        ("stage_map", "no market", "stage 'market' has no capacity anywhere"),
        ("stage_map", "short", "sum to"),
    ],
)
def test_tables_that_cannot_be_used_are_refused(towns, tmp_path, table, change, words) -> None:
    folder = copy_of(towns, tmp_path)
    spoil(folder / f"{table}.csv", change)
    with pytest.raises(InputError, match=words):
        tp.calibrate(tp.load_region(folder))


def spoil(file: Path, change: str | None) -> None:
    import pandas as pd

    if change is None:
        file.unlink()
        return
    frame = pd.read_csv(file)
    if change == "drop business":
        frame = frame[frame["performer"] != "business"]
    elif change == "times 100":
        frame["amount"] *= 100
    elif change == "no market":
        frame = frame[frame["stage"] != "market"]
        total = frame.groupby(["side", "performer"])["share"].transform("sum")
        frame["share"] /= total
    else:
        frame.loc[frame.index[0], "share"] *= 0.5
    frame.to_csv(file, index=False)


def test_an_institution_outside_the_region_is_refused(towns, tmp_path) -> None:
    folder = copy_of(towns, tmp_path)
    file = folder / "research_places.csv"
    first = file.read_text().splitlines()[1].split(",")[0]
    file.write_text(file.read_text().replace(f"\n{first},", "\nATLANTIS,", 1))
    with pytest.raises(InputError, match="'ATLANTIS' is not in"):
        tp.load_region(folder)
