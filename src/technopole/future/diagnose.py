"""How sure it is that the base year is the only equilibrium: linearised, and searched for from afar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.city.uniqueness import Linearised
    from technopole.future.calibration import City

STARTS = 12
SPREAD = 0.5


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """What was found. `spread` is, for each root found, its largest difference in logs from the base year.

    A search that found nothing says nothing: it counts in `lost`. `unique_without_spillovers` tells whether
    the model, as it is parameterised, is one whose equilibrium is known to be unique (ARSW 2015, section 3:
    world sectors alone and no spillovers).
    """

    starts: int
    lost: int
    distinct: int
    spread: NDArray[np.float64]
    linearised: Linearised
    unique_without_spillovers: bool

    def sentences(self) -> list[str]:
        """The diagnosis in words."""
        line = self.linearised
        stable = "stable" if line.largest_real_part < 0 else "not stable"
        met = "met" if line.dependence <= 1 else "not met"
        known = "is" if self.unique_without_spillovers else "is not"
        searched = (
            f"{self.starts - self.lost} of {self.starts} searches from random starts found an equilibrium: "
            f"{self.distinct} different, at most {np.max(self.spread, initial=0.0):.1e} apart in logs."
        )
        local = (
            f"The base year is {stable} (largest real part of an eigenvalue {line.largest_real_part:.3f}); "
            f"the spectral radius of the linearised answer is {line.spectral_radius:.3f}."
        )
        published = (
            f"The sufficient condition of Allen, Arkolakis and Li (2024) is {met} at the base year "
            f"({line.dependence:.2f}, at most 1). The model {known} one without spillovers and regional "
            "sectors, for which uniqueness is proved (ARSW 2015)."
        )
        return [searched, local, published]


def diagnose(city: City, starts: int = STARTS, spread: float = SPREAD, seed: int = 0) -> Diagnosis:
    """Look for other equilibria of the static base year.

    Args:
        city: calibrated.
        starts: searches by Newton's method from the base year with every unknown moved at random.
        spread: standard deviation of those moves, in logs.
        seed: of the random moves.

    """
    import jax.numpy as jnp

    from technopole.city import vector
    from technopole.city.newton import jacobian, newton
    from technopole.city.solve import TOLERANCE
    from technopole.city.uniqueness import distinct, linearised
    from technopole.future.base_year import base_year_levers
    from technopole.future.simulate import prepared, residual_function

    structure, calibrated = city.structure, city.calibrated
    function = residual_function(structure, calibrated)
    levers = base_year_levers(city.region).at(0)
    floor = calibrated.character.floor
    given = prepared(structure, calibrated, city.growth, city.first_state, levers, floor)
    shapes = vector.shapes_of(calibrated.start)
    blocks = [(name, int(np.prod(shape))) for name, shape in shapes]
    random = np.random.default_rng(seed)
    roots = [np.asarray(city.start)]
    lost = 0
    for _ in range(starts):
        start = city.start + spread * random.standard_normal(len(city.start))
        root = newton(function, given, jnp.asarray(start))
        if float(root.residual) <= TOLERANCE:
            roots.append(np.asarray(root.z))
        else:
            lost += 1
    return Diagnosis(
        starts=starts,
        lost=lost,
        distinct=len(distinct(roots)),
        spread=np.array([np.abs(root - roots[0]).max() for root in roots[1:]]),
        linearised=linearised(np.asarray(jacobian(function, given, jnp.asarray(city.start))), blocks),
        unique_without_spillovers=not (
            structure.regional or structure.home_spillovers or structure.work_spillovers
        ),
    )
