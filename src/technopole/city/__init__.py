"""The static equilibrium: pure mathematics on arrays (docs/model.md, sections 2-6 and 8)."""

from technopole.base.accelerator import set_up

set_up()
