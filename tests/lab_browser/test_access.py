"""axe-core finds no serious fault in any view, theme or width."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from page_helpers import VIEWS, address, settled

if TYPE_CHECKING:
    from collections.abc import Callable

AXE = Path(__file__).parents[2] / "lab-ui" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")
RUN = """async () => {
  const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await axe.run(document, { runOnly: { type: "tag", values } });
  return found.violations.map((one) => ({ id: one.id, impact: one.impact, help: one.help,
    where: one.nodes.slice(0, 3).map((node) => node.target.join(" ") + ": " + node.failureSummary) }));
}"""

pytestmark = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there (make page)")


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), pytest.param(390, 844, marks=pytest.mark.slow)])
def test_no_view_has_a_serious_fault(
    visit: Callable[..., Any], lab: str, theme: str, width: int, height: int
) -> None:
    page = visit(address(lab, view="plan", theme=theme), width, height)
    faults = {}
    for view in VIEWS:
        page.goto(address(lab, view=view, theme=theme, A="baseline", B="new-town"))
        page.reload()
        settled(page)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = [one for one in page.evaluate(RUN) if one["impact"] in SERIOUS]
        if found:
            faults[view] = found
    assert faults == {}
