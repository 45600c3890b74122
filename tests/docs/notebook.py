"""Run a notebook's code cells in order, as one opens it and presses *run all*; no Jupyter is needed.

`python notebook.py NOTEBOOK` runs it and says how many cells there were.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def run(notebook: Path) -> int:
    """Run every code cell in one namespace; return how many there were.

    A cell that fails ends the program with the cell's number in its traceback.
    """
    names: dict[str, object] = {"__name__": "__main__"}
    cells = [
        cell
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    for number, cell in enumerate(cells, 1):
        text = "".join(cell["source"])
        exec(compile(text, f"{notebook.name}, cell {number}", "exec", dont_inherit=True), names)  # noqa: S102
    return len(cells)


if __name__ == "__main__":
    sys.stdout.write(f"{run(Path(sys.argv[1]))} cells run\n")
