"""Write docs/reference/command-line.md from the commands; `--check` says whether it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.main import get_command

from technopole.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent / "reference" / "command-line.md"

HEAD = """\
# The command line

<!-- Written by docs/build_cli.py: change the commands, not this page. -->

Every command takes `--help`; with `--json` stdout is one JSON object and progress goes to stderr. Exit codes:
0 fine, 1 `check` found a fault, 2 bad input, said in one message, nothing written, 3 no equilibrium was
found, said where.
"""


def page() -> str:
    """Return the text of the page."""
    return HEAD + "".join(_section(name, command) for name, command in _commands(get_command(app)))


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command by its whole name, those of a group after the group."""
    for name, command in sorted(group.commands.items()):
        yield before + name, command
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")


def _section(name: str, command: Any) -> str:
    text = " ".join(str(command.help).split())
    words, _, example = text.partition(" Example: ")
    example = f"\n```sh\n{example}\n```\n" if example else ""
    if hasattr(command, "commands"):
        return f"\n## technopole {name}\n\n{words}\n"
    head = "| argument or option | default | meaning |\n| --- | --- | --- |\n"
    rows = "".join(f"| `{use}` | {default} | {meaning} |\n" for use, default, meaning in _rows(command))
    return f"\n## technopole {name}\n\n{words}\n{example}\n{head}{rows}"


def _rows(command: Any) -> Iterator[tuple[str, str, str]]:
    """Yield how each parameter is written, its default and its meaning."""
    for parameter in command.params:
        if parameter.name == "help":
            continue
        if parameter.param_type_name == "argument":
            use = parameter.name.upper()
        else:
            use = " / ".join([*parameter.opts, *parameter.secondary_opts])
        default = parameter.default
        shown = "" if default is None or default is False or parameter.required else f"`{default}`"
        shown = "on" if default is True else shown
        yield use, shown, str(parameter.help or "").replace("|", "\\|")


def main() -> int:
    """Write the page, or check it."""
    text = page()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
