"""Synthetic proposals: seeded, with every distribution declared in pool.csv."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from technopole.funds.problem import Proposals

if TYPE_CHECKING:
    from technopole.funds.problem import Numbers
    from technopole.funds.settings import Study

FIELDS = (
    "advanced materials",
    "artificial intelligence",
    "biomedicine",
    "microelectronics",
    "new energy",
    "robotics",
)
MONTHS = (12, 24, 36)


def pool_figures() -> dict[str, float]:
    """The central value of every figure of pool.csv."""
    return {row["quantity"]: float(row["value"]) for row in _rows("pool.csv")}


def institutions(side: str) -> list[tuple[str, str]]:
    """Institutions of a side with their zones."""
    found = [(row["institution"], row["zone"]) for row in _rows("institutions.csv") if row["side"] == side]
    return found or [(f"Institution {number} of {side}", "") for number in (1, 2, 3)]


def _rows(name: str) -> list[dict[str, str]]:
    text = files("technopole.funds").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def synthetic_proposals(
    study: Study, count: int, seed: int, **changes: float
) -> tuple[Proposals, tuple[str, ...]]:
    """Return `count` proposals and the zones they spend in.

    The draws depend on the seed, the number and the research sides alone, not on the rules: two schemes of
    the same sides get the same proposals (common random numbers). `changes` replaces figures of pool.csv.
    """
    figures = pool_figures() | changes
    draw = np.random.default_rng(np.random.SeedSequence([seed, count]))
    places = [side.id for side in study.sides if _researches(study, side.id)]
    lead = _leads(draw, places, count, figures)
    partner = (lead + draw.integers(1, max(2, len(places)), count)) % len(places)
    crosses = (draw.random(count) < figures["cross_border_share"]) & (len(places) > 1)
    share = np.where(crosses, np.round(np.clip(draw.beta(5, 5, count), 0.1, 0.9), 2), 0.0)
    size = figures["mean_cost"] * np.exp(draw.normal(-0.18, 0.6, count)) * np.where(crosses, 2.0, 1.0)
    months = np.array(MONTHS)[draw.choice(3, count, p=(0.25, 0.5, 0.25))]
    at = [institutions(place) for place in places]
    chosen = [
        [at[side][number % len(at[side])] for number in draw.integers(0, 1 << 20, count)]
        for side in range(len(places))
    ]
    zones = tuple(dict.fromkeys(zone for side in at for _, zone in side))
    index = [study_index(study, place) for place in places]
    sides, years = len(study.sides), len(study.years)
    cost = np.zeros((count, sides, len(zones), years))
    team = np.zeros((count, sides), dtype=bool)
    begins = draw.random(count)
    for p in range(count):
        profile = _profile(int(months[p]), years, float(begins[p]))
        for side, part in ((lead[p], 1.0 - share[p]), (partner[p], share[p])):
            if part > 0:
                zone = zones.index(chosen[side][p][1])
                cost[p, index[side], zone] += np.round(size[p] * part * profile, 3)
                team[p, index[side]] = True
    score = _scores(draw, count, sides, figures)
    manages = np.array([side.manages for side in study.sides])
    spending = cost.sum(axis=2)
    staff = np.round(0.6 * spending / figures["researcher_cost"], 2)
    home = np.array(index)
    return Proposals(
        ids=tuple(f"P{number + 1:04d}" for number in range(count)),
        titles=tuple(f"Synthetic proposal {number + 1}" for number in range(count)),
        lead=home[lead],
        institution=tuple(chosen[lead[p]][p][0] for p in range(count)),
        field=tuple(FIELDS[number] for number in draw.integers(0, len(FIELDS), count)),
        team=team,
        score=np.where(manages, score, np.nan),
        additionality=np.round(draw.uniform(2 * figures["additionality"] - 1, 1.0, count), 2),
        own_share=np.round(draw.beta(1.5, 1.5 * (1 / figures["own_share"] - 1), count), 2),
        months=months.astype(float),
        early_career=draw.random(count) < figures["early_career_share"],
        national=(draw.random(count) < figures["national_share"]) & _led_by_chief(study, home[lead]),
        industrialisation=home[np.where(draw.random(count) < 0.5, lead, partner)],  # noqa: PLR2004 - even odds
        cost=cost,
        researchers=staff,
        laboratory=np.round(staff * figures["laboratory_floor"], 1),
    ), zones


def _researches(study: Study, side: str) -> bool:
    """A side that only pays (a central government) has no institutions."""
    known = {row["side"] for row in _rows("institutions.csv")}
    declared = [entry.id for entry in study.sides if entry.id in known]
    return side in declared or not declared


def study_index(study: Study, side: str) -> int:
    """Position of a side."""
    return [entry.id for entry in study.sides].index(side)


def _led_by_chief(study: Study, lead: np.ndarray) -> np.ndarray:
    """National projects are led from the chief scientist's side."""
    national = study.rules.national
    chief = study_index(study, national.chief) if national else 0
    return lead == chief


def _leads(draw: np.random.Generator, places: list[str], count: int, figures: dict[str, float]) -> np.ndarray:
    """Sides that lead: the first by its stated share, the rest evenly."""
    if len(places) == 1:
        draw.random(count)
        return np.zeros(count, dtype=int)
    first = figures["lead_share_HK"]
    rest = (1 - first) / (len(places) - 1)
    return draw.choice(len(places), count, p=[first, *[rest] * (len(places) - 1)])


def _profile(months: int, years: int, begins: float) -> Numbers:
    """Shares of a project's cost by year: evenly over its months, begun in a year that lets it end."""
    length = min(years, -(-months // 12))
    first = int(begins * (years - length + 1))
    profile = np.zeros(years)
    profile[first : first + length] = 1.0 / length
    return profile


def _scores(draw: np.random.Generator, count: int, sides: int, figures: dict[str, float]) -> Numbers:
    """Scores of each side: one quality that all see, and each panel's own error."""
    agreed = figures["panel_agreement"]
    quality, own = draw.normal(size=(count, 1)), draw.normal(size=(count, sides))
    seen = np.sqrt(agreed) * quality + np.sqrt(1 - agreed) * own
    return np.round(np.clip(figures["score_mean"] + figures["score_deviation"] * seen, 0, 100), 1)
