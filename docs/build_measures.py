"""Write docs/reference/measures.md from the classes of measures.

Run `python docs/build_measures.py` after changing a measure; with `--check` it only says whether the page
is up to date (exit code 1 if not).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from technopole.plans import MEASURES, Measure, list_measures
from technopole.plans.fields import LABELS_KEY
from technopole.plans.json_schema import entry_schema, example_text, explanation
from technopole.plans.measure import Cost

PAGE = Path(__file__).parent / "reference" / "measures.md"
FIRST_YEAR = 1900  # the least year of every field that is a year (plans.fields.Year)

INTRODUCTION = """# Measures

A plan is a YAML file in the `plans` folder of a region: an `id`, a `name`, and a list of dated measures.
This page is made from the measures' classes by `docs/build_measures.py`; do not edit it.

```yaml
id: my-plan
name: {en: My plan, zh-Hant: 我的計劃, zh-Hans: 我的计划}
description: What the plan is, in a paragraph.
baseline: baseline        # plan it is compared with
includes: [baseline]      # plans whose measures it takes over
delay: 0                  # years by which every measure listed here is moved
grade: plan               # for measures that give no grade of their own
source: where it comes from
measures: []              # in any order: the order never changes a result
```

Years run from the year after the base year to the region's last year. A measure that goes beyond it is
refused, unless it says `truncate: true`: then only the part within the run is taken, and a warning says how
much that is. What is spread over years is spread evenly. Every fault of a plan is reported at once, with
file, line, measure and remedy. The same rules as a JSON Schema: `technopole.plans.plan_schema()`.
"""

COMMON = "Fields of every measure"


def page() -> str:
    """Return the whole page."""
    names = "\n".join(f"- [`{kind}`](#{kind}): {summary}" for kind, summary in list_measures().items())
    common = f"## {COMMON}\n\n{_table(Measure, ())}\n\nEach item of `cost`:\n\n{_table(Cost, ())}\n"
    kinds = [_section(name, kind) for name, kind in sorted(MEASURES.items())]
    return "\n".join([INTRODUCTION, names, "", common, *kinds])


def _section(name: str, kind: type[Measure]) -> str:
    """Return the section of one kind."""
    table = _table(kind, tuple(Measure.model_fields))
    return f"## {name}\n\n{explanation(kind)}\n\n{table}\n\n```yaml\n{example_text(kind)}```\n"


def _table(model: type[Measure | Cost], without: tuple[str, ...]) -> str:
    """Return a model's fields as a table, nested models below it."""
    schema = entry_schema(model)
    required = set(schema.get("required", ()))
    lines = _rows(schema["properties"], required, without)
    for name in _nested(schema, without):
        part = schema["$defs"][name]
        lines += ["", f"Each item of `{_holder(schema, name)}`:", ""]
        lines += _rows(part["properties"], set(part.get("required", ())), ())
    return "\n".join(lines)


def _rows(properties: dict[str, Any], required: set[str], without: tuple[str, ...]) -> list[str]:
    """Return the lines of a table of fields."""
    lines = ["| field | value | meaning |", "| --- | --- | --- |"]
    for name, entry in properties.items():
        if name not in without:
            need = " (required)" if name in required else _default(entry)
            lines.append(f"| `{name}`{need} | {_value(entry)} | {entry.get('description', '')} |")
    return lines


def _default(entry: dict[str, Any]) -> str:
    """Return the default in brackets, if it says something."""
    default = entry.get("default")
    if default is None or default in ("", [], False):
        return ""
    return f" ({str(default[0] if isinstance(default, list) else default).lower()})"


def _value(entry: dict[str, Any]) -> str:
    """Say what kind of value a field takes."""
    if LABELS_KEY in entry:
        return f"{entry[LABELS_KEY][:-1]} of the region"
    if "enum" in entry:
        return ", ".join(entry["enum"])
    options = [option for option in entry.get("anyOf", ()) if option.get("type") != "null"]
    if options:
        return " or ".join(dict.fromkeys(_value(option) for option in options))
    words = {"number": "number", "integer": "whole number", "string": "text", "boolean": "true or false"}
    if entry.get("type") == "array":
        inner = entry.get("items", {})
        return f"list of {inner[LABELS_KEY]}" if LABELS_KEY in inner else "list"
    text = words.get(entry.get("type", ""), "name by language")
    return text + _bounds(entry)


def _bounds(entry: dict[str, Any]) -> str:
    """Say what range a number must lie in."""
    words = {
        "minimum": "at least",
        "exclusiveMinimum": "above",
        "maximum": "at most",
        "exclusiveMaximum": "below",
    }
    parts = [f"{word} {entry[key]:g}" for key, word in words.items() if key in entry]
    is_year = entry.get("minimum") == FIRST_YEAR
    return "" if is_year or not parts else ", " + ", ".join(parts)


def _nested(schema: dict[str, Any], without: tuple[str, ...]) -> list[str]:
    """Return the models that lists of this model hold, in the order of its fields."""
    found = []
    for name, entry in schema["properties"].items():
        reference = entry.get("items", {}).get("$ref", "")
        if reference and name not in without and name != "cost":
            found.append(reference.rsplit("/", 1)[1])
    return found


def _holder(schema: dict[str, Any], model: str) -> str:
    """Return the field that lists a nested model."""
    return next(
        name
        for name, entry in schema["properties"].items()
        if entry.get("items", {}).get("$ref", "").endswith(f"/{model}")
    )


def main() -> int:
    """Write the page, or check it."""
    text = page()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
