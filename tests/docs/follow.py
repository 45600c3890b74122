"""Follow a page of the documentation as a reader would: save its files, type its commands, run its Python.

    python follow.py PAGE     in an empty folder

A block with a title is saved under that name (Python is run too). Of `sh` blocks the lines that begin with
`technopole` are typed; `bash` blocks are scripts for elsewhere, whose syntax alone is checked. All Python
blocks of a page share their names.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def typed(line: str) -> None:
    """Type one command; it must end well."""
    from technopole.cli.app import app

    words = shlex.split(line, comments=True)[1:]
    try:
        app(words, standalone_mode=True)
    except SystemExit as left:
        if left.code not in (0, None):
            sys.exit(f"`{line}` left with exit code {left.code}")


def follow(page: Path) -> int:
    """Follow the page and return how many blocks it had to follow."""
    names: dict[str, object] = {"__name__": "__main__"}
    followed = 0
    for language, title, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if title:
            Path(title).write_text(text, encoding="utf-8")
        if language == "python":
            sys.path.insert(0, str(Path.cwd()))
            exec(compile(text, str(page), "exec", dont_inherit=True), names)  # noqa: S102 - our own pages
        elif language == "sh":
            for line in filter(lambda one: one.startswith("technopole "), text.splitlines()):
                typed(line)
        elif language == "bash":
            subprocess.run(["bash", "-n"], input=text, text=True, check=True)  # noqa: S607 - reads, runs nothing
        followed += 1
    return followed


if __name__ == "__main__":
    sys.stdout.write(f"{follow(Path(sys.argv[1]))} blocks followed\n")
