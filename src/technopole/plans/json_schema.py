"""JSON Schema of plan files: completion and checking in any editor that knows YAML schemas."""

from __future__ import annotations

import inspect
import textwrap
from typing import TYPE_CHECKING, Any

from technopole.plans.checks import known_labels
from technopole.plans.fields import EVERY_GROUP, LABELS_KEY
from technopole.plans.measure import MEASURES, Measure
from technopole.plans.parse import PlanFile
from technopole.plans.yaml_source import parse_yaml

if TYPE_CHECKING:
    from pydantic import BaseModel

    from technopole.region import Region

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REFERENCE = "#/$defs/{model}"
_EXAMPLE_MARK = "Example:"
_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
"""Bounds that pydantic leaves under its own names where a value is checked before it is read."""


def explanation(kind: type[Measure]) -> str:
    """Return a kind's description without its example."""
    return inspect.cleandoc(kind.__doc__ or "").split(_EXAMPLE_MARK)[0].strip()


def example_text(kind: type[Measure]) -> str:
    """Return the YAML example of a kind's description: a list of one measure."""
    after = inspect.cleandoc(kind.__doc__ or "").split(_EXAMPLE_MARK)[1]
    fenced = textwrap.dedent(after.split("```")[1].removeprefix("yaml\n"))
    return textwrap.dedent(fenced).strip() + "\n"


def example(kind: type[Measure]) -> dict[str, Any]:
    """Return the example of a kind as data."""
    return _plain(parse_yaml(example_text(kind)).content)[0]


def entry_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of one model as pydantic makes it, every bound under its standard name."""
    return _standard(model.model_json_schema(ref_template=_REFERENCE))


def _standard(schema: Any) -> Any:
    """Rename bounds throughout a schema; properties that happen to bear such a name are left alone."""
    if isinstance(schema, list):
        return [_standard(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        _BOUNDS.get(key, key) if isinstance(item, int | float) else key: _standard(item)
        for key, item in schema.items()
    }


def plan_schema(region: Region | None = None) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a plan's file, all kinds of measures included.

    With a region, zones, crossings, payers and so on are limited to that region's.
    """
    MEASURES.discover("technopole.plans.measures")
    definitions: dict[str, Any] = {}
    kinds = sorted(MEASURES.items())
    for name, kind in kinds:
        definitions[name] = _kind_schema(name, kind, definitions)
    schema = entry_schema(PlanFile)
    definitions |= schema.pop("$defs", {})
    schema |= {
        "$schema": DIALECT,
        "title": "Plan of technopole",
        "description": "A plan: dated measures of a region, with who pays what.",
        "examples": [{"id": "my-plan", "name": "My plan", "measures": [example(kind) for _, kind in kinds]}],
        "anyOf": [{"required": ["measures"]}, {"required": ["includes"]}],
        "$defs": definitions,
    }
    schema["properties"]["measures"] |= {
        "items": {"oneOf": [{"$ref": f"#/$defs/{name}"} for name, _ in kinds]}
    }
    if region is not None:
        _limit_labels(schema, region)
    return schema


def _kind_schema(name: str, kind: type[Measure], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one kind; what it refers to is added to the shared definitions."""
    schema = entry_schema(kind)
    definitions |= schema.pop("$defs", {})
    schema["properties"] = {"kind": {"const": name, "description": "kind of measure"}} | schema["properties"]
    schema["required"] = ["kind", *schema.get("required", [])]
    schema["description"] = explanation(kind)
    schema["title"] = name
    schema["examples"] = [example(kind)]
    return schema


def _limit_labels(schema: object, region: Region) -> None:
    """Put the region's labels where a text must be one of them."""
    if isinstance(schema, list):
        for item in schema:
            _limit_labels(item, region)
    elif isinstance(schema, dict):
        kind = schema.get(LABELS_KEY)
        if isinstance(kind, str):
            also = [EVERY_GROUP] if kind == "groups" else []
            schema["enum"] = [*also, *known_labels(region, kind)]
        for key, item in schema.items():
            if key != "examples":
                _limit_labels(item, region)


def _plain(content: Any) -> Any:
    """Turn located mappings into plain ones."""
    if isinstance(content, dict):
        return {key: _plain(value) for key, value in content.items()}
    return [_plain(item) for item in content] if isinstance(content, list) else content
