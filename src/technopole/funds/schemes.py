"""Ready-made schemes: their rules as data, each with source and grade, and a study to start from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.funds.pool import pool_figures, synthetic_proposals
from technopole.funds.problem import Problem, merit
from technopole.funds.settings import Study

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_YEAR = 2027


@dataclass(frozen=True)
class Scheme:
    """A scheme: the study it makes, how the pool is drawn for it, and each funder's part of the budget."""

    id: str
    content: dict[str, Any]
    parts: dict[str, float]
    pool: dict[str, float]


def list_schemes() -> dict[str, str]:
    """Return the shipped schemes: id -> name."""
    folder = files("technopole.funds").joinpath("schemes")
    names = sorted(
        entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")
    )
    return {name: str(_content(name)["name"]) for name in names}


def load_scheme(name: str) -> Scheme:
    """Return a shipped scheme.

    Raises:
        InputError: if there is none of that name; the message names the nearest.

    """
    known = tuple(list_schemes())
    if name not in known:
        what = f"There is no scheme '{name}'{suggestion(name, known)}"
        raise InputError(Finding(what, remedy=f"Use one of {', '.join(known)}"))
    content = _content(name)
    parts = {funder["id"]: float(funder.pop("part")) for funder in content["funders"]}
    return Scheme(name, content, parts, content.pop("pool", {}))


def _content(name: str) -> dict[str, Any]:
    text = files("technopole.funds").joinpath("schemes", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def scheme_problem(
    name: str,
    proposals: int = 120,
    seed: int = 1,
    years: int = 3,
    *,
    pool: Mapping[str, float] | None = None,
) -> Problem:
    """Return a shipped scheme with synthetic proposals, and budgets that reach for the usual part of them.

    Budgets are the stated success rate times what is asked in each year, divided among funders by their
    parts; free researchers and floor are twice what such an award list needs. `pool` replaces figures of
    pool.csv ("cross_border_share").

    Raises:
        InputError: unknown scheme or figure, or numbers that make no study.

    """
    changed = dict(pool or {})
    _check(proposals, years, changed)
    scheme = load_scheme(name)
    changed = scheme.pool | changed
    study = Study.model_validate(scheme.content | {"years": tuple(range(FIRST_YEAR, FIRST_YEAR + years))})
    drawn, zones = synthetic_proposals(study, proposals, seed, **changed)
    rate = (pool_figures() | changed)["success_rate"]
    asked = drawn.spending.sum(axis=(0, 1))
    budget = np.round(np.outer([scheme.parts[funder.id] for funder in study.funders], rate * asked), 3)
    value, by_side = merit(study, drawn.score)
    problem = Problem(
        study=study,
        zones=zones,
        budget=budget,
        proposals=drawn,
        value=value,
        value_by_side=by_side,
        free_researchers=np.round(2 * rate * drawn.researchers.sum(axis=0), 1),
        free_laboratory=np.round(2 * rate * drawn.laboratory.sum(axis=0), 0),
    )
    return priced(problem)


def priced(problem: Problem) -> Problem:
    """Give awards the value fund.toml asks for: merit, or merit by money."""
    value, by_side = merit(problem.study, problem.proposals.score)
    if problem.study.value == "merit x cost":
        total = problem.proposals.total
        value, by_side = value * total, by_side * total[:, None]
    return replace(problem, value=value, value_by_side=by_side, own_pot=None)


def _check(proposals: int, years: int, pool: Mapping[str, float]) -> None:
    """Refuse sizes that make no study, and figures the pool does not have."""
    findings = [
        Finding(f"{number} {what} make no study", remedy=f"Give {low} to {high}")
        for number, what, low, high in ((proposals, "proposals", 1, 20000), (years, "years", 1, 12))
        if not low <= number <= high
    ]
    known = tuple(pool_figures())
    findings += [
        Finding(f"The pool has no figure '{name}'{suggestion(name, known)}", remedy=f"Use {', '.join(known)}")
        for name in pool
        if name not in known
    ]
    if findings:
        raise InputError(findings)
