"""A study read from a folder: fund.toml, budgets.csv, proposals.csv, costs.csv and limits.csv."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from technopole.base.errors import Finding, InputError, errors_of
from technopole.funds.cells import Cells, read_cells
from technopole.funds.problem import Problem, Proposals
from technopole.funds.schemes import priced
from technopole.funds.toml import FILE, read_study

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.funds.settings import Study

TABLES = (FILE, "budgets.csv", "proposals.csv", "costs.csv", "limits.csv")
BUDGETS = ("funder", "year", "amount")
COSTS = ("proposal", "side", "zone", "year", "cost", "researchers", "laboratory_m2")
LIMITS = ("side", "year", "researchers", "laboratory_m2")
PLAIN = (
    "proposal",
    "title",
    "lead",
    "sides",
    "institution",
    "field",
    "additionality",
    "own_share",
    "months",
    "early_career",
    "national",
    "industrialisation",
)


def load_study(folder: str | Path) -> Problem:
    """Read a study.

    Raises:
        InputError: with every fault of the folder, by file, row and column.

    """
    path = Path(folder).expanduser()
    if not path.is_dir():
        what = f"There is no folder '{folder}'"
        raise InputError(Finding(what, remedy="Make one with `technopole fund init FOLDER --scheme NAME`"))
    study, findings = read_study(path)
    if study is None:
        raise InputError(findings)
    problem = _tables(path, study, findings)
    if problem is None or errors_of(findings):
        raise InputError(errors_of(findings))
    return priced(problem)


def fingerprint(folder: str | Path) -> str:
    """SHA-256 of the study's files."""
    digest = hashlib.sha256()
    for name in TABLES:
        path = Path(folder) / name
        if path.is_file():
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _tables(path: Path, study: Study, findings: list[Finding]) -> Problem | None:
    """Read the tables; faults are added to `findings`."""
    sides = [side.id for side in study.sides]
    scores = tuple(f"score_{side.id}" for side in study.sides if side.manages)
    proposals = read_cells(
        path / "proposals.csv", (*PLAIN[:6], *scores), PLAIN[6:], findings, key=("proposal",)
    )
    costs = read_cells(
        path / "costs.csv", ("proposal", "side", "year", "cost"), COSTS, findings, key=COSTS[:4]
    )
    budgets = read_cells(path / "budgets.csv", BUDGETS, ("source", "grade"), findings, key=BUDGETS[:2])
    limits = None
    if (path / "limits.csv").exists():
        limits = read_cells(path / "limits.csv", ("side", "year"), LIMITS, findings, key=LIMITS[:2])
    elif study.rules.limits is not None:
        findings.append(
            Finding("'limits.csv' is missing", "limits.csv", remedy="Add it or remove [rules.limits]")
        )
    budget = _budget(budgets, study, findings) if budgets else None
    people = _proposals(proposals, study, findings) if proposals else None
    if people is None or costs is None:
        return None
    zones = tuple(dict.fromkeys(costs.text("zone"))) or ("",)
    money = _costs(costs, study, people["ids"], people["row"], zones, findings)
    free = _limits(limits, study) if limits else np.full((2, len(sides), len(study.years)), np.inf)
    if errors_of(findings) or budget is None:
        return None
    del people["row"]
    parts: dict[str, Any] = people | money
    whole = Proposals(**parts)
    nothing = np.zeros(len(whole.ids))
    by_side = np.zeros((len(whole.ids), len(sides)))
    return Problem(study, zones, budget, whole, nothing, by_side, free[0], free[1])


def _budget(cells: Cells, study: Study, findings: list[Finding]) -> NDArray[np.float64]:
    """Amounts by [funder, year]; every funder needs every year."""
    funders = [funder.id for funder in study.funders]
    budget = np.full((len(funders), len(study.years)), np.nan)
    rows, columns = cells.labels("funder", funders, "funder"), cells.years("year", study.years)
    amounts = cells.numbers("amount", least=0.0)
    for row, column, amount in zip(rows, columns, amounts, strict=True):
        if row >= 0 and column >= 0:
            budget[row, column] = amount if np.isfinite(amount) else 0.0
    for row, column in zip(*np.nonzero(np.isnan(budget)), strict=True):
        what = f"there is no budget of '{funders[row]}' in {study.years[column]}"
        findings.append(Finding(what, cells.file, remedy="Add a row; 0 if there is none"))
    return budget


def _proposals(cells: Cells, study: Study, findings: list[Finding]) -> dict[str, Any] | None:
    """Everything proposals.csv says."""
    sides = [side.id for side in study.sides]
    if not cells.rows:
        what = "there is no proposal"
        findings.append(Finding(what, cells.file, remedy="Add a row for each proposal"))
        return None
    lead = cells.labels("lead", sides, "party", missing="the team has no lead")
    team = cells.sets("sides", sides, "party")
    for number, (leads, members) in enumerate(zip(lead, team, strict=True)):
        if leads >= 0 and members.any() and not members[leads]:
            cells.fault(
                number, "lead", f"the lead's side '{sides[leads]}' is not in the team", "Add it to `sides`"
            )
    count = len(cells.rows)
    return {
        "ids": tuple(cells.text("proposal")),
        "row": cells.numbers_of_rows,
        "titles": tuple(cells.text("title")),
        "lead": lead,
        "institution": tuple(cells.text("institution")),
        "field": tuple(cells.text("field")),
        "team": team,
        "score": _scores(cells, study, lead),
        "additionality": cells.numbers("additionality", least=0.0, default=1.0),
        "own_share": cells.numbers("own_share", least=0.0, most=1.0, default=0.0),
        "months": cells.numbers("months", least=0.0, default=0.0),
        "early_career": cells.flags("early_career"),
        "national": cells.flags("national"),
        "industrialisation": cells.labels("industrialisation", sides, "party", optional=True)
        if cells.has("industrialisation")
        else np.full(count, -1),
    }


def _scores(cells: Cells, study: Study, lead: NDArray[np.intp]) -> NDArray[np.float64]:
    """Scores by [proposal, side]; with a lead agency the lead's alone has to be there."""
    scores = np.full((len(cells.rows), len(study.sides)), np.nan)
    approval = study.rules.approval
    by_lead = approval is not None and approval.mode == "lead"
    for column, side in enumerate(study.sides):
        if side.manages:
            needed = lead == column if by_lead else np.ones(len(cells.rows), dtype=bool)
            words = f"the score of '{side.id}' is missing"
            scores[:, column] = cells.numbers(
                f"score_{side.id}", least=0.0, most=100.0, default=np.nan, needed=needed, missing=words
            )
    return scores


def _costs(
    cells: Cells,
    study: Study,
    ids: tuple[str, ...],
    rows: tuple[int, ...],
    zones: tuple[str, ...],
    findings: list[Finding],
) -> dict[str, NDArray[np.float64]]:
    """Costs by [proposal, side, zone, year]; needs by [proposal, side, year]."""
    shape = (len(ids), len(study.sides), len(study.years))
    cost = np.zeros((shape[0], shape[1], len(zones), shape[2]))
    needs = {name: np.zeros(shape) for name in ("researchers", "laboratory_m2")}
    who = cells.labels("proposal", list(ids), "proposal")
    where = cells.labels("side", [side.id for side in study.sides], "party")
    when = cells.years("year", study.years)
    zone = [zones.index(name) for name in cells.text("zone")] if cells.has("zone") else [0] * len(who)
    amount = cells.numbers("cost", least=0.0)
    wanted = {name: cells.numbers(name, least=0.0, default=0.0) for name in needs}
    for row in range(len(who)):
        if min(who[row], where[row], when[row]) >= 0 and np.isfinite(amount[row]):
            cost[who[row], where[row], zone[row], when[row]] += amount[row]
            for name, need in needs.items():
                need[who[row], where[row], when[row]] += wanted[name][row]
    asked = set(cells.text("proposal"))
    for number in np.flatnonzero(cost.sum(axis=(1, 2, 3)) <= 0):
        if ids[number] not in asked:
            what = f"proposal '{ids[number]}' has no cost in costs.csv"
            findings.append(
                Finding(what, "proposals.csv", rows[number], "proposal", "Add its costs by side and year")
            )
    return {"cost": cost, "researchers": needs["researchers"], "laboratory": needs["laboratory_m2"]}


def _limits(cells: Cells, study: Study) -> NDArray[np.float64]:
    """Free researchers and floor, [2, side, year]; a blank is no limit."""
    free = np.full((2, len(study.sides), len(study.years)), np.inf)
    where = cells.labels("side", [side.id for side in study.sides], "party")
    when = cells.years("year", study.years)
    for which, name in enumerate(LIMITS[2:]):
        values = cells.numbers(name, least=0.0, default=np.inf)
        for row in range(len(where)):
            if where[row] >= 0 and when[row] >= 0:
                free[which, where[row], when[row]] = values[row]
    return free
