"""The built page: one HTML text with script, styles, fonts and content inside, that fetches nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError
from technopole.report.markup import script_data

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLE_MARK = '<link rel="stylesheet" href="lab.css">'
SCRIPT_MARK = '<script src="lab.js"></script>'
DATA_MARK = "<!--stored-->"
HEAD_MARK = '<meta charset="utf-8">'
TITLE = re.compile(r"<title>.*?</title>")
LANGUAGE = re.compile(r'<html lang="[^"]*"')
FONT = re.compile(r'url\("?(fonts/[\w.-]+\.woff2)"?\)')


class PageMissingError(InputError):
    """The page was not built: everything else of a run is there."""


def page_folder() -> Path:
    """Return the folder of the built page; it need not exist."""
    return Path(str(resources.files("technopole"))) / "lab" / "page"


def one_file(content: Mapping[str, Any], title: str, language: str, folder: Path | None = None) -> str:
    """Return the page with its content inside.

    Args:
        content: what the page reads instead of asking a server.
        title: of the window.
        language: of the page when it opens.
        folder: the built page's, the package's own if not given.

    Raises:
        PageMissingError: the page was not built.

    """
    html, script, style = _parts(folder or page_folder())
    head = f'{HEAD_MARK}\n<meta http-equiv="Content-Security-Policy" content="{escape(policy(script))}">'
    pieces = {
        HEAD_MARK: f'{head}\n<meta name="generator" content="technopole">',
        STYLE_MARK: f"<style>{style}</style>",
        DATA_MARK: f'<script type="application/json" id="stored">{script_data(dict(content))}</script>',
        SCRIPT_MARK: f"<script>{script}</script>",
    }
    html = TITLE.sub(lambda _: f"<title>{escape(title)}</title>", html, count=1)
    html = LANGUAGE.sub(lambda _: f'<html lang="{escape(language)}"', html, count=1)
    # One pass: what stands in the content is not searched for marks again.
    return re.sub("|".join(map(re.escape, pieces)), lambda match: pieces[match[0]], html)


def policy(script: str) -> str:
    """Return the content security policy: this script and no other, nothing from anywhere."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    own = f"script-src 'sha256-{digest}'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:"
    return f"default-src 'none'; {own}"


def _parts(folder: Path) -> tuple[str, str, str]:
    """Return the page's HTML, script and styles with fonts inside."""
    stamps = tuple(
        (folder / name).stat().st_mtime_ns if (folder / name).is_file() else 0
        for name in ("index.html", "lab.js", "lab.css")
    )
    if not all(stamps):
        what = f"The page is not built: '{folder}' does not hold it"
        remedy = "In a checkout: `make page`, or `pip install -e .`; wheels and sdists carry it"
        raise PageMissingError(Finding(what, remedy=remedy))
    return _read(folder, stamps)


@cache
def _read(folder: Path, _stamps: tuple[int, ...]) -> tuple[str, str, str]:
    """Read the page; again only when it was built again."""
    html, script, style = (
        (folder / name).read_text(encoding="utf-8") for name in ("index.html", "lab.js", "lab.css")
    )
    missing = [mark for mark in (HEAD_MARK, STYLE_MARK, DATA_MARK, SCRIPT_MARK) if mark not in html]
    if missing:
        what = f"The page in '{folder}' has no place for {missing[0]}"
        raise PageMissingError(Finding(what, remedy="Build it again: `make page`"))
    return (
        html,
        script.replace("</script", "<\\/script"),
        FONT.sub(lambda match: _font(folder, match[1]), style),
    )


def _font(folder: Path, name: str) -> str:
    content = base64.b64encode((folder / name).read_bytes()).decode()
    return f"url(data:font/woff2;base64,{content})"
