"""The installed version: read when it is asked for, as looking it up takes longer than `--help` may."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("technopole")
except PackageNotFoundError:  # the source tree without an installation
    __version__ = "0+source"
