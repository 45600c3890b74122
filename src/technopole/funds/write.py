"""A study written to a folder: synthetic, or a template for real proposals."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.funds.folder import BUDGETS, COSTS, LIMITS, PLAIN
from technopole.funds.toml import FILE, written

if TYPE_CHECKING:
    from technopole.funds.problem import Problem


def write_study(problem: Problem, folder: str | Path, *, template: bool = False) -> Path:
    """Write a study; a template has the scheme's rules and the tables' headers alone.

    Raises:
        InputError: the folder holds something already, or cannot be written.

    """
    target = Path(folder).expanduser()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        what = f"'{folder}' exists and is not empty"
        raise InputError(Finding(what, remedy="Give a new folder; nothing was written"))
    texts = {FILE: written(problem.study), **_table_texts(problem, template=template)}
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (target / name).write_text(text, encoding="utf-8")
    except OSError as error:
        what = f"'{folder}' cannot be written: {error.strerror}"
        raise InputError(Finding(what, remedy="Give a folder you may write to")) from error
    return target


def csv_text(header: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    """A table as text; numbers as short as they are exact, nothing for what is not there."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, float | np.floating):
        return "" if not np.isfinite(value) else f"{round(float(value), 9):.10g}"
    return value


def _table_texts(problem: Problem, *, template: bool) -> dict[str, str]:
    """Every table as text."""
    study, proposals, sides, years = problem.study, problem.proposals, problem.sides, problem.years
    scored = [(n, side.id) for n, side in enumerate(study.sides) if side.manages]
    header = (*PLAIN[:6], *(f"score_{side}" for _, side in scored), *PLAIN[6:])
    rows = [
        (
            proposals.ids[p],
            proposals.titles[p],
            sides[proposals.lead[p]],
            " ".join(side for n, side in enumerate(sides) if proposals.team[p, n]),
            proposals.institution[p],
            proposals.field[p],
            *(proposals.score[p, n] for n, _ in scored),
            proposals.additionality[p],
            proposals.own_share[p],
            int(proposals.months[p]),
            proposals.early_career[p],
            proposals.national[p],
            sides[proposals.industrialisation[p]] if proposals.industrialisation[p] >= 0 else "",
        )
        for p in range(len(proposals.ids))
    ]
    spending = problem.proposals.spending
    costs = [
        (
            proposals.ids[p],
            sides[k],
            problem.zones[z],
            years[y],
            proposals.cost[p, k, z, y],
            proposals.researchers[p, k, y] * proposals.cost[p, k, z, y] / spending[p, k, y],
            proposals.laboratory[p, k, y] * proposals.cost[p, k, z, y] / spending[p, k, y],
        )
        for p, k, z, y in zip(*np.nonzero(proposals.cost), strict=True)
    ]
    budgets = [
        (funder.id, year, 0.0 if template else problem.budget[b, y], funder.source, funder.grade)
        for b, funder in enumerate(study.funders)
        for y, year in enumerate(years)
    ]
    limits = [
        (
            side,
            year,
            np.inf if template else problem.free_researchers[k, y],
            np.inf if template else problem.free_laboratory[k, y],
        )
        for k, side in enumerate(sides)
        for y, year in enumerate(years)
    ]
    return {
        "budgets.csv": csv_text((*BUDGETS, "source", "grade"), budgets),
        "proposals.csv": csv_text(header, [] if template else rows),
        "costs.csv": csv_text(COSTS, [] if template else costs),
        "limits.csv": csv_text(LIMITS, limits),
    }
