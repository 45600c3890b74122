"""python -m validation.backcast [--write]: print the tables, or write them into docs/backcast.md."""

from __future__ import annotations

import sys

from .compare import backcast
from .page import PAGE, written

text = written(backcast(), PAGE.read_text(encoding="utf-8"))
if "--write" in sys.argv[1:]:
    PAGE.write_text(text, encoding="utf-8")
else:
    sys.stdout.write(text)
