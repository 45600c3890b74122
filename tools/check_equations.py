r"""Keep the model's pages and the code in step: numbered equations on one side, citations on the other.

An equation is numbered by `\tag{n}` in docs/model.md and by `\tag{In}` in docs/innovation.md. Code cites it
as "Equation (9)", "Equations (25), (26)" or "equations (I1)-(I3)". Every citation must name an equation of a
page, every equation must be cited somewhere in src, and no number may be given twice. Exit code 1 says which
do not.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "docs" / "model.md", ROOT / "docs" / "innovation.md")
FUNDS = ROOT / "docs" / "joint-funds.md"
SOURCE = ROOT / "src"

NUMBERED = re.compile(r"\\tag\{(I?\d+)\}")
CITED = re.compile(r"\bequations?\s+(\(I?\d+\)(?:\s*(?:,|and|, and|-|to)\s*\(I?\d+\))*)", re.IGNORECASE)
OF_FUNDS = re.compile(r"\\tag\{(F\d+)\}")
CITED_OF_FUNDS = re.compile(r"\((F\d+)\)")
BARE = re.compile(r"\bequations?\s+(I?\d|\(I?\d+\s*[-,])", re.IGNORECASE)
RANGE = re.compile(r"\((I?)(\d+)\)\s*(?:-|to)\s*\(I?(\d+)\)")
SINGLE = re.compile(r"\((I?\d+)\)")


def numbered(text: str) -> list[str]:
    """Numbers of a page's equations, in order."""
    return NUMBERED.findall(text)


def cited(text: str) -> set[str]:
    """Numbers of the equations a source text cites."""
    numbers: set[str] = set()
    for listed in CITED.findall(text):
        numbers |= set(SINGLE.findall(listed))
        for letter, first, last in RANGE.findall(listed):
            numbers |= {f"{letter}{number}" for number in range(int(first), int(last) + 1)}
    return numbers


def badly_cited(text: str) -> Iterator[tuple[int, str]]:
    """Lines (number, text) that cite an equation in another form, which this check would miss."""
    for row, line in enumerate(text.splitlines(), start=1):
        if BARE.search(line):
            yield row, line.strip()


def faults(page: str, sources: dict[str, str]) -> list[str]:
    """Everything that is out of step between a page and source texts by file name."""
    known = numbered(page)
    found = [
        f"the docs number equation ({n}) {known.count(n)} times"
        for n in sorted(set(known))
        if known.count(n) > 1
    ]
    places: defaultdict[str, list[str]] = defaultdict(list)
    for name, text in sources.items():
        for number in cited(text):
            places[number].append(name)
        form = 'cites in another form than "Equation (9)"'
        found += [f"{name}:{row} {form}: {line}" for row, line in badly_cited(text)]
    found += [
        f"{', '.join(sorted(places[number]))} cites equation ({number}), which the docs do not have"
        for number in sorted(set(places) - set(known))
    ]
    found += [
        f"equation ({number}) of the docs is cited nowhere in src"
        for number in sorted(set(known) - set(places))
    ]
    return found


def chapter_faults(page: str, sources: dict[str, str]) -> list[str]:
    """Everything out of step between docs/joint-funds.md, which numbers (F1), (F2) ..., and source texts."""
    known = OF_FUNDS.findall(page)
    places = {number for text in sources.values() for number in CITED_OF_FUNDS.findall(text)}
    twice, unknown = {n for n in known if known.count(n) > 1}, places - set(known)
    found = [f"docs/joint-funds.md numbers equation ({n}) twice" for n in sorted(twice)]
    found += [f"equation ({n}) is cited, but docs/joint-funds.md does not have it" for n in sorted(unknown)]
    found += [f"equation ({n}) of docs/joint-funds.md is cited nowhere" for n in sorted(set(known) - places)]
    return found


def main() -> int:
    """Check the repository; print what is out of step."""
    page = "\n".join(one.read_text(encoding="utf-8") for one in PAGES)
    paths = sorted(SOURCE.rglob("*.py"))
    files = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    found = faults(page, files) + chapter_faults(FUNDS.read_text(encoding="utf-8"), files)
    for fault in found:
        sys.stderr.write(f"{fault}\n")
    if not found:
        sys.stdout.write(f"{len(numbered(page))} equations of the docs and their citations agree\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
