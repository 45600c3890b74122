"""What a scheme does with a unit of money: shares of its solved portfolio at a reference, kept once found.

A plan needs to know where a fund's money goes, not which proposals win. A scheme's response is that: of each
side's budget so much is sent to each zone, so much is administration, so much is kept. It is found once, for
synthetic proposals of the scheme's usual size, and scaled.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from technopole.base.cache import cache_folder
from technopole.funds.highs import Effort
from technopole.funds.problem import attribution, surcharge
from technopole.funds.schemes import scheme_problem
from technopole.funds.settings import ReturnBand
from technopole.funds.solution import solve

if TYPE_CHECKING:
    from technopole.funds.problem import Numbers
    from technopole.funds.solution import Portfolio

Spent = Literal["own", "either"]
EFFORT = Effort(gap=1e-4, nodes=2000)
"""Shares of money do not need the last proposal; a limit of nodes, not seconds, is the same anywhere."""
LIBRARIES = ("highspy", "linopy", "numpy")
SOURCES = (".py", ".csv", ".toml")


@dataclass(frozen=True)
class Sending:
    """Part of a payer's budget that is sent to a zone, what the border takes on the way included.

    `payer` and `side` are the fund's sides: whose money it is, and where it is spent; `zone` is "" where the
    fund does not say.
    """

    payer: str
    side: str
    zone: str
    share: float


@dataclass(frozen=True)
class Response:
    """Shares of each payer's budget: sent to zones, administration, kept. They sum to 1 for each payer."""

    scheme: str
    sendings: tuple[Sending, ...]
    administration: dict[str, float]
    kept: dict[str, float]

    @property
    def payers(self) -> tuple[str, ...]:
        """Sides that pay, in the order of the scheme."""
        return tuple(self.kept)


@cache
def scheme_response(scheme: str, spent: Spent | None = None, proposals: int = 120, seed: int = 1) -> Response:
    """Return where the money of a shipped scheme goes.

    Args:
        scheme: identifier of a shipped scheme.
        spent: "own" closes the return band in every year, "either" opens it; None leaves the scheme's own.
        proposals: synthetic proposals of the reference.
        seed: of the proposals.

    Raises:
        InputError: unknown scheme, or numbers that make no study.

    """
    problem = scheme_problem(scheme, proposals, seed)
    if spent is not None:
        band = problem.rules.return_band or ReturnBand(theta=1.0)
        wide = {"theta": float(spent == "either"), "per": "year"}
        problem = problem.with_rules(return_band=band.model_copy(update=wide))
    path = cache_folder() / "funds" / f"{_name(scheme, spent, proposals, seed)}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):  # absent, cut short, of another version
        return _read(json.loads(path.read_text(encoding="utf-8")))
    found = response_of(solve(problem, effort=EFFORT), scheme)
    with suppress(OSError):  # a read-only home costs time, never a result
        _keep(path, found)
    return found


def response_of(portfolio: Portfolio, scheme: str = "") -> Response:
    """Return the shares of a solved portfolio."""
    problem = portfolio.problem
    counts = attribution(problem)  # [funder, side]
    budget = counts.T @ problem.budget.sum(axis=1)
    paying = [k for k in range(len(problem.sides)) if budget[k] > 0]
    sent, overhead = sent_to_zones(portfolio).sum(axis=3), portfolio.overhead.sum(axis=1)
    by_payer = np.einsum("bs,bkz->skz", counts, sent)
    sendings = tuple(
        Sending(problem.sides[s], problem.sides[k], problem.zones[z], float(by_payer[s, k, z] / budget[s]))
        for s in paying
        for k, z in zip(*np.nonzero(by_payer[s] > 0), strict=True)
    )
    administration = {problem.sides[s]: float(counts[:, s] @ overhead / budget[s]) for s in paying}
    kept = {
        problem.sides[s]: 1.0 - administration[problem.sides[s]] - float(by_payer[s].sum() / budget[s])
        for s in paying
    }
    return Response(scheme or problem.study.id, sendings, administration, kept)


def sent_to_zones(portfolio: Portfolio) -> Numbers:
    """Money sent, what the border takes on the way included, [funder, side, zone, year]."""
    problem = portfolio.problem
    return delivered_to_zones(portfolio) * (1.0 + surcharge(problem))[:, :, None, None]


def delivered_to_zones(portfolio: Portfolio) -> Numbers:
    """Money that arrives, [funder, side, zone, year]: a side's payers pay its zones in their proportions."""
    proposals = portfolio.problem.proposals
    spending = proposals.spending[:, :, None]
    part = np.divide(proposals.cost, spending, out=np.zeros_like(proposals.cost), where=spending > 0)
    return np.einsum("pbky,pkzy->bkzy", portfolio.money, part)


def _read(content: dict[str, object]) -> Response:
    rows = content["sendings"]
    assert isinstance(rows, list)  # noqa: S101 - our own file
    kept, overhead = content["kept"], content["administration"]
    assert isinstance(kept, dict)  # noqa: S101
    assert isinstance(overhead, dict)  # noqa: S101
    return Response(str(content["scheme"]), tuple(Sending(*row) for row in rows), overhead, kept)


def _keep(path: Path, found: Response) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [[one.payer, one.side, one.zone, one.share] for one in found.sendings]
    content = {"scheme": found.scheme, "sendings": rows}
    content |= {"administration": found.administration, "kept": found.kept}
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(json.dumps(content), encoding="utf-8")
    partial.replace(path)


def _name(*asked: object) -> str:
    """Name of what is kept: everything it comes from."""
    return hashlib.sha256(f"{_code()} {asked!r}".encode()).hexdigest()[:32]


@cache
def _code() -> str:
    """Digest of the code and data that decide a response, and of the solver's version."""
    digest = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in SOURCES:
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
