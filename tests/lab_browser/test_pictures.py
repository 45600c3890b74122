"""Hong Kong and Shenzhen as the documents show it: TECHNOPOLE_PICTURES=docs/pictures writes the pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.lab_server import serving
from page_helpers import colours, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PLANS = "region=hong-kong-shenzhen&A=baseline&B=northern-metropolis&year=2046"
SHOTS = {
    "lab-plan": ("view=plan&lang=en&theme=light", 1440, 900),
    "lab-compare": ("view=compare&lang=en&theme=dark&map=job_density", 1440, 900),
    "lab-innovation": ("view=innovation&lang=en&theme=light", 1440, 900),
    "lab-phone": ("view=plan&lang=zh-Hant&theme=light", 390, 844),
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def hong_kong(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving("hong-kong-shenzhen", tmp_path_factory.mktemp("hong-kong")) as address:
        yield address


@pytest.mark.parametrize("name", SHOTS)
def test_the_documents_pictures(visit: Callable[..., Any], hong_kong: str, pictures: Path, name: str) -> None:
    settings, width, height = SHOTS[name]
    page = settled(visit(f"{hong_kong}/#v=1&{PLANS}&{settings}", width, height))
    page.wait_for_timeout(4000)
    page.screenshot(path=pictures / f"{name}.png")
    assert colours(page, "body") > 12
    assert "2046" in page.inner_text("body")
