"""Draw the pictures of the gallery again: run the commands in an empty folder, photograph what they wrote.

`CHROMIUM=/usr/bin/chromium python docs/pictures/draw.py` takes some minutes. report.png and maps.png are of
the Northern Metropolis (`make run`), taken the same way.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "importers"))
COMMANDS = (
    "claims two-towns --draws 32 --out claims",
    "fund init fund --scheme co-managed-real-pot --proposals 40 --seed 1",
    "fund solve fund",
    "fund price fund",
    "fund frontier fund",
)
PICTURES = (  # picture, page, width and height of the first screen
    ("claims", "claims/claims.html", 1100, 620),
    ("fund", "fund/results/report.html", 1100, 900),
    ("quality", "region/build/quality.html", 1100, 800),
)
NOT_ALL_SUPPORTED = 1  # what `claims` leaves with if a claim is not supported
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def prepare(folder: Path) -> None:
    """Run everything whose pages are photographed."""
    import files

    import technopole as tp

    for line in COMMANDS:
        words = [sys.executable, "-c", "from technopole.cli import main; main()", *line.split()]
        left = subprocess.run(words, cwd=folder, check=False, stdout=subprocess.DEVNULL).returncode  # noqa: S603
        if left not in (0, NOT_ALL_SUPPORTED):
            sys.exit(f"`technopole {line}` left with {left}")
    recipe = files.country(folder / "files", files.NETWORK, files.TIMETABLE)
    tp.import_region(recipe, folder / "region")


def photograph(page: Page, folder: Path) -> None:
    """Take every picture."""
    for name, file, width, height in PICTURES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto((folder / file).as_uri())
        page.screenshot(path=HERE / f"{name}.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        prepare(Path(place))
        program = os.environ.get("CHROMIUM")
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        photograph(browser.new_page(), Path(place))
        browser.close()
