"""The page on paper: Chromium prints it as it draws it on screen, A4 landscape, in the light theme."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from technopole.base.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
VIEWS = ("plan", "compare", "evidence")
"""Views that say something of every run; the others need questions that were asked."""

PATIENCE = 120
"""Seconds after which a view is given up."""

SETTLED = 8_000
"""Milliseconds of the page's own time before it is printed: its transitions are over then."""


def print_pdf(
    page: Path, target: Path, *, views: Sequence[str] = VIEWS, language: str = "en", fragment: str = ""
) -> Path:
    """Print views of a report file to one PDF and return its path.

    Args:
        page: a file written by `write_report`.
        target: the PDF; folders above it are made.
        views: of the page, a sheet or more each.
        language: to print in.
        fragment: more settings of the page's address: "year=2036&map=jobs".

    Raises:
        InputError: there is no Chromium, or it could not print.

    """
    browser = find_browser()
    target = target.expanduser().absolute()
    with TemporaryDirectory(prefix="technopole-pdf-") as folder:
        sheets = []
        for index, view in enumerate(views):
            sheet = Path(folder) / f"{index}.pdf"
            settings = f"view={view}&lang={language}&theme=light" + (f"&{fragment}" if fragment else "")
            _print(browser, f"{page.absolute().as_uri()}#v=1&{settings}", sheet, Path(folder) / "profile")
            sheets.append(sheet)
        joined = Path(folder) / "joined.pdf"
        _join(sheets, joined)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(joined, target)
        except OSError as error:
            what = f"'{target}' cannot be written: {error.strerror}"
            raise InputError(Finding(what, remedy="Give a file in a folder you may write to")) from error
    return target


def find_browser() -> str:
    """Return the program of Chromium or of a browser made of it.

    Raises:
        InputError: there is none.

    """
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(named) if named else None) or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        what = "No Chromium was found to print the page with"
        remedy = "Install it (Debian: apt-get install chromium), name it in CHROMIUM, or print from a browser"
        raise InputError(Finding(what, remedy=remedy))
    return found


def _print(browser: str, address: str, sheet: Path, profile: Path) -> None:
    """Print one address."""
    command = [
        browser,
        "--headless=new",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--no-pdf-header-footer",
        f"--virtual-time-budget={SETTLED}",
        f"--user-data-dir={profile}",
        f"--print-to-pdf={sheet}",
        "--window-size=1440,900",
        *(["--no-sandbox"] if _is_root() else []),
        address,
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603 - the program is the user's own browser
    except subprocess.TimeoutExpired as error:
        what = f"Chromium did not print within {PATIENCE} seconds"
        raise InputError(Finding(what, remedy="Try again when the machine is less busy")) from error
    if done.returncode or not sheet.is_file():
        last = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        what = f"Chromium ('{browser}') could not print: {last}"
        raise InputError(Finding(what, remedy="Open the HTML file in a browser and print from there"))


def _is_root() -> bool:
    """Tell whether this is root, for whom Chromium refuses its sandbox; it shows a file of our own."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _join(sheets: Sequence[Path], target: Path) -> None:
    try:
        from pypdf import PdfWriter
    except ImportError as error:
        what = "The sheets of a PDF are joined by pypdf, which is not installed"
        raise InputError(Finding(what, remedy="pip install 'technopole[lab]'")) from error
    with PdfWriter() as writer:
        for sheet in sheets:
            writer.append(str(sheet))
        writer.add_metadata({"/Creator": "technopole"})
        writer.write(str(target))
