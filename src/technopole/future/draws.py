"""Draws of parameters from their stated ranges: the same draws serve every plan (common random numbers)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.region.parameters import SCALAR, declared_parameter, declared_parameters
from technopole.region.plain import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from technopole.region import Region

    Name = tuple[str, str]
    """A parameter and a label; label "" where one value holds for all labels."""

SWITCHED_BY_ZERO = ("eta", "market_across", "inputs_across")
"""Parameters whose 0 takes an equation out of the model: such a 0 is a choice, not an estimate."""
LEAST_EIGENVALUE = -1e-9


@dataclass(frozen=True, eq=False)
class Draws:
    """Joint draws of P parameters: `values` (D, P) in the order of `names`."""

    names: tuple[Name, ...]
    values: NDArray[np.float64]
    seed: int

    def __len__(self) -> int:
        """Number of draws."""
        return len(self.values)

    def __getitem__(self, index: int) -> dict[Name, float]:
        """One draw as {(parameter, label): value}, as `with_parameters` takes it."""
        return dict(zip(self.names, self.values[index].tolist(), strict=True))

    def __iter__(self) -> Iterator[dict[Name, float]]:
        """Every draw in turn."""
        return (self[index] for index in range(len(self)))

    def select(self, indices: Sequence[int]) -> Draws:
        """Some of the draws, with the values they have here."""
        return Draws(self.names, self.values[np.asarray(indices, dtype=np.intp)], self.seed)


def draw_parameters(region: Region, number: int, seed: int = 0, names: Iterable[str] | None = None) -> Draws:
    """Draw parameters jointly from the ranges a region states for them.

    A standard error means a normal distribution cut at the declared bounds; a low and a high end mean a
    triangular one with its mode at the value. Correlations of correlations.csv enter by a Gaussian copula
    (Nelsen 2006, section 2.3): the margins stay as stated. A parameter's draws depend on the seed and its own
    name alone: neither the number of draws nor what else is drawn changes them, where nothing is correlated.

    Args:
        region: whose parameters have ranges.
        number: of draws.
        seed: of the random numbers.
        names: `name` (with all its labels) or `name.label`; by default every number with a range.

    Raises:
        InputError: if a name is unknown, has no range, or correlations contradict each other.

    """
    ranged = with_range(region)
    chosen = ranged if names is None else _chosen(ranged, names)
    normal = np.stack(
        [
            np.random.default_rng([seed, crc32(f"{name}.{label}".encode())]).standard_normal(number)
            for name, label in chosen
        ],
        axis=1,
    ) if chosen else np.empty((number, 0))  # fmt: skip
    return draws_at(region, chosen, normal, seed)


def draws_at(region: Region, names: Sequence[Name], normal: NDArray[np.float64], seed: int = 0) -> Draws:
    """Draws at given independent standard normal scores (D, P), a column a name.

    Designs that cover the cube of assumptions evenly (Sobol', Latin hypercube) bring their own scores.
    """
    joint = normal @ _root(correlations(region, names)).T
    columns = [_quantile(region, name, joint[:, position]) for position, name in enumerate(names)]
    return Draws(tuple(names), np.stack(columns, axis=1) if columns else joint, seed)


def with_range(region: Region) -> tuple[Name, ...]:
    """Numbers with a range of some width, in the order of declaration."""
    found: list[Name] = []
    for name, declared in declared_parameters().items():
        for label in region.parameters.leaves.get(name, {}):
            ends = region.parameters.range(name, label)
            if declared.is_text or ends is None or not ends[0] < ends[1]:
                continue
            leaf = region.parameters.leaf(name, label)
            if name in SWITCHED_BY_ZERO and leaf is not None and leaf.value == 0:
                continue
            found.append((name, label))
    return tuple(found)


def correlations(region: Region, names: Sequence[Name]) -> NDArray[np.float64]:
    """Correlations of the parameters' normal scores, (P, P), from the region's table; 1 on the diagonal.

    Raises:
        InputError: if no joint distribution can have them.

    """
    position = {name: index for index, name in enumerate(names)}
    matrix = np.eye(len(names))
    for row in rows_of(region.tables["correlations"]):
        first, second = (_split(str(row[column])) for column in ("parameter", "other"))
        if first in position and second in position:
            here, there = position[first], position[second]
            matrix[here, there] = matrix[there, here] = row["correlation"]
    if len(names) and np.linalg.eigvalsh(matrix)[0] < LEAST_EIGENVALUE:
        what = "the correlations contradict each other: no joint distribution has them all"
        raise InputError(Finding(what, "correlations.csv", remedy="Lower the largest of them"))
    return matrix


def _root(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """A matrix whose product with its transpose is `matrix`; the identity for uncorrelated parameters."""
    values, vectors = np.linalg.eigh(matrix)
    if np.array_equal(matrix, np.eye(len(matrix))):
        return matrix
    return (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T


def _split(text: str) -> Name:
    name, _, label = text.partition(".")
    return name, label


def _chosen(ranged: Sequence[Name], names: Iterable[str]) -> tuple[Name, ...]:
    """Parameters meant by the names, all faults at once."""
    found: list[Name] = []
    findings: list[Finding] = []
    for text in names:
        name, label = _split(text)
        if name not in declared_parameters():
            hint = suggestion(name, declared_parameters())
            findings.append(Finding(f"there is no parameter '{name}'{hint}", remedy="Use a declared name"))
            continue
        matching = [one for one in ranged if one[0] == name and label in (SCALAR, one[1])]
        if not matching:
            what = f"parameter '{text}' has no range here, or is 0 and so out of the model"
            remedy = f"Give [{text}] low and high, or a standard_error, in parameters.toml"
            findings.append(Finding(what, "parameters.toml", remedy=remedy))
        found += matching
    if findings:
        raise InputError(findings)
    return tuple(dict.fromkeys(found))


def _quantile(region: Region, name: Name, normal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values of one parameter (D,) at its standard normal scores."""
    from scipy.special import ndtr

    leaf = region.parameters.leaf(*name)
    declared = declared_parameter(name[0])
    if leaf is None or isinstance(leaf.value, str):
        raise InputError(Finding(f"parameter '{name[0]}' has no value in parameters.toml"))
    if leaf.low is None or leaf.high is None:
        drawn = leaf.value + (leaf.standard_error or 0.0) * normal
        return np.clip(drawn, declared.minimum, declared.maximum)
    low, mode, high = leaf.low, float(np.clip(leaf.value, leaf.low, leaf.high)), leaf.high
    share = ndtr(normal)
    rising = low + np.sqrt(share * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - share) * (high - low) * (high - mode))
    return np.where(share * (high - low) < mode - low, rising, falling)
