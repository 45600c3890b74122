"""Ways to damage a file, seeded: what broken exports, hurried edits and bad disks do to tables and texts."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from pathlib import Path

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


def damage(file: Path, chance: random.Random) -> str:
    """Damage a file and say how."""
    kinds = [truncated, flipped, emptied, gone, junk]
    if file.suffix in TEXT:
        kinds += [word_for_word, line_lost, line_doubled, recoded] * 2
    if file.suffix in (".toml", ".yaml"):
        kinds += [value_replaced] * 6
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


VALUE = re.compile(r"(?<=[:=] )[^,{}\[\]\n#]+(?=[,}\]\n])")


def value_replaced(file: Path, chance: random.Random) -> str:
    """Put another word where a key of TOML or YAML has its value."""
    text = file.read_text(encoding="utf-8")
    found = chance.choice([*VALUE.finditer(text)])
    new = chance.choice((*WORDS, "[]", "{}", "[1, 2]", "{a: 1}", "1", "2046", "1e9"))
    file.write_text(text[: found.start()] + new + text[found.end() :], encoding="utf-8")
    return f"{file.name}: {new!r} for {found[0]!r} at {found.start()}"


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
