"""A calibrated city with its labels: what `simulate` needs besides a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import NotConverged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from technopole.city.calibrate import Calibrated
    from technopole.city.calibrated import Observed
    from technopole.city.economy import Structure
    from technopole.city.solve import Root
    from technopole.future.timeline_arrays import Timeline
    from technopole.future.year import Growth, State
    from technopole.region import Region

MARGIN_TOLERANCE = 1e-10  # largest |ln target / model| left by the scaling of margins
BASE_TOLERANCE = 1e-9  # largest |log residual| of the calibrated year before any step


@dataclass(frozen=True, eq=False)
class City:
    """A region calibrated to its base year.

    `start` is the base year's root, `inverse` the inverse Jacobian there when only movers choose homes (what
    the year loop starts from), `static_inverse` when everybody does (what the certificate is about);
    `base_residual` is the largest log residual of the data's own markets before any solver step.
    """

    region: Region
    structure: Structure
    calibrated: Calibrated
    growth: Growth
    start: NDArray[np.float64]
    inverse: NDArray[np.float64]
    static_inverse: NDArray[np.float64]
    base_residual: float

    @cached_property
    def conditioning(self) -> dict[str, float]:
        """Smallest singular value of the base Jacobian and the largest real part of its eigenvalues."""
        singular = np.linalg.svd(self.static_inverse, compute_uv=False)
        eigenvalues = 1.0 / np.linalg.eigvals(self.static_inverse)
        return {
            "smallest_singular_value": float(1.0 / singular[0]),
            "largest_real_part": float(eigenvalues.real.max()),
        }

    @cached_property
    def first_state(self) -> State:
        """State before the base year, at the base year's solution."""
        from technopole.future.year import first_state

        state = first_state(self.calibrated, self.start, self.inverse)
        coupling = self.growth.coupling
        return state if coupling is None else replace(state, ecosystem=coupling.ecosystem.start)


def calibrate(region: Region, *, compile_ahead: bool = False) -> City:
    """Calibrate a region: constants that make its base year an equilibrium, exactly.

    Args:
        region: loaded before.
        compile_ahead: whether another thread compiles meanwhile what follows (future/ahead.py).

    Raises:
        InputError: if cross-border flows, jobs and residents contradict each other.
        NotConverged: if margins cannot be met (for instance jobs of a group that cannot reach them).

    """
    from technopole.city.newton import inverse_of, jacobian
    from technopole.future import ahead
    from technopole.future.assemble import observed_of, structure_of
    from technopole.future.base_year import base_timeline
    from technopole.future.simulate import prepared, residual_function, unsettled

    structure = structure_of(region)
    base = base_timeline(region)
    observed = observed_of(region, base_levers(base))
    if compile_ahead:
        ahead.compile_what_follows(region, structure, observed, base)
    calibrated, growth, root, residual = calibrated_year(region, structure, observed, base)
    settled = replace(
        unsettled(calibrated, root.z),
        residents=observed.workers,
        people=np.asarray(observed.workers).sum(axis=1),
    )
    plain = replace(growth, coupling=None)  # as the base year was settled: one program for both
    moving = prepared(structure, calibrated, plain, settled, base.at(0), calibrated.character.floor)
    inverse = np.asarray(inverse_of(jacobian(residual_function(structure, calibrated), moving, root.z)))
    return City(
        region, structure, calibrated, growth, np.asarray(root.z), inverse, np.asarray(root.inverse), residual
    )


def recalibrate(city: City, region: Region, observed: Observed, base: Timeline) -> City:
    """Calibrate the city's region with other parameters, starting from the city: no Jacobian is formed.

    The inverse Jacobians of the new city are those of the old, from which Broyden's method starts: good
    enough to solve with, not to judge its conditioning by.

    Args:
        city: calibrated before.
        region: its region with other parameters (region.changes.with_parameters).
        observed: its base year as arrays.
        base: the base year's levers (one year or more).

    Raises:
        NotConverged: as `calibrate`.

    """
    calibrated, growth, root, residual = calibrated_year(
        region, city.structure, observed, base, city.static_inverse
    )
    z = np.asarray(root.z)
    return replace(city, region=region, calibrated=calibrated, growth=growth, start=z, base_residual=residual)


def calibrated_year(
    region: Region,
    structure: Structure,
    observed: Observed,
    base: Timeline,
    inverse: NDArray[np.float64] | None = None,
) -> tuple[Calibrated, Growth, Root, float]:
    """The economy, the year loop's constants, the base year's root and its residual before any step.

    With an inverse Jacobian to start from this is done many times, and worth compiling well.
    """
    import jax

    from technopole.base.program import compiled_quickly
    from technopole.city.calibrate import calibrate as calibrate_arrays
    from technopole.future.assemble import parameters_of
    from technopole.future.ecosystem import coupling_of
    from technopole.future.growth import growth_of
    from technopole.future.simulate import fixed_by_data, settle_base

    once = inverse is None
    compiled = (compiled_quickly if once else jax.jit)(calibrate_arrays, static_argnums=0)
    calibrated = compiled(structure, parameters_of(region), observed)
    error = float(calibrated.scaling_error)
    if not error <= MARGIN_TOLERANCE:
        message = (
            f"Calibration of '{region.id}' could not meet the jobs, group and cross-border margins: "
            f"{error:.1e} is left in the logs. Check that every group can reach the jobs its skill holds."
        )
        raise NotConverged(message)
    growth = growth_of(region, structure, observed, base)
    floor = calibrated.character.floor
    root, before, _ = settle_base(structure, calibrated, growth, base.at(0), floor, inverse)
    residual = float(np.max(np.abs(np.where(fixed_by_data(calibrated), before, 0.0))))
    if not (residual <= BASE_TOLERANCE and float(root.residual) <= MARGIN_TOLERANCE):
        message = (
            f"The calibrated base year of '{region.id}' does not return its data: residual {residual:.1e} "
            f"before, {float(root.residual):.1e} after solving. Look for a zone with floor but no way to "
            "fill it."
        )
        raise NotConverged(message)
    coupling = coupling_of(region, structure, calibrated, growth, observed, base, root.z, often=not once)
    return calibrated, replace(growth, coupling=coupling), root, residual


def base_levers(base: Timeline) -> dict[str, NDArray[np.float64]]:
    """What calibration reads of the base year's levers."""
    names = ("minutes", "leg_out", "leg_in", "clearance", "capacity", "openness", "income_tax")
    return {name: np.asarray(getattr(base, name))[0] for name in names}
