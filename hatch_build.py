"""Build hook: any install from sources builds the lab's page from lab-ui/; wheel and sdist carry it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "tools"))

import build_page


class PageHook(BuildHookInterface):  # pyright: ignore[reportMissingTypeArgument] - hatchling leaves it open
    """Builds the page before files are gathered. Where the page is current, Node is not asked for."""

    PLUGIN_NAME = "page"

    def dependencies(self) -> list[str]:
        """Return what the build needs beside hatchling: Node, if there is something to build."""
        return [] if self._nothing_to_do() else [build_page.NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page, or say why it cannot be built."""
        if not self._nothing_to_do():
            try:
                build_page.build(Path(self.root))
            except build_page.PageError as error:
                self.app.abort(str(error))
        page = build_page.page_folder(Path(self.root))
        if version != "editable" and page.is_dir():
            package = "src/technopole" if self.target_name == "sdist" else "technopole"
            build_data["force_include"][str(page)] = f"{package}/lab/page"

    def _nothing_to_do(self) -> bool:
        return bool(os.environ.get(build_page.WITHOUT)) or build_page.is_current(Path(self.root))
