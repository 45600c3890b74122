"""Talent from outside the region and across the border (docs/innovation.md 8)."""

from __future__ import annotations

import jax.numpy as jnp

from technopole.innovation.arrays import TALENT, BySide, Ecosystem, Partners


def coming(system: Ecosystem, friction: Partners, pay: BySide) -> BySide:
    """Equation (I19): talent that comes to a side from outside the region in a year, (S,)."""
    rules = friction[-1, :-1] - system.friction[TALENT][-1, :-1]
    return (
        system.talent_inflow
        * jnp.exp(-rules)
        * (pay / system.talent_pay) ** (system.parameters.talent_pay_response)
    )


def drawn(system: Ecosystem, stock: BySide, arrived: BySide) -> BySide:
    """Equation (I20): workers beyond controls and admissions next year, (S,).

    The controls hold the base year's inflow already; what comes beyond it stays but for those who retire.
    """
    return (1.0 - system.parameters.talent_exit) * stock + arrived - system.talent_inflow
