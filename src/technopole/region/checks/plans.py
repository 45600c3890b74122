"""Plans the settings name. What is in them is checked when they are loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from technopole.base.errors import Finding
from technopole.base.names import suggestion
from technopole.region.checks.base import Sources, check

if TYPE_CHECKING:
    from collections.abc import Iterator


@check("plans-exist")
def plans_exist(sources: Sources) -> Iterator[Finding]:
    """The default plan and the baseline of region.toml are in plans/."""
    folder = sources.folder / "plans"
    known = sorted(path.stem for path in folder.glob("*.yaml")) if folder.is_dir() else []
    for key in ("default_plan", "baseline"):
        plan = getattr(sources.settings, key)
        if plan not in known:
            what = f"there is no plan plans/{plan}.yaml{suggestion(plan, known)}"
            yield Finding(
                what, "region.toml", column=key, remedy="Add the plan or correct the name", severity="warning"
            )
