"""Seeded damage to inputs, and what must come of it: a clear finding, or a region that means what it says.

The same seed always does the same damage: `python tests/fuzz/corruption.py SEED` tells what it was.
"""

from __future__ import annotations

import csv
import io
import random
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "importers"))

import files

from technopole.base import Finding, InputError, NotConverged
from technopole.importers import import_region
from technopole.plans import load_plan
from technopole.region import check_region, find_region, load_region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from technopole.region import Region

LONGEST_S = 30
WORDS = (
    *(
        "",
        "NaN",
        "-1",
        "0",
        "1e400",
        "1,5",
        "abc",
        "北",
        "NORTH ",
        "harbour;hills",
        '"',
        "\t",
        "9" * 30,
        "=1+1",
    ),
    *("2021-01-01", "true", "null", "-0", "1e-300", "../../x", "<b>", "nan", "inf", "12 %", "S00", "home"),
)
TEXT = (".csv", ".toml", ".yaml", ".txt", ".geojson")


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise TimeoutError if what happens inside takes longer, in the time of this process."""

    def ring(*_: object) -> None:
        message = f"longer than {seconds} s"
        raise TimeoutError(message)

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def damage(file: Path, chance: random.Random) -> str:
    """Damage a file and say how."""
    kinds = [truncated, flipped, emptied, gone, junk]
    if file.suffix in TEXT:
        kinds += [word_for_word, line_lost, line_doubled, recoded] * 2
    if file.suffix in (".csv", ".txt"):
        kinds += [cell_replaced] * 6 + [column_lost, headers_swapped]
    return chance.choice(kinds)(file, chance)


def truncated(file: Path, chance: random.Random) -> str:
    content = file.read_bytes()
    kept = chance.randrange(len(content))
    file.write_bytes(content[:kept])
    return f"{file.name}: cut after {kept} bytes"


def flipped(file: Path, chance: random.Random) -> str:
    content = bytearray(file.read_bytes())
    places = [chance.randrange(len(content)) for _ in range(chance.randint(1, 12))]
    for place in places:
        content[place] = chance.randrange(256)
    file.write_bytes(bytes(content))
    return f"{file.name}: bytes {places} overwritten"


def emptied(file: Path, chance: random.Random) -> str:
    file.write_bytes(b"" if chance.random() < 0.5 else b"\n\n")
    return f"{file.name}: emptied"


def gone(file: Path, _: random.Random) -> str:
    file.unlink()
    return f"{file.name}: removed"


def junk(file: Path, chance: random.Random) -> str:
    file.write_bytes(chance.randbytes(chance.randint(1, 400)))
    return f"{file.name}: junk"


def word_for_word(file: Path, chance: random.Random) -> str:
    text = file.read_text(encoding="utf-8")
    words = [word for word in text.replace(",", " ").split() if len(word) > 1]
    old, new = chance.choice(words), chance.choice((*WORDS, chance.choice(words)))
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return f"{file.name}: {new!r} for {old!r}"


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines(keepends=True)


def line_lost(file: Path, chance: random.Random) -> str:
    lines = _lines(file)
    place = chance.randrange(len(lines))
    file.write_text("".join(lines[:place] + lines[place + 1 :]), encoding="utf-8")
    return f"{file.name}: line {place + 1} lost"


def line_doubled(file: Path, chance: random.Random) -> str:
    lines = _lines(file)
    place = chance.randrange(len(lines))
    file.write_text("".join(lines[: place + 1] + lines[place:]), encoding="utf-8")
    return f"{file.name}: line {place + 1} doubled"


def recoded(file: Path, chance: random.Random) -> str:
    code = chance.choice(["utf-16", "utf-8-sig", "latin-1"])
    file.write_bytes(file.read_text(encoding="utf-8").encode(code, "replace"))
    return f"{file.name}: written as {code}"


def _table(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text(encoding="utf-8")), delimiter=_mark(file)))


def _mark(file: Path) -> str:
    return ";" if ";" in file.read_text(encoding="utf-8").split("\n", 1)[0] else ","


def _save(file: Path, rows: list[list[str]], mark: str) -> None:
    with file.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle, delimiter=mark).writerows(rows)


def cell_replaced(file: Path, chance: random.Random) -> str:
    mark, rows = _mark(file), _table(file)
    row, column = chance.randrange(len(rows)), chance.randrange(len(rows[0]))
    old, new = rows[row][column], chance.choice(WORDS)
    rows[row][column] = new
    _save(file, rows, mark)
    return f"{file.name}: row {row + 1}, column {column + 1}: {new!r} for {old!r}"


def column_lost(file: Path, chance: random.Random) -> str:
    mark, rows = _mark(file), _table(file)
    column = chance.randrange(len(rows[0]))
    name = rows[0][column]
    for row in rows:
        del row[column]
    _save(file, rows, mark)
    return f"{file.name}: column {name!r} lost"


def headers_swapped(file: Path, chance: random.Random) -> str:
    mark, rows = _mark(file), _table(file)
    a, b = chance.sample(range(len(rows[0])), 2)
    rows[0][a], rows[0][b] = rows[0][b], rows[0][a]
    _save(file, rows, mark)
    return f"{file.name}: headers {rows[0][a]!r} and {rows[0][b]!r} swapped"


def _clear(findings: tuple[Finding, ...]) -> None:
    """Hold every finding to the house form."""
    assert findings
    for finding in findings:
        assert finding.what, finding
        assert "Traceback" not in finding.sentence()
        assert len(finding.sentence()) < 2000, finding.sentence()[:300]


def region_or_plan(folder: Path, chance: random.Random) -> tuple[str, Region | None]:
    """Damage a region or one of its plans and load both; return what was done and the region if it loaded."""
    shutil.copytree(find_region("two-towns"), folder)
    inputs = sorted(path for path in folder.rglob("*") if path.suffix in TEXT)
    done = damage(chance.choice(inputs), chance)
    check_region(folder)
    try:
        region = load_region(folder)
    except InputError as error:
        _clear(error.findings)
        return done, None
    for name in ("baseline", "integration-only", "new-town", "new-town-closed"):
        try:
            load_plan(region, name)
        except InputError as error:
            _clear(error.findings)
    return done, region


def imported(folder: Path, chance: random.Random) -> tuple[str, Region | None]:
    """Damage one of a country's files and import it; return what was done and the region if there is one."""
    sections = chance.choice([(files.NETWORK, files.TIMETABLE), (files.MATRIX,), ()])
    recipe = files.country(folder / "files", *sections)
    read = [
        "import.toml",
        "region.toml",
        "zones.gpkg",
        "census.csv",
        "border.csv",
        "bridges.csv",
        "commuters.csv",
    ]
    read += ["skim.omx"] if files.MATRIX in sections else []
    if files.TIMETABLE in sections:
        read += ["roads/node.csv", "roads/link.csv"]
        read += [f"feed/{path.name}" for path in sorted((folder / "files" / "feed").iterdir())]
    done = damage(folder / "files" / chance.choice(read), chance)
    try:
        found = import_region(recipe, folder / "region", quality=False)
    except InputError as error:
        _clear(error.findings)
        assert [path.name for path in folder.iterdir()] == ["files"], done
        return done, None
    return done, load_region(found.folder)


def means_what_it_says(region: Region) -> None:
    """Hold a region that was accepted to its own promise: finite figures, within their bounds, that run."""
    for name, column in (("people", "population"), ("floor", "floor"), ("rents", "rent"), ("wages", "wage")):
        values = region.tables[name][column].to_numpy(dtype=float)
        assert np.isfinite(values).all()
        assert (values >= 0).all()


def runs_or_says_why(region: Region) -> None:
    """Calibrate and follow the calendar: certified to the end, or an error that says where."""
    import technopole as tp
    from technopole.plans import make_plan

    try:
        city = tp.calibrate(region)
        run = tp.simulate(city, make_plan(region, {"id": "calendar", "name": "Calendar", "measures": []}))
    except (NotConverged, InputError) as error:
        said = str(error)
        if not said:
            raise
        return
    assert run.certificate["max_residual"] <= 1e-9
    assert np.isfinite(run.path.rent).all()


def follow(seed: int, *, run: bool = False) -> str:
    """Do the damage of a seed and hold what comes of it to the promises; return what was done.

    With `run`, a region that was accepted is also calibrated and followed to its last year.
    """
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    with tempfile.TemporaryDirectory() as place:
        with at_most(LONGEST_S):
            kind = imported if seed % 3 == 0 else region_or_plan
            done, region = kind(Path(place) / "work", chance)
        if region is None:
            return done
        means_what_it_says(region)
        if run:
            runs_or_says_why(region)
    return f"{done} (accepted)"


if __name__ == "__main__":
    for text in sys.argv[1:]:
        sys.stdout.write(f"{text}: {follow(int(text))}\n")
