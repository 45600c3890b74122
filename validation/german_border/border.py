"""A border through Germany: the engine's counties with trade or commuting made dearer across it.

Seidel and Wickerath's variant of Monte, Redding and Rossi-Hansberg (2018), with entry. Icebergs are
multiplicative there and minutes additive here: the log of an iceberg is a trip's minutes, with decay epsilon
for commuters and 1 for customers. There is one side, of which East and West are parts: spending shares are
the same in both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np

from technopole.base.errors import InputError
from technopole.city import vector
from technopole.city.equilibrium import outcome
from technopole.city.krylov import newton_krylov
from technopole.city.newton import homotopy, jacobian, residual_at
from technopole.city.solve import TOLERANCE, Root
from validation.german_border import balance
from validation.region import Model, model, observed, one_market, parameters

if TYPE_CHECKING:
    from technopole.city.economy import Conditions
    from validation.german_border.counties import Counties

EPSILON, COMMUTING, SIGMA, AGGLOMERATION, HOME_SHARE, SUPPLY = 4.6, 0.47, 4.0, 0.05, 0.3, 0.38
SINGULAR_FLOOR, ERROR_CEILING, BALANCE_CEILING = 1e-6, 1e-8, 1e-8  # docs/model.md, section 7


@dataclass(frozen=True)
class Certificate:
    """Why to believe a solution."""

    max_residual: float
    smallest_singular_value: float
    estimated_error: float
    balance_of_payments: float

    def doubts(self) -> list[str]:
        """What speaks against it; empty if nothing does."""
        if not self.max_residual <= TOLERANCE:
            return [
                f"not converged: the largest log residual is {self.max_residual:.1e}; try factors nearer to 1"
            ]
        found: list[str] = []
        if not (self.smallest_singular_value > SINGULAR_FLOOR or self.estimated_error <= ERROR_CEILING):
            found.append(
                f"the smallest singular value of the Jacobian is {self.smallest_singular_value:.1e} and "
                f"unknowns may be off by {self.estimated_error:.1e}"
            )
        if not self.balance_of_payments <= BALANCE_CEILING:
            found.append(
                f"the sides' balance of payments is open by {self.balance_of_payments:.1e} of what crosses"
            )
        return found


@dataclass(frozen=True)
class Result:
    """Ratios to the base year, and their certificate."""

    welfare: float
    east_residents: float
    west_residents: float
    east_jobs: float
    certificate: Certificate
    method: str  # "markets", or "balance" where a balance of payments took the place of one wage equation
    root: Root


def germany(counties: Counties, psi: float) -> Model:
    """Calibrate: appeal to jobs, productivity to sales, amenity to residents; trade costs distance ** psi."""
    if not (np.isfinite(psi) and psi >= 0):
        message = f"--psi is {psi}: the distance exponent of trade costs is at least 0."
        raise InputError(message)
    count = counties.wage.size
    log_distance = np.log(counties.distance)
    ones = np.ones(count)
    structure = one_market(regional=(0,), entry=(0,))
    p = parameters(
        epsilon=EPSILON,
        nu=EPSILON,
        home_share=[HOME_SHARE],
        sigma=[SIGMA],
        gamma=[1.0],
        lambda_=[AGGLOMERATION],
        local_landlords=[1.0],
        floor_elasticity=[SUPPLY],
    )
    data = observed(
        COMMUTING * log_distance,
        counties.residents,
        counties.jobs,
        counties.wage,
        ones,
        ones,
        ones,
        customer_minutes=psi * log_distance,
        spillover_minutes=np.where(np.eye(count) > 0, 0.0, np.inf),
    )
    # Homes cost what shares say in the published model: floor is rescaled until its wedge is 1.
    wedge = model(structure, p, data).calibrated.character.wedge
    return model(structure, p, replace(data, floor=data.floor / wedge))


def bordered(made: Model, east: Any, trade: float, commuting: float) -> Conditions:
    """Base-year conditions with icebergs across the border multiplied by two factors."""
    for name, factor in (("--trade-border", trade), ("--commuting-border", commuting)):
        if not (np.isfinite(factor) and factor > 0):
            message = f"{name} is {factor}: a border multiplies costs by a finite number above 0."
            raise InputError(message)
    across = jnp.asarray(east[:, None] != east[None])
    return replace(
        made.base,
        minutes=made.base.minutes + jnp.where(across, np.log(commuting), 0.0),
        customer_minutes=made.base.customer_minutes + jnp.where(across, np.log(trade), 0.0),
    )


@dataclass(frozen=True)
class Case:
    """One border, as a problem of the engine: its markets, or with a balance of payments among them."""

    made: Model
    east: Any
    trade: float
    commuting: float
    balanced: bool

    @property
    def function(self) -> Any:
        """F(given, z)."""
        if not self.balanced:
            return self.made.function
        shapes = vector.shapes_of(self.made.calibrated.start)
        return balance.balanced_function(self.made.structure, shapes, balance.row_of(self.made, self.east))

    def given(self, share: float = 1.0) -> Any:
        """Parameters of F when a share of the way to the border (in logs) is gone."""
        markets = self.made.given(bordered(self.made, self.east, self.trade**share, self.commuting**share))
        return (markets, jnp.asarray(self.east, dtype=float)) if self.balanced else markets


def solve(counties: Counties, made: Model, trade: float, commuting: float) -> Result:
    """Find the equilibrium; where the markets alone leave it open, close the balance of payments as well.

    With a nearly closed border, what one side owes the other is lost in the rounding of its markets, which
    then leave the level of wages in the East against the West open. The balance of payments of the East,
    counted over pairs across the border, stands in for one county's wage equation, which it implies.
    """
    for balanced in (False, True):
        case = Case(made, counties.east, trade, commuting, balanced)
        result = _result(counties, case, newton_krylov(case.function, case.given(), made.start))
        if not result.certificate.doubts():
            return result
    if result.certificate.max_residual <= TOLERANCE:
        return result
    return _result(counties, case, homotopy(case.function, case.given, made.start))


def _certificate(case: Case, root: Root) -> Certificate:
    made, given = case.made, case.given()
    markets = given[0] if case.balanced else given
    residual = float(jnp.max(jnp.abs(residual_at(made.function, markets, root.z))))
    if not residual <= TOLERANCE:
        return Certificate(residual, 0.0, np.inf, np.inf)
    matrix = np.asarray(jacobian(case.function, given, root.z))
    left = np.asarray(residual_at(case.function, given, root.z))
    if not (np.isfinite(matrix).all() and np.isfinite(left).all()):
        return Certificate(residual, 0.0, np.inf, np.inf)
    east = jnp.asarray(case.east, dtype=float)
    received, paid = map(float, balance.payments(made.structure, *markets, made.unknowns(root.z), east))
    crosses = max(received, paid)
    return Certificate(
        max_residual=residual,
        smallest_singular_value=float(np.linalg.svd(matrix, compute_uv=False)[-1]),
        estimated_error=float(np.abs(np.linalg.lstsq(matrix, left)[0]).max()),
        balance_of_payments=abs(received - paid) / crosses if crosses > 0 else np.inf,
    )


def _result(counties: Counties, case: Case, root: Root) -> Result:
    made, east = case.made, counties.east
    markets = case.given()[0] if case.balanced else case.given()
    found = outcome(made.structure, *markets, made.unknowns(root.z))
    people, jobs = np.asarray(found.residents[0]), np.asarray(found.persons[0, :, 0])
    gain = (found.log_utility - made.calibrated.economy.utility)[0] / EPSILON
    return Result(
        welfare=float(jnp.exp(gain)),
        east_residents=float(people[east].sum() / counties.residents[east].sum()),
        west_residents=float(people[~east].sum() / counties.residents[~east].sum()),
        east_jobs=float(jobs[east].sum() / counties.jobs[east].sum()),
        certificate=_certificate(case, root),
        method="balance" if case.balanced else "markets",
        root=root,
    )
