"""Write a plan as YAML, one measure under the other; JSON on one line is YAML."""

from __future__ import annotations

import json
from typing import Any

from sources import output
from words import name

Measure = dict[str, Any]
LEFT_OUT = ("", None)


def text(value: Any) -> str:
    """A YAML value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(text(item) for item in value) + "]"
    if isinstance(value, str) and value.replace("-", "").replace("_", "").isalnum() and value.isascii():
        return value
    return json.dumps(value, ensure_ascii=False)


def _lines(measure: Measure) -> list[str]:
    rows = [
        f"{key}: {text(value)}" for key, value in measure.items() if key != "cost" and value not in LEFT_OUT
    ]
    lines = [f"  - {rows[0]}", *(f"    {row}" for row in rows[1:])]
    if measure.get("cost"):
        lines += ["    cost:", *(f"      - {text(item)}" for item in measure["cost"])]
    return lines


def write_plan(plan: str, head: Measure, measures: list[Measure]) -> None:
    """Write plans/PLAN.yaml with its names and description of facts/names.csv."""
    comment = name("plan comment", plan)["en"]
    lines = [
        f"# {comment}",
        "# Written by build/plans.py from build/facts and assumptions.csv.",
        f"id: {plan}",
    ]
    head = {"name": name("plan", plan), "description": name("plan description", plan), **head}
    lines += [f"{key}: {text(value)}" for key, value in head.items()]
    lines.append("measures:" if measures else "measures: []")
    for measure in measures:
        lines += _lines(measure)
    folder = output() / "plans"
    folder.mkdir(exist_ok=True)
    (folder / f"{plan}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
