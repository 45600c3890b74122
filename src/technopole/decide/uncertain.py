"""What is not known, and a design of draws over it: the same for every case (common random numbers)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.future.draws import Draws
    from technopole.region import Region

    Reals = NDArray[np.float64]

Range = tuple[float, float]
DESIGNS = ("latin", "sobol", "random", "saltelli")
LOCKED = 8.0
"""Correlation, in standard errors, beyond which two assumptions of a design are told by nobody apart."""
DELAY, OVERRUN, GROWTH = "delay", "overrun", "growth"
CONTROLS = ("workers", "population", "households")
MOST_YEARS = 50.0
"""Longest delay drawn: longer than any run, so that it says never."""
BOUNDS = {DELAY: (0.0, MOST_YEARS), OVERRUN: (0.01, 100.0), GROWTH: (0.0, 10.0)}


@dataclass(frozen=True)
class Uncertainty:
    """What a study draws from.

    Attributes:
        names: parameters drawn ("nu", "lambda", "sigma.local"); None for every one with a stated range.
        delay: years by which every measure outside the baseline is late, lowest and highest.
        overrun: factor on the cost of those measures.
        growth: factor on the growth of each side's control totals since the base year.
        design: how the cube of assumptions is covered: "latin", "sobol", "random", or "saltelli", which
            spends the draws on total effects (P + 2 draws for each point, P assumptions).

    Delay, overrun and growth are drawn evenly over their range, which is the asker's, not the region's.

    """

    names: tuple[str, ...] | None = None
    delay: Range | None = None
    overrun: Range | None = None
    growth: Range | None = None
    design: str = "latin"

    def __post_init__(self) -> None:
        """Refuse ranges that are none and designs nobody knows."""
        faults = [
            Finding(f"{kind} goes from {low:g} to {high:g}, which is no range in {floor:g} to {ceiling:g}",
                    remedy="Give the lower end, then the higher")
            for kind, (floor, ceiling) in BOUNDS.items()
            if (given := getattr(self, kind)) is not None
            for low, high in [given]
            if not floor <= low <= high <= ceiling
        ]  # fmt: skip
        if self.design not in DESIGNS:
            what = f"There is no design '{self.design}'{suggestion(self.design, DESIGNS)}"
            faults.append(Finding(what, remedy=f"Use one of {', '.join(DESIGNS)}"))
        if faults:
            raise InputError(faults)

    def own(self, region: Region) -> list[tuple[tuple[str, str], Range]]:
        """Return what is drawn beside the parameters: name, label and range."""
        single = [((kind, ""), given) for kind in (DELAY, OVERRUN) if (given := getattr(self, kind))]
        growth = [] if self.growth is None else [((GROWTH, side), self.growth) for side in region.sides]
        return [*single, *growth]


@dataclass(frozen=True, eq=False)
class Design:
    """Draws of everything uncertain. `columns` are (name, label); parameters first, then delay and so on."""

    parameters: Draws
    own: tuple[tuple[str, str], ...]
    own_values: Reals  # (D, own)
    seed: int

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Names and labels of the columns of `points`."""
        return (*self.parameters.names, *self.own)

    @property
    def points(self) -> Reals:
        """Drawn values (D, columns)."""
        return np.concatenate([self.parameters.values, self.own_values], axis=1)

    def __len__(self) -> int:
        """Return the number of draws."""
        return len(self.own_values)

    def select(self, rows: list[int]) -> Design:
        """Return some of the draws."""
        return replace(self, parameters=self.parameters.select(rows), own_values=self.own_values[rows])

    def drawn(self, row: int, kind: str, label: str, default: float) -> float:
        """Return one drawn value beside the parameters, or the default where it is not drawn."""
        key = (kind, label)
        return float(self.own_values[row, self.own.index(key)]) if key in self.own else default


def design_of(region: Region, uncertainty: Uncertainty, draws: int, seed: int) -> Design:
    """Draw `draws` points; the first of a longer "sobol" or "random" design are those of a shorter one.

    Raises:
        InputError: no draws, an unknown parameter, or nothing to draw.

    """
    from scipy.special import ndtri

    from technopole.future.draws import draw_parameters, draws_at

    if draws < 1:
        raise InputError(Finding(f"{draws} draws were asked for", remedy="Ask for 1 or more"))
    names = None if uncertainty.names is None else list(uncertainty.names)
    drawn = draw_parameters(region, 1, seed=seed, names=names).names
    own = uncertainty.own(region)
    if not drawn and not own:
        what = f"Region '{region.id}' states no range for what should be drawn"
        raise InputError(Finding(what, remedy="Give ranges in parameters.toml, or draw something else"))
    cube = cube_of(uncertainty.design, draws, len(drawn) + len(own), seed)
    parameters = draws_at(region, drawn, ndtri(cube[:, : len(drawn)]), seed)
    low, high = (np.array([ends[side] for _, ends in own]) for side in (0, 1))
    values = low + (high - low) * cube[:, len(drawn) :]
    return Design(parameters, tuple(name for name, _ in own), values.reshape(draws, len(own)), seed)


def cube_of(design: str, draws: int, dimensions: int, seed: int) -> Reals:
    """Points inside the unit cube, (draws, dimensions).

    Latin hypercube (McKay et al. 1979), scrambled Sobol' (Owen 1998), random, or Saltelli's (2010) scheme of
    Sobol' points with one coordinate exchanged at a time.

    Raises:
        InputError: too few draws for Saltelli's scheme, or a number that does not fill it; Sobol' points too
            few for their dimensions.

    """
    from scipy.stats import qmc

    generator = np.random.default_rng(seed)
    if design == "random":
        cube = generator.random((draws, dimensions))
    elif design == "latin":
        cube = qmc.LatinHypercube(dimensions, rng=generator).random(draws)
    elif design == "saltelli":
        cube = _saltelli(draws, dimensions, seed)
    else:
        power = max(draws - 1, 1).bit_length()  # whole powers of two keep the sequence balanced
        cube = qmc.Sobol(dimensions, scramble=True, rng=generator).random_base2(power)[:draws]
        _refuse_locked(cube)
    edge = np.finfo(np.float64).eps
    return np.clip(cube, edge, 1.0 - edge)


def _refuse_locked(cube: Reals) -> None:
    """Refuse Sobol' points that leave parts of the plane of two assumptions empty (Joe and Kuo 2008).

    Hundreds of points in a hundred dimensions do: two assumptions then rise and fall together, and what one
    of them does is put down to the other.
    """
    draws, dimensions = cube.shape
    limit = LOCKED / np.sqrt(draws)
    if dimensions == 1 or limit >= 1.0:
        return
    tie = np.abs(np.corrcoef(cube, rowvar=False) - np.eye(dimensions)).max()
    if tie > limit:
        what = f"{draws} Sobol' points of {dimensions} assumptions move two of them together ({tie:.2f} of 1)"
        raise InputError(Finding(what, remedy="Ask for 1024 draws or more, or --design latin"))


def _saltelli(draws: int, dimensions: int, seed: int) -> Reals:
    """Saltelli's scheme by SALib; `draws` has to be (P + 2) times a power of two."""
    count = draws // (dimensions + 2)
    if count * (dimensions + 2) != draws or count & (count - 1) or count == 0:
        size = (dimensions + 2) * 2 ** max(count.bit_length() - 1, 0)
        what = f"{draws} draws do not fill Saltelli's scheme for {dimensions} assumptions"
        remedy = f"Ask for {size} or {2 * size} draws, or draw fewer assumptions"
        raise InputError(Finding(what, remedy=remedy))
    from technopole.decide.extras import needed

    sobol = needed("SALib.sample.sobol", "Saltelli's scheme")
    names = [str(place) for place in range(dimensions)]
    problem = {"num_vars": dimensions, "names": names, "bounds": [[0.0, 1.0]] * dimensions}
    return np.asarray(sobol.sample(problem, count, calc_second_order=False, seed=seed))
