"""Write a bill of materials (CycloneDX 1.5, JSON) of the package and what it needs as installed here.

The JavaScript packages in the lab's page are listed too: the build writes them beside the page.

    python tools/sbom.py FILE [extra ...]     extras default to "all"

Same environment, same bytes: no time and no serial number are written.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.requirements import Requirement

if TYPE_CHECKING:
    from importlib.metadata import Distribution

ROOT = "technopole"


def needed(start: Distribution, extras: set[str]) -> tuple[dict[str, Distribution], dict[str, list[str]]]:
    """Return the distributions a package needs, itself included, by name, and who needs whom."""
    found: dict[str, Distribution] = {}
    edges: dict[str, set[str]] = {}
    waiting = [(start, frozenset(extras))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        package, wanted = waiting.pop()
        name = _name(package)
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        found[name] = package
        for text in package.requires or []:
            need = Requirement(text)
            if need.marker and not any(need.marker.evaluate({"extra": extra}) for extra in (*wanted, "")):
                continue
            try:
                other = distribution(need.name)
            except PackageNotFoundError:
                continue
            edges.setdefault(name, set()).add(_name(other))
            waiting.append((other, frozenset(need.extras)))
    return found, {name: sorted(others) for name, others in sorted(edges.items())}


def _name(package: Distribution) -> str:
    return re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()


def _purl(name: str, package: Distribution) -> str:
    return f"pkg:pypi/{name}@{package.version}"


def component(name: str, package: Distribution) -> dict[str, Any]:
    """Describe one package: name, version, address and licence."""
    about: dict[str, Any] = {"type": "library", "bom-ref": _purl(name, package), "name": name,
                             "version": package.version, "purl": _purl(name, package)}  # fmt: skip
    words = package.metadata.get("License-Expression")
    if words:
        about["licenses"] = [{"expression": words}]
        return about
    names = [
        line.rsplit(" :: ", 1)[1]
        for line in package.metadata.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    if names:
        about["licenses"] = [{"license": {"name": one}} for one in names]
    return about


def page_components() -> list[dict[str, Any]]:
    """Describe the JavaScript packages bundled in the installed package's page; none if it has no page."""
    places = getattr(find_spec(ROOT), "submodule_search_locations", None) or ["."]
    listed = Path(places[0]) / "lab" / "page" / "packages.json"
    if not listed.is_file():
        return []
    found = []
    for one in json.loads(listed.read_text(encoding="utf-8")):
        address = f"pkg:npm/{one['name'].replace('@', '%40')}@{one['version']}"
        found.append({"type": "library", "bom-ref": address, "name": one["name"], "version": one["version"],
                      "purl": address, "licenses": [{"expression": one["license"]}]})  # fmt: skip
    return found


def bill(extras: set[str]) -> dict[str, Any]:
    """Return the bill of materials of this environment."""
    start = distribution(ROOT)
    found, edges = needed(start, extras)
    reference = {name: _purl(name, package) for name, package in found.items()}
    bundled = page_components()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(ROOT, start) | {"type": "application"}},
        "components": [component(name, found[name]) for name in sorted(found) if name != ROOT] + bundled,
        "dependencies": [
            {
                "ref": reference[name],
                "dependsOn": [reference[other] for other in edges.get(name, [])]
                + [one["bom-ref"] for one in bundled if name == ROOT],
            }
            for name in sorted(found)
        ],
    }


if __name__ == "__main__":
    target, *chosen = sys.argv[1:]
    content = bill(set(chosen) or {"all"})
    Path(target).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"{len(content['components'])} packages in {target}")
