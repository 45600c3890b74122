"""Validation errors of entries, turned into findings a planner can act on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from technopole.base.errors import Finding
from technopole.base.names import suggestion
from technopole.plans.measure import SAY, Entry
from technopole.plans.yaml_source import Located

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_SHOWN = 60
_PLAIN = {
    "float_parsing": "Write a number, without units or commas",
    "float_type": "Write a number, without units or commas",
    "int_parsing": "Write a whole number",
    "int_type": "Write a whole number",
    "int_from_float": "Write a whole number",
    "finite_number": "Write a finite number",
    "bool_parsing": "Write true or false",
    "bool_type": "Write true or false",
    "string_type": "Write a text",
    "tuple_type": "Write a list: [a, b]",
    "model_type": "Write a mapping: {field: value, ...}",
    "model_attributes_type": "Write a mapping: {field: value, ...}",
}
"""What a value should be, where the validator's own words are for programmers."""


@dataclass(frozen=True)
class Place:
    """Where an entry stands: its file, its line, how sentences call it; `given` is what is written there."""

    file: str = ""
    line: int | None = None
    who: str = "The plan"
    given: object = field(default=None, repr=False, compare=False)

    def finding(
        self, what: str, remedy: str = "", column: str | None = None, line: int | None = None
    ) -> Finding:
        """Make an error about this entry; `what` continues the sentence that starts with its name."""
        return Finding(f"{self.who} {what}", self.file, line or self.line_of(column), column, remedy)

    def warning(self, what: str, remedy: str = "", column: str | None = None) -> Finding:
        """Make a warning about this entry."""
        return replace(self.finding(what, remedy, column), severity="warning")

    def line_of(self, column: str | None) -> int | None:
        """Return the line on which a field of the entry stands, as far as it is known."""
        key = re.split(r"[.\[]", column or "")[0]
        return self.given.line_of(key) if isinstance(self.given, Located) else self.line


def findings_of(
    error: ValidationError, model: type[BaseModel], place: Place, given: Mapping[str, Any]
) -> Iterator[Finding]:
    """Yield one finding for each fault pydantic found in `given`."""
    for detail in error.errors(include_url=False):
        yield _finding(detail, model, place, given)


def _finding(detail: ErrorDetails, model: type[BaseModel], place: Place, given: Mapping[str, Any]) -> Finding:
    steps = list(detail["loc"])
    line = _line(given, steps)
    column = _path(steps) or None
    if detail["type"] == SAY:
        context = detail.get("ctx", {})
        named = _path([*steps, str(context["field"])])
        return place.finding(str(context["what"]), str(context["remedy"]), named, line)
    if detail["type"] == "extra_forbidden":
        known = _fields_at(model, steps[:-1])
        what = f"has no field '{steps[-1]}'{suggestion(str(steps[-1]), known)}"
        return place.finding(what, f"Fields are: {', '.join(known)}", column, line)
    if detail["type"] == "missing":
        return place.finding(f"lacks `{column}`", f"Add `{column}`", column, line)
    value = detail["input"]
    if detail["type"] == "literal_error":
        options = _options(model, steps)
        what = f"says '{value}' for `{column}`{suggestion(str(value), options)}"
        return place.finding(
            what, f"Use one of {', '.join(options)}" if options else detail["msg"], column, line
        )
    what = f"says {_shown(value)} for `{column}`" if column else f"is {_shown(value)}"
    return place.finding(what, _remedy(detail), column, line)


def _remedy(detail: ErrorDetails) -> str:
    """Say in plain words what the value should be."""
    if detail["type"] in _PLAIN:
        return _PLAIN[detail["type"]]
    reason = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return f"The value {reason}" if reason.startswith("should") else reason[:1].upper() + reason[1:]


def _shown(value: object) -> str:
    """Show a value briefly."""
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _path(steps: Sequence[str | int]) -> str:
    """Write the way to a value: cost[2].payer; items are counted from 1 as readers do."""
    text = ""
    for step in steps:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def _line(given: object, steps: Sequence[str | int]) -> int | None:
    """Find the line of a value: the deepest step whose place in the file is known."""
    line: int | None = None
    for step in steps:
        if isinstance(given, Located):
            line = given.line_of(str(step))
        try:
            given = given[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
    return line


def _model_at(model: type[BaseModel], steps: Sequence[str | int]) -> type[BaseModel]:
    """Follow field names down to the model that holds the last step."""
    for step in steps:
        if isinstance(step, int):
            continue
        for name, info in model.model_fields.items():
            if step in {name, info.alias}:
                model = next(_models_in(info.annotation), model)
                break
    return model


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the models an annotation holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _fields_at(model: type[BaseModel], steps: Sequence[str | int]) -> list[str]:
    """Return the field names people may write where an unknown one was found."""
    found = _model_at(model, steps)
    names = [info.alias or name for name, info in found.model_fields.items()]
    return ["kind", *names] if issubclass(found, Entry) and "cost" in names else names


def _options(model: type[BaseModel], steps: Sequence[str | int]) -> list[str]:
    """Return the words allowed for a value."""
    holder = _model_at(model, steps[:-1])
    for name, info in holder.model_fields.items():
        if steps and steps[-1] in {name, info.alias}:
            return [str(word) for word in _words_in(info.annotation)]
    return []


def _words_in(annotation: object) -> Iterator[str]:
    """Yield the words of the literals an annotation holds."""
    for inner in get_args(annotation):
        if isinstance(inner, str):
            yield inner
        else:
            yield from _words_in(inner)
