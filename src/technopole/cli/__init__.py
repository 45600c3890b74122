"""The command line: one file per command; nothing heavy is imported before a command needs it."""

from __future__ import annotations

from technopole.cli.app import main

__all__ = ["main"]
