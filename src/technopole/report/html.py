"""The page: template, styles, fonts, script and content in one file that fetches nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources
from typing import TYPE_CHECKING, Any

from technopole.report import evidence, facts, goals, verdicts
from technopole.report.innovation_html import innovation_html
from technopole.report.markup import Html, script_data, tag, text, together
from technopole.report.words import strings

if TYPE_CHECKING:
    from collections.abc import Mapping

MODULES = (
    "format.js",
    "draw.js",
    "scale.js",
    "state.js",
    "labels.js",
    "extent.js",
    "map.js",
    "legend.js",
    "twin.js",
    "switch.js",
    "maps.js",
    "chart.js",
    "dots.js",
    "floor.js",
    "section.js",
    "timeline.js",
    "theme.js",
    "main.js",
)
"""ES modules in the order in which they may be joined: each imports only from those before it."""

STYLES = ("style.css", "figures.css", "innovation.css", "narrow.css")

FONTS = (("Source Sans 3", "source-sans-3.woff2", "200 900"), ("Archivo", "archivo.woff2", "100 900"))
"""Latin letters, SIL Open Font License (texts beside them); Chinese is left to the system."""

IN_SCRIPT = ("about", "map", "layers", "charts", "floor", "section", "events")
WORDS_IN_SCRIPT = (
    "approximate",
    "both_plans",
    "centre_moved",
    "centre_still",
    "circles",
    "difference",
    "fewer",
    "fixed_scale",
    "graphic",
    "in_part",
    "jobs",
    "km_north",
    "legend_crossing",
    "legend_planned",
    "more",
    "no_data",
    "none_this_year",
    "only_a",
    "own_scales",
    "part",
    "pause",
    "play",
    "section_axis",
    "section_note",
    "section_title",
    "shared_scale",
    "table",
    "to_north",
    "to_south",
    "whole_region",
    "workers",
    "year",
    "zone",
)
PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export (const|function|class) (\w+)", re.MULTILINE)


def page(data: dict[str, Any]) -> str:
    """Return the whole page for `report_data`'s content."""
    words = strings(data["about"]["language"])
    script = joined_script()
    content = {
        "language": text(data["about"]["language"]),
        "policy": text(policy(script)),
        "title": text(_title(data, words)),
        "style": Html(font_faces() + "".join(read(name) for name in STYLES)),
        "script": Html(script),
        "data": script_data(
            {key: data[key] for key in IN_SCRIPT} | {"words": {k: words[k] for k in WORDS_IN_SCRIPT}}
        ),
        "banners": together(
            *(
                tag("p", verdicts.glyph("misses"), " ", one, class_="banner", role="alert")
                for one in data["banners"]
            )
        ),
        "status": _status(data, words),
        "headline": together(*(_span(span) for span in data["headline"])),
        "plans": _plans(data, words),
        "meta": _meta(data),
        "changes": together(
            *(tag("li", tag("b", one["lead"]), tag("span", one["text"])) for one in data["changes"])
        ),
        "scorecard": goals.scorecard_html(data, words),
        "events": _events(data, words),
        "innovation": innovation_html(data, words),
        "evidence": evidence.fit_html(data, words),
        "certificate": evidence.certificate_html(data, words),
        "assumptions": evidence.assumptions_html(data, words),
        "attribution": together(*(tag("p", one, class_="note") for one in data["about"]["attribution"])),
        "footer": text(
            words["footer"].format(version=data["about"]["version"], created=data["about"]["created"])
        ),
    }
    return fill(read("template.html"), content | {f"w_{key}": text(value) for key, value in words.items()})


def fill(template: str, content: Mapping[str, Html]) -> str:
    """Put content in the places of a template, once: what stands in content is not searched again."""
    return PLACEHOLDER.sub(lambda match: content[match[1]], template)


def joined_script(modules: tuple[str, ...] = MODULES, ending: str = "") -> str:
    """Return the modules as one script: each in a scope of its own, so that their private names may meet."""
    return '"use strict";(() => {\n' + "\n".join(_module(name) for name in modules) + f"\n{ending}}})();"


def _module(file: str) -> str:
    """Turn one ES module into a constant that holds what it exports."""
    source = read(file)
    exported = ", ".join(match[2] for match in EXPORT.finditer(source))
    body = EXPORT.sub(r"\1 \2", IMPORT.sub(r"const \1 = from_\2;", source))
    return f"const from_{file.removesuffix('.js')} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


def policy(script: str) -> str:
    """Return the content security policy: this script and no other, nothing from anywhere."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    own = f"script-src 'sha256-{digest}'; style-src 'unsafe-inline'; font-src data:; img-src data:"
    return f"default-src 'none'; {own}"


def font_faces() -> str:
    """Return the fonts as part of the page."""
    faces = []
    for family, file, weights in FONTS:
        content = base64.b64encode(
            (resources.files("technopole.report") / "page" / "fonts" / file).read_bytes()
        ).decode()
        source = f"url(data:font/woff2;base64,{content}) format('woff2')"
        faces.append(
            f"@font-face{{font-family:'{family}';font-weight:{weights};font-display:swap;src:{source}}}\n"
        )
    return "".join(faces)


def read(name: str) -> str:
    """Return a file of the page's folder."""
    return (resources.files("technopole.report") / "page" / name).read_text(encoding="utf-8")


def _title(data: dict[str, Any], words: Mapping[str, str]) -> str:
    about = data["about"]
    return words["title"].format(
        plan=about["b"]["name"], region=about["region"], first=about["years"][0], last=about["years"][-1]
    )


def _status(data: dict[str, Any], words: Mapping[str, str]) -> Html:
    """Return the certificate in one line."""
    status = data["status"]
    books = (
        words["books_closed"]
        if status["closed"]
        else words["books_open"].format(error=facts.residual(status["largest_book"]))
    )
    sound = status["converged"] and status["closed"]
    solved = "certified" if sound else "converged" if status["converged"] else "not_converged"
    return tag(
        "span",
        tag("i", class_="pulse" if sound else "pulse bad", aria_hidden="true"),
        words["certificate_line"].format(solved=words[solved], books=books),
        class_="status",
        title=words["certificate_title"].format(residual=facts.residual(status["residual"])),
    )


def _span(span: dict[str, str]) -> Html:
    return (
        tag("span", span["text"], class_=f"said {span['status']}") if span["status"] else text(span["text"])
    )


def _plans(data: dict[str, Any], words: Mapping[str, str]) -> Html:
    about = data["about"]
    lines = [_plan("b", words["plan_b"], about["b"])]
    if about["a"]:
        lines.append(_plan("a", words["plan_a"], about["a"]))
    else:
        lines.append(tag("p", words["no_baseline_note"].format(first=about["years"][0]), class_="note"))
    return together(*lines)


def _plan(key: str, letter: str, plan: dict[str, str]) -> Html:
    return tag(
        "p", tag("i", class_=f"key-dot {key}", aria_hidden="true"), tag("b", f" {letter} "), plan["name"],
        title=plan["description"] or None,
    )  # fmt: skip


def _meta(data: dict[str, Any]) -> Html:
    about = data["about"]
    return text(f"{about['region']}, {about['years'][0]}–{about['years'][-1]}")


def _events(data: dict[str, Any], words: Mapping[str, str]) -> Html:
    """Return every dated measure as a list by year, with the plans it stands in."""
    by_year: dict[int, list[dict[str, Any]]] = {}
    for event in data["events"]:
        by_year.setdefault(event["year"], []).append(event)
    rows = [
        tag(
            "div",
            tag("dt", year),
            tag(
                "dd",
                *(
                    tag("p", tag("span", " ".join(one["plans"]), class_="in-plans"), one["text"])
                    for one in events
                ),
            ),
        )
        for year, events in by_year.items()
    ]
    return tag("dl", *rows, class_="events") if rows else tag("p", words["none_this_year"], class_="note")
