"""What the site needs beyond markdown: formulas as MathML, and links to files of the repository.

Formulas are turned into MathML when the site is built, so that a page needs no script and no network.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from latex2mathml.converter import convert

FORMULA = re.compile(r'<(span|div) class="arithmatex">\\[(\[](.*?)\\[)\]]</\1>', re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
FENCED = re.compile(r"^```math\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPACED = re.compile(r"\\\\\[[^\]]*\]")
TAG = re.compile(r"\\tag\{(\d+)\}")


def on_page_markdown(markdown: str, *, page: Any, config: Any, **_: Any) -> str:
    """Read fenced formulas as formulas; point links that leave docs/ to the repository, where the file is."""
    docs = Path(config["docs_dir"]).resolve()
    here = (docs / page.file.src_uri).parent

    def outside(found: re.Match[str]) -> str:
        target = (here / found[1]).resolve()
        if target.is_relative_to(docs) or not target.exists():
            return found[0]
        return f"]({config['repo_url']}/blob/main/{target.relative_to(docs.parent).as_posix()}"

    return LINK.sub(outside, FENCED.sub(lambda block: f"\n$$\n{block[1]}$$\n", markdown))


def on_page_content(content: str, **_: Any) -> str:
    """Turn formulas into MathML."""
    return FORMULA.sub(_formula, content)


def _formula(found: re.Match[str]) -> str:
    latex = TAG.sub(r"\\qquad (\1)", html.unescape(found[2])).strip()
    latex = SPACED.sub(lambda _: r"\\", latex)  # a line break's extra space is beyond the converter
    return convert(latex, display="block" if found[1] == "div" else "inline")
