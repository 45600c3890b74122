"""The year loop: labels to arrays, years to a path, labels again."""

from technopole.base.accelerator import set_up

set_up()
