"""fund.toml, read with all faults at once and written as a person would write it."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from technopole.base.errors import Finding
from technopole.base.names import suggestion
from technopole.base.reading import read_text
from technopole.funds.settings import Study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "fund.toml"
LAST = ("source", "grade", "note")
_LINE = re.compile(r"at line (\d+)")


def read_study(folder: Path) -> tuple[Study | None, list[Finding]]:
    """Read fund.toml; the study is None if it could not be built."""
    text, findings = read_text(folder / FILE)
    if text is None:
        return None, findings
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = _LINE.search(str(error))
        what = f"the file is not valid TOML: {error}"
        return None, [
            *findings,
            Finding(what, FILE, int(line[1]) if line else None, remedy="Correct the syntax there"),
        ]
    try:
        study = Study.model_validate(content)
    except ValidationError as error:
        return None, findings + [_finding(dict(problem), text) for problem in error.errors()]
    return study, findings + list(_references(study))


def _finding(problem: dict[str, Any], text: str) -> Finding:
    """One of pydantic's problems in the house form."""
    location = problem["loc"]
    place = ".".join(str(step + 1) if isinstance(step, int) else str(step) for step in location)
    row = _row_of(text, str(location[-1]))
    if problem["type"] == "extra_forbidden":
        known = _known(location)
        what = f"unknown key '{location[-1]}'{suggestion(str(location[-1]), known)}"
        return Finding(what, FILE, row, place, f"Remove it or use one of {', '.join(known)}")
    if problem["type"] == "missing":
        return Finding(f"'{location[-1]}' is missing", FILE, None, place, "Add it")
    shown = repr(problem.get("input"))[:60]
    return Finding(f"{shown} is not accepted: {problem['msg']}", FILE, row, place, "Correct the value")


def _row_of(text: str, key: str) -> int | None:
    """Line of a key, if it is written once."""
    rows = [n for n, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[*{re.escape(key)}\b", line)]
    return rows[0] if len(rows) == 1 else None


def _known(location: tuple[Any, ...]) -> tuple[str, ...]:
    """Keys allowed where an unknown one stands."""
    model: type[BaseModel] | None = Study
    for step in location[:-1]:
        if isinstance(step, str) and model is not None and step in model.model_fields:
            model = _model_of(model.model_fields[step].annotation)
    return tuple(model.model_fields) if model else ()


def _model_of(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `tuple[Side, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for one in get_args(annotation) if (found := _model_of(one))), None)


def _references(study: Study) -> Iterator[Finding]:
    """Names that have to be declared, names given twice, empty lists."""
    sides, funders = [side.id for side in study.sides], [funder.id for funder in study.funders]
    years = [str(year) for year in study.years]
    for what, given in (("sides", sides), ("funders", funders), ("years", years)):
        if not given:
            yield Finding(f"'{what}' is empty", FILE, column=what, remedy="Add at least one")
        for twice in {one for one in given if given.count(one) > 1}:
            yield Finding(f"'{twice}' is given twice", FILE, column=what, remedy="Remove one")
    if list(study.years) != sorted(study.years):
        yield Finding(
            "the years are not in order", FILE, column="years", remedy="List them from first to last"
        )
    if not any(side.manages and side.weight > 0 for side in study.sides):
        yield Finding(
            "no side manages", FILE, column="sides", remedy="Give a side `manages = true` and a weight"
        )
    for funder in study.funders:
        yield from _filled(funder.id, funder.side, funder.filled_by, sides)
    yield from _rule_references(study, sides, funders)


def _filled(funder: str, side: str, filled_by: dict[str, float], sides: list[str]) -> Iterator[Finding]:
    """A funder has a side, or is filled by sides whose shares make one."""
    place = f"funders.{funder}"
    if bool(side) == bool(filled_by):
        yield Finding(
            "a funder has either a side or `filled_by`", FILE, column=place, remedy="Give one of the two"
        )
    for name in [side] * bool(side) + list(filled_by):
        yield from _unknown(name, sides, "side", place)
    if filled_by and abs(sum(filled_by.values()) - 1.0) > 1e-9:  # noqa: PLR2004 - rounding
        what = f"the shares of `filled_by` sum to {sum(filled_by.values()):g}"
        yield Finding(what, FILE, column=place, remedy="Let them sum to 1")


def _rule_references(study: Study, sides: list[str], funders: list[str]) -> Iterator[Finding]:
    """Sides and funders that rules name."""
    rules = study.rules
    if rules.national:
        yield from _unknown(rules.national.chief, sides, "side", "rules.national.chief")
        for payer in rules.national.payers:
            yield from _unknown(payer.funder, funders, "funder", "rules.national.payers")
            if payer.low > payer.high:
                what = f"the low share {payer.low:g} of '{payer.funder}' is above the high {payer.high:g}"
                yield Finding(what, FILE, column="rules.national.payers", remedy="Exchange them")
    if rules.payment_place:
        for funder, places in rules.payment_place.at.items():
            yield from _unknown(funder, funders, "funder", "rules.payment_place")
            for side in places:
                yield from _unknown(side, sides, "side", f"rules.payment_place.{funder}")
    for side in rules.industrialisation.at if rules.industrialisation else ():
        yield from _unknown(side, sides, "side", "rules.industrialisation.at")


def _unknown(name: str, known: list[str], kind: str, place: str) -> Iterator[Finding]:
    """A name that is not declared."""
    if name not in known:
        what = f"unknown {kind} '{name}'{suggestion(name, known)}"
        yield Finding(what, FILE, column=place, remedy=f"Use one of {', '.join(known)}")


def written(study: Study) -> str:
    """Return a study as TOML; what has its default is left out."""
    content = study.model_dump(exclude_unset=True)
    lines: list[str] = []
    _write(content, (), lines)
    return "\n".join(lines).strip() + "\n"


def _write(table: dict[str, Any], path: tuple[str, ...], lines: list[str]) -> None:
    """Plain keys first, then tables, then lists of tables."""
    plain = sorted((key for key, value in table.items() if not _nested(value)), key=LAST.__contains__)
    lines += [f"{_key(key)} = {_value(table[key])}" for key in plain if table[key] is not None]
    for key, value in table.items():
        for one in value if _nested(value) and not isinstance(value, dict) else [value] * _nested(value):
            name = ".".join(_key(part) for part in (*path, key))
            if not isinstance(value, dict):
                lines += ["", f"[[{name}]]"]
            elif not one or not all(_nested(entry) for entry in one.values()):
                lines += ["", f"[{name}]"]
            _write(one, (*path, key), lines)


def _nested(value: Any) -> bool:
    """Whether a value is a table of tables' kind: tables inside a line stay there."""
    if isinstance(value, dict):
        return not value or any(isinstance(one, dict | tuple | list | str) for one in value.values())
    return isinstance(value, tuple | list) and bool(value) and all(isinstance(one, dict) for one in value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)


def _value(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)
