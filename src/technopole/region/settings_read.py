"""Read region.toml: TOML faults, unknown keys, wrong types and broken references as findings."""

from __future__ import annotations

import inspect
import re
import tomllib
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from technopole.base.errors import Finding
from technopole.base.names import suggestion
from technopole.base.reading import read_text
from technopole.region.plain import mapping, sequence
from technopole.region.settings import RegionSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "region.toml"
LISTS = ("sides", "parts", "groups", "sectors", "markets", "payers")
_LINE = re.compile(r"at line (\d+)")


def read_toml(path: Path) -> tuple[dict[str, Any] | None, list[Finding]]:
    """Parse a TOML file; syntax errors become findings with their line."""
    text, findings = read_text(path)
    if text is None:
        return None, findings
    try:
        return tomllib.loads(text), findings
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        line = _LINE.search(str(error))
        what = f"the file is not valid TOML: {error}"
        row = int(line[1]) if line else None
        return None, [*findings, Finding(what, path.name, row, remedy="Correct the syntax at that place")]


def read_settings(folder: Path) -> tuple[RegionSettings | None, list[Finding]]:
    """Read and check region.toml. Settings are None if they could not be built."""
    data, findings = read_toml(folder / FILE)
    if data is None:
        return None, findings
    try:
        settings = RegionSettings.model_validate(data)
    except ValidationError as error:
        return None, findings + [_finding(dict(problem), data) for problem in error.errors()]
    return settings, findings + list(settings_faults(settings))


def _finding(problem: dict[str, Any], data: dict[str, Any]) -> Finding:
    """Turn one of pydantic's problems into the house form."""
    location: tuple[str | int, ...] = problem["loc"]
    column = place(location, data)
    if problem["type"] == "extra_forbidden":
        known = _known_keys(location)
        what = f"unknown key '{location[-1]}'{suggestion(str(location[-1]), known)}"
        return Finding(what, FILE, column=column, remedy=f"Remove it or use one of {', '.join(known)}")
    if problem["type"] == "missing":
        return Finding(f"'{location[-1]}' is missing", FILE, column=column, remedy="Add it")
    value = repr(problem.get("input"))
    shown = value if len(value) <= 60 else f"{value[:57]}..."  # noqa: PLR2004 - one line of a terminal
    message = str(problem["msg"]).removeprefix("Value error, ")
    return Finding(f"{shown} is not accepted: {message}", FILE, column=column, remedy="Correct the value")


def place(location: tuple[str | int, ...], data: object) -> str:
    """Name a place in a nested file by identifiers: `sides[HK].currency`."""
    words = ""
    current: object = data
    for step in location:
        if isinstance(step, int):
            items = sequence(current) or []
            current = items[step] if step < len(items) else None
            label = (mapping(current) or {}).get("id")
            words += f"[{label or step + 1}]"
        else:
            current = (mapping(current) or {}).get(step)
            words += f".{step}" if words else step
    return words


def _known_keys(location: tuple[str | int, ...]) -> tuple[str, ...]:
    """List the keys allowed where an unknown one was found."""
    model: type[BaseModel] | None = RegionSettings
    for step in location[:-1]:
        if isinstance(step, int) or model is None:
            continue
        field = next((f for name, f in model.model_fields.items() if step in (name, f.alias)), None)
        model = _model_in(field.annotation) if field else None
    return tuple(field.alias or name for name, field in model.model_fields.items()) if model else ()


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Find the model inside `Model`, `tuple[Model, ...]` or `Model | None`."""
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model), None)


def settings_faults(settings: RegionSettings) -> Iterator[Finding]:
    """Yield faults between the settings' own entries."""
    yield from _doubled(settings)
    yield from _unknown(settings)
    if settings.last_year <= settings.base_year:
        what = f"last_year {settings.last_year} is not after base_year {settings.base_year}"
        yield Finding(what, FILE, column="last_year", remedy="Give a later year")
    if "home" not in settings.labels("markets"):
        yield Finding("no market is called 'home'", FILE, column="markets", remedy="Add the market of homes")
    for sector in settings.sectors:
        if sector.entry and sector.kind == "world":
            what = f"the world sector '{sector.id}' cannot have entry"
            yield Finding(what, FILE, column=f"sectors[{sector.id}].entry", remedy="Set entry = false")
    yield from _rates(settings)


def _doubled(settings: RegionSettings) -> Iterator[Finding]:
    """Yield identifiers used twice; sides, parts and zones share one space, as scopes."""
    for kind in LISTS:
        labels = settings.labels(kind)
        for label in sorted({label for label in labels if labels.count(label) > 1}):
            what = f"'{label}' appears {labels.count(label)} times among the {kind}"
            yield Finding(what, FILE, column=kind, remedy="Give each its own id")
    sides = settings.labels("sides")
    for label in sorted(set(sides) & set(settings.labels("parts"))):
        if len(sides) > 1:
            what = f"'{label}' is both a side and a part"
            yield Finding(what, FILE, column="parts", remedy="Both are scopes: give the part another id")


def _unknown(settings: RegionSettings) -> Iterator[Finding]:
    """Yield references inside region.toml that lead nowhere."""
    sides, markets = settings.labels("sides"), settings.labels("markets")
    uses = [(f"parts[{part.id}].side", part.side, "sides", sides) for part in settings.parts]
    for group in settings.groups:
        uses.append((f"groups[{group.id}].origin", group.origin, "sides", sides))
        uses += [(f"groups[{group.id}].live", side, "sides", sides) for side in group.live]
        uses += [(f"groups[{group.id}].work", side, "sides", sides) for side in group.work]
    uses += [
        (f"sectors[{sector.id}].market", sector.market, "markets", markets) for sector in settings.sectors
    ]
    uses += [
        (f"payers[{payer.id}].side", payer.side, "sides", sides) for payer in settings.payers if payer.side
    ]
    for column, value, kind, known in uses:
        if value not in known:
            what = f"'{value}' is not among the {kind}{suggestion(value, known)}"
            yield Finding(what, FILE, column=column, remedy=f"Use one of {', '.join(known)}")


def _rates(settings: RegionSettings) -> Iterator[Finding]:
    """Yield exchange rates that contradict one another."""
    rates: dict[str, float] = {settings.money: 1.0}
    for side in settings.sides:
        known = rates.setdefault(side.currency, side.exchange_rate)
        if known != side.exchange_rate:
            what = f"{side.currency} has the exchange rates {known:g} and {side.exchange_rate:g}"
            column = f"sides[{side.id}].exchange_rate"
            remedy = f"Give one rate: {settings.money} per {side.currency}"
            yield Finding(what, FILE, column=column, remedy=remedy)
