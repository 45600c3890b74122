"""Write docs/reference/region-folder.md from the declarations the loader itself reads.

Run `python docs/build_reference.py` after a change to columns.csv, tables.csv, parameters.csv, the
settings or a check; `--check` only says whether the page is up to date (exit code 1 if not).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from technopole.region import declared_parameters, declared_tables
from technopole.region.checks import all_checks
from technopole.region.settings import Group, Market, Part, Payer, RegionSettings, Sector, Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from technopole.region.parameters import Declared
    from technopole.region.schema import Column, Table

PAGE = Path(__file__).parent / "reference" / "region-folder.md"

HEAD = """\
# The region folder

<!-- Written by docs/build_reference.py: change the declarations, not this page. -->

A region is a folder of small tables. `technopole check FOLDER` names every fault at once, with file, row
and column. Tables are comma-separated UTF-8 with a header; rows are counted as a spreadsheet does, the
header being row 1.

| file | holds |
| --- | --- |
| `region.toml` | names, years, money, and the labels all tables use |
| `parameters.toml` | what differs from the model's default parameters |
| `geometry.geojson` | optional: a polygon per zone in WGS84, with its identifier as property `zone` |
| `edges.geojson` | optional: edges of the outlines that are approximate |
| `plans/*.yaml`, `claims.yaml` | plans, and the claims made for them |
| `levers.yaml`, `programme.yaml` | what the lab moves, and what a programme chooses among (optional) |
| `build/`, `README*`, `METHOD*`, `LICENSE*`, `NOTICE*` | yours: how the tables were made; not read |
"""

SETTINGS_HEAD = """\
## region.toml

`name` is `{en = "...", zh-Hant = "...", zh-Hans = "..."}`; English must be there. An `exchange_rate` is units
of the region's `money` per unit of the side's currency.

| where | keys |
| --- | --- |
"""

PARAMETERS_HEAD = """\
## parameters.toml

Each value is a table: `value`, `unit`, `low` and `high` or `standard_error`, `source`, `grade`; `note` if you
like. A parameter "by side" may have one value for all, one for each (`[door_to_door.HK]`), or both.
Whatever is left out has the default; a default that names a parameter takes over its value. Where the default
is blank you must give a value. `{currency}` stands for any currency of region.toml; amounts are converted to
the region's money. The unit 1 means a plain number.

| parameter | symbol | by | default | unit | least | most | meaning |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""

CHECKS_HEAD = """\
## Checks

Beside each cell's kind, unit, bounds and references, these hold across tables. Errors stop a run; warnings
do not.

| check | reads | holds |
| --- | --- | --- |
"""


def page() -> str:
    """Return the whole page."""
    parts = [
        HEAD,
        SETTINGS_HEAD + "\n".join(settings_rows()) + "\n",
        tables_text(),
        parameters_text(),
        checks_text(),
    ]
    return "\n".join(parts)


def settings_rows() -> Iterator[str]:
    """Yield a row for each part of region.toml."""
    sections: list[tuple[str, type[BaseModel]]] = [
        ("top", RegionSettings),
        ("[[sides]]", Side),
        ("[[parts]]", Part),
        ("[[groups]]", Group),
        ("[[sectors]]", Sector),
        ("[[markets]]", Market),
        ("[[payers]]", Payer),
    ]
    lists = {title.strip("[]") for title, _ in sections}
    for title, model in sections:
        keys = [
            f"`{name}`" if field.is_required() else f"`{name}` (optional)"
            for name, field in model.model_fields.items()
            if name not in lists
        ]
        yield f"| {title if title == 'top' else f'`{title}`'} | {', '.join(keys)} |"


def tables_text() -> str:
    """Return the section on tables."""
    return "## Tables\n\n" + "\n".join(table_text(table) for table in declared_tables().values())


def table_text(table: Table) -> str:
    """Return the section on one table."""
    needed = "Required" if table.required else "Optional"
    keys = ", ".join(f"`{key}`" for key in table.keys)
    empty = "; may have no rows" if table.may_be_empty else ""
    lines = [
        f"### {table.file}",
        "",
        f"{table.description} {needed}{empty}. One row for each {keys}.",
        "",
        "| column | kind | unit | default | least | most | allowed | meaning |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [column_row(column) for column in table.columns]
    return "\n".join(lines) + "\n"


def column_row(column: Column) -> str:
    """Return the row on one column; required ones are bold."""
    name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
    allowed = (
        f"in `{column.refers_to}`" if column.reference else ", ".join(f"`{word}`" for word in column.choices)
    )
    cells = (
        name,
        column.kind,
        column.unit,
        f"`{column.default}`" if column.default else "",
        bound(column.minimum),
        bound(column.maximum),
        allowed,
        column.description,
    )
    return f"| {' | '.join(cells)} |"


def parameters_text() -> str:
    """Return the section on parameters."""
    return PARAMETERS_HEAD + "\n".join(parameter_row(item) for item in declared_parameters().values()) + "\n"


def parameter_row(parameter: Declared) -> str:
    """Return the row on one parameter."""
    kind = ", ".join(f"`{word}`" for word in parameter.choices) or parameter.unit
    cells = (
        f"`{parameter.name}`",
        parameter.symbol,
        "" if parameter.by == "none" else parameter.by,
        f"`{parameter.default}`" if parameter.default else "",
        kind,
        bound(parameter.minimum),
        bound(parameter.maximum),
        parameter.description,
    )
    return f"| {' | '.join(cells)} |"


def checks_text() -> str:
    """Return the section on checks."""
    rows = [
        f"| {item.name} | {', '.join(f'`{table}`' for table in item.needs)} | {item.description} |"
        for item in all_checks()
    ]
    return CHECKS_HEAD + "\n".join(rows) + "\n"


def bound(value: float | None) -> str:
    """Return a bound as text; blank if there is none."""
    return "" if value is None else f"{value:g}"


def main() -> int:
    """Write the page, or with `--check` compare it."""
    text = page()
    if "--check" in sys.argv[1:]:
        same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        if not same:
            sys.stderr.write(f"{PAGE} is not up to date: run python docs/build_reference.py\n")
        return 0 if same else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
