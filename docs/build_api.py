"""Write docs/reference/api.md from the lab's server; `--check` says whether it is up to date."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from technopole.lab import LabSettings, create_app
from technopole.lab.jobs.spec import OPTIONS, RANGES

PAGE = Path(__file__).parent / "reference" / "api.md"

HEAD = """\
# The lab's API

<!-- Written by docs/build_api.py: change src/technopole/lab, not this page. -->

`technopole lab` serves it under `/api/v1`, in JSON; its own description in OpenAPI is at
`/api/v1/openapi.json`. A scenario is one string, `PLAN~LEVER:VALUE,LEVER:VALUE`
(`northern-metropolis~clear:20,nl:2032`); `technopole list levers REGION` names the levers. The same string
stands in the page's address and wherever a plan is named: `technopole run REGION --plan 'PLAN~LEVER:VALUE'`
and `technopole.load_plan` give the same numbers, to the last bit.

Every refusal has one form, `{"error": {"what", "which", "remedy", "findings"}}`, under 400 (a scenario,
lever or year that cannot be used), 401 (no token), 403 (reading only), 404 (nothing there), 409 (the model
is loading, or the run stopped early), 413 (body too large), 421 (another host name), 422 (a parameter
missing or of another kind), 429 (too often) and 500.
A scenario that does not converge is an answer, not a refusal: `status.converged` is false, `status.failure`
says where it stopped, and the years before it are there.

Answers carry an `ETag`; ask again with `If-None-Match` and an unchanged one is 304. A page that names
itself in the header `X-Lab-Page` is answered its newest question of each kind: older ones that have not
begun are given up, and answered 204 without content.
"""


def page() -> str:
    """Return the text of the page."""
    with tempfile.TemporaryDirectory() as folder:
        told = create_app(LabSettings(region="two-towns", runs=Path(folder))).openapi()
    parts = [HEAD]
    for path, methods in told["paths"].items():
        parts += [_section(path, method, one, told) for method, one in methods.items()]
    return "".join([*parts, _jobs()])


def _section(path: str, method: str, one: dict[str, Any], told: dict[str, Any]) -> str:
    rows = [_row(row) for row in one.get("parameters", ())]
    schema = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if "$ref" in schema:
        model = told["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        needed = set(model.get("required", ()))
        rows += [
            f"| `{name}` | body | {'' if name in needed else _default(field)} | {_words(field)} |\n"
            for name, field in model["properties"].items()
        ]
    table = "\n| parameter | in | default | meaning |\n| --- | --- | --- | --- |\n" + "".join(rows)
    about = " ".join(one["description"].split())
    return f"\n## {method.upper()} {path}\n\n{about}\n{table if rows else ''}"


def _row(row: dict[str, Any]) -> str:
    default = "" if row.get("required") else _default(row["schema"])
    return (
        f"| `{row['name']}` | {row['in']} | {default} | {row.get('description') or _words(row['schema'])} |\n"
    )


def _default(schema: dict[str, Any]) -> str:
    value = schema.get("default")
    return "none" if value is None else f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _words(schema: dict[str, Any]) -> str:
    if schema.get("enum"):
        return ", ".join(f"`{one}`" for one in schema["enum"])
    return str(schema.get("description", "")).replace("|", "\\|")


def _jobs() -> str:
    rows = [
        f"| `{kind}` | `{name}` | {'none' if value is None else f'`{value}`'} | {_range(name)} |\n"
        for kind, options in OPTIONS.items()
        for name, value in options.items()
    ]
    return (
        "\n## Options of jobs\n\nEach answers what the command of its name prints with `--json`; `bands` "
        "gives each goal and the shown map layer in 9 of 10 draws.\n\n"
        "| kind | option | default | range |\n| --- | --- | --- | --- |\n"
    ) + "".join(rows)


def _range(name: str) -> str:
    low, high = RANGES.get(name, ("", ""))
    return "" if low == "" else f"{low:g} to {high:g}"


def main() -> int:
    """Write the page, or compare it."""
    if "--check" in sys.argv:
        same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()
        print(f"{PAGE.name} is {'up to date' if same else 'out of date: run docs/build_api.py'}")
        return 0 if same else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
