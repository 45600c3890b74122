"""HTML that cannot be injected: text is escaped unless it was made here."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

VOID = frozenset({"br", "col", "input", "link", "meta"})
EMPTY = frozenset({"circle", "line", "path", "polyline", "rect", "use"})


class Html(str):
    """Markup that is already escaped: made by `tag` and `together`, never from a region's or plan's text."""

    __slots__ = ()


def text(value: object) -> Html:
    """Return a value as markup: escaped, unless it is markup."""
    return value if isinstance(value, Html) else Html(escape(str(value), quote=True))


def together(*pieces: object) -> Html:
    """Join pieces, escaping what is not markup; None is left out."""
    return Html("".join(text(piece) for piece in pieces if piece is not None))


def tag(name: str, *pieces: object, **attributes: object) -> Html:
    """Return an element. `class_` is class, other underscores become dashes; None and False are left out."""
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID or name in EMPTY:
        return Html(f"<{name}{written}{'/' if name in EMPTY else ''}>")
    return Html(f"<{name}{written}>{together(*pieces)}</{name}>")


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-") if key != "viewBox" else key
    return f" {name}" if value is True else f' {name}="{escape(str(value), quote=True)}"'


def script_data(value: Any) -> Html:
    """Return JSON that may stand inside a script element: nothing in it can close the element."""
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for mark, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        written = written.replace(mark, code)
    return Html(written)


def table(
    headers: Sequence[object],
    rows: Sequence[Sequence[object]],
    *,
    caption: str,
    numeric: tuple[int, ...] = (),
) -> Html:
    """Return a plain table with a caption for those who hear it; `numeric` columns are right-aligned.

    Cells carry their column's name, so that a phone can stack them.
    """

    def cell(column: int, content: object) -> Html:
        of = "num" if column in numeric else None
        label = None if isinstance(headers[column], Html) else str(headers[column])
        if column == 0:
            return tag("th", content, scope="row", class_=of)
        return tag("td", content, class_=of, data_label=label)

    head = tag(
        "tr",
        *(
            tag("th", one, scope="col", class_="num" if i in numeric else None)
            for i, one in enumerate(headers)
        ),
    )
    body = together(*(tag("tr", *(cell(i, content) for i, content in enumerate(row))) for row in rows))
    return tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", head),
        tag("tbody", body),
        class_="plain",
    )
