"""Drawings of a fund's report, as SVG that needs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.report.markup import Html, tag, together

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 720
TONES = ("tone1", "tone2", "tone3", "tone4", "tone0")


def amount(value: float) -> str:
    """A sum of money or points: three digits where they say something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"  # noqa: PLR2004 - three digits


def drawing(height: float, *pieces: object, label: str) -> Html:
    """An SVG with a name for those who hear it."""
    return tag(
        "svg", *pieces, viewBox=f"0 0 {WIDTH} {height:g}", class_="drawing", role="img", aria_label=label
    )


def words(x: float, y: float, said: object, *, anchor: str = "start", class_: str | None = None) -> Html:
    """A text at a place."""
    return tag("text", said, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, class_=class_)


def sankey(links: Sequence[tuple[str, str, float]], label: str) -> Html:
    """Ribbons from those who pay to where it goes, each as wide as its money."""
    sources = list(dict.fromkeys(source for source, _, _ in links))
    targets = list(dict.fromkeys(target for _, target, _ in links))
    total = sum(value for _, _, value in links)
    if total <= 0:
        return tag("p", "No money moves.", class_="note")
    height, pad, left, right, thick = 260.0, 18.0, 190.0, 520.0, 14.0
    scale = (height - pad * (max(len(sources), len(targets)) - 1)) / total
    starts = _stack(sources, links, 0, scale, pad)
    ends = _stack(targets, links, 1, scale, pad)
    from_y, to_y = dict(starts), dict(ends)
    pieces: list[Html] = []
    for source, target, value in links:
        wide = value * scale
        middle = (left + thick + right) / 2
        y0, y1 = from_y[source], to_y[target]
        path = (
            f"M{left + thick:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {right:.1f} {y1:.1f}"
            f"V{y1 + wide:.1f}C{middle:.1f} {y1 + wide:.1f} {middle:.1f} {y0 + wide:.1f} "
            f"{left + thick:.1f} {y0 + wide:.1f}Z"
        )
        said = tag("title", f"{source} to {target}: {amount(value)}")
        tone = TONES[sources.index(source) % len(TONES)]
        pieces.append(tag("g", said, tag("path", d=path, class_="ribbon"), class_=tone))
        from_y[source] += wide
        to_y[target] += wide
    for place, names, side in ((left, sources, 0), (right, targets, 1)):
        for number, name in enumerate(names):
            value = sum(link[2] for link in links if link[side] == name)
            top = (starts, ends)[side][name]
            tone = TONES[number % len(TONES)] if side == 0 else "tone5"
            box = tag(
                "rect",
                x=place,
                y=f"{top:.1f}",
                width=thick,
                height=f"{max(1.0, value * scale):.1f}",
                class_="node",
            )
            at = place - 8 if side == 0 else place + thick + 8
            anchor = "end" if side == 0 else "start"
            middle_y = top + value * scale / 2
            pieces.append(tag("g", box, class_=tone))
            pieces.append(words(at, middle_y - 1, name, anchor=anchor, class_="strong"))
            pieces.append(words(at, middle_y + 14, amount(value), anchor=anchor, class_="quiet"))
    return drawing(height + 20, *pieces, label=label)


def _stack(
    names: list[str], links: Sequence[tuple[str, str, float]], side: int, scale: float, pad: float
) -> dict[str, float]:
    """Tops of a column of nodes."""
    tops, top = {}, 2.0
    for name in names:
        tops[name] = top
        top += sum(link[2] for link in links if link[side] == name) * scale + pad
    return tops


def curve(points: Sequence[tuple[float, float]], across: str, up: str) -> Html:
    """Value by width of the band, from 0 to 1; the scale begins below the least value and says so."""
    left, top, right, bottom = 66.0, 26.0, WIDTH - 20.0, 220.0
    low, high = min(value for _, value in points), max(value for _, value in points)
    span = max(high - low, 0.02 * abs(high), 1e-9)
    floor = low - 0.15 * span

    def at(point: tuple[float, float]) -> tuple[float, float]:
        share = (point[1] - floor) / (1.3 * span)
        return left + point[0] * (right - left), bottom - share * (bottom - top)

    places = [at(point) for point in points]
    pieces = []
    for number in range(4):
        value = floor + 1.3 * span * number / 3
        y = at((0.0, value))[1]
        pieces += [tag("line", x1=left, x2=right, y1=f"{y:.1f}", y2=f"{y:.1f}", class_="grid")]
        pieces += [words(left - 8, y + 4, amount(value), anchor="end", class_="quiet")]
    for theta in (0.0, 0.25, 0.5, 0.75, 1.0):
        pieces.append(
            words(left + theta * (right - left), bottom + 18, f"{theta:g}", anchor="middle", class_="quiet")
        )
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    pieces.append(tag("path", d=line, class_="curve"))
    for (theta, value), (x, y) in zip(points, places, strict=True):
        said = tag("title", f"theta {theta:g}: {amount(value)}")
        pieces.append(tag("g", said, tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=4, class_="point")))
    pieces.append(words(left, 12, up, class_="quiet"))
    pieces.append(words(left, bottom + 38, "virtual pot: each pays its own", class_="quiet"))
    pieces.append(words(right, bottom + 38, "real pot", anchor="end", class_="quiet"))
    pieces.append(words((left + right) / 2, bottom + 38, across, anchor="middle", class_="quiet"))
    return drawing(bottom + 46, *pieces, label=f"{up} by {across}")


def bars(
    rows: Sequence[tuple[str, float, float | None, str]], label: str, *, most: float | None = None
) -> Html:
    """Bars with a mark: (name, length, mark or None, text at the end)."""
    left, right, step = 210.0, WIDTH - 190.0, 26.0
    largest = most or max(
        [value for _, value, _, _ in rows] + [mark for _, _, mark, _ in rows if mark] + [1e-9]
    )
    pieces: list[Any] = []
    for number, (name, value, mark, said) in enumerate(rows):
        y = 6 + number * step
        length = max(0.0, value) / largest * (right - left)
        pieces.append(words(left - 10, y + 13, name, anchor="end"))
        pieces.append(tag("rect", x=left, y=y, width=f"{length:.1f}", height=16, class_="bar"))
        if mark is not None:
            x = left + max(0.0, mark) / largest * (right - left)
            pieces.append(tag("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=y - 2, y2=y + 18, class_="share"))
        end = left + max(length, (mark or 0.0) / largest * (right - left))
        pieces.append(words(end + 8, y + 13, said, class_="quiet"))
    pieces.append(tag("line", x1=left, x2=left, y1=2, y2=8 + len(rows) * step, class_="axis"))
    return drawing(12 + len(rows) * step, tag("g", together(*pieces), class_="tone4"), label=label)
