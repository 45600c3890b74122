"""A lab's server and a browser beside it, for what is measured and tested in a real page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 300
"""Seconds a busy machine may take to calibrate a region."""

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
"""Of the browser: drawn by the processor, silent towards the network, allowed to run as root."""


def browser_program() -> str | None:
    """Return the program of Chromium, None if there is none."""
    named = os.environ.get("CHROMIUM", "")
    return shutil.which(named) or shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def browsing() -> Iterator[Any]:
    """Start Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=browser_program(), args=list(ARGUMENTS))
        try:
            yield started
        finally:
            started.close()


@contextmanager
def serving(region: str, folder: Path) -> Iterator[str]:
    """Start a server of a region and yield its address once the model is ready.

    Raises:
        RuntimeError: it did not get ready; with what it said.

    """
    with (folder / "log").open("w", encoding="utf-8") as log:
        command = ["lab", region, "--port", "0", "--no-browser", "--runs", str(folder / "runs")]
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-u", "-c", "from technopole.cli import main; main()", *command],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield _ready(folder / "log", process)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _ready(log: Path, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        said = log.read_text(encoding="utf-8").split()
        address = next((word.rstrip("/") for word in said if word.startswith("http://")), None)
        if address and _is_ready(address):
            return address
        time.sleep(0.5)
    raise RuntimeError(log.read_text(encoding="utf-8"))


def _is_ready(address: str) -> bool:
    """Ask the server; one that has said its address may not listen yet."""
    try:
        with urllib.request.urlopen(f"{address}/api/v1/health", timeout=PATIENCE) as answer:  # noqa: S310 - loopback
            return b'"ready":true' in answer.read()
    except urllib.error.URLError:
        return False
