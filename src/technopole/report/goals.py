"""The scorecard as markup: goals on one line, then every indicator by family."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.report.markup import Html, tag, text, together
from technopole.report.score import FAR_LEFT, FAR_RIGHT
from technopole.report.sentences import PUBLISHED, targets_words
from technopole.report.verdicts import STATUS, verdict_html
from technopole.report.words import MINUS, THIN, amount, is_percent, number, unit_words

if TYPE_CHECKING:
    from technopole.report.words import Language

SPARK_WIDTH, SPARK_HEIGHT, SPARK_PAD = 104, 26, 3


def scorecard_html(data: dict[str, Any], words: Language) -> Html:
    """Return the whole scorecard section's content."""
    rows = data["scorecard"]
    goals = [row for row in rows if row["line"] is not None]
    listed = list({(row["indicator"], row["scope_name"], row["last"]): row for row in rows}.values())
    families = list(dict.fromkeys(row["family"] for row in listed))
    return together(
        tag("p", _count(goals, words), class_="note") if goals else None,
        goals_html(goals, data["about"], words) if goals else tag("p", words["no_goals"], class_="note"),
        tag("h3", words["every_indicator"]),
        tag("p", words["family_note"], " ", words["grade_key"], class_="note"),
        *(
            _family(family, [row for row in listed if row["family"] == family], data["about"], words)
            for family in families
        ),
    )


def _count(goals: list[dict[str, Any]], words: Language) -> str:
    """Say how many goals have which verdict."""
    verdicts = [row["meets"] for row in goals]
    said = {"met": "yes", "late": "too late", "missed": "no"}
    return words["goal_count"].format(
        count=len(goals),
        targets=targets_words(goals, words),
        **{key: verdicts.count(verdict) for key, verdict in said.items()},
    )


def goals_html(rows: list[dict[str, Any]], about: dict[str, Any], words: Language) -> Html:
    """Return targets on one axis, from today to the target."""
    first, last = about["years"][0], about["years"][-1]
    value = words["value_in"] if about["a"] else words["value_alone"]
    head = tag(
        "div",
        tag("span", words["goal_and_scope"]),
        tag(
            "span",
            tag("span", words["today"].format(first=first), class_="at-today"),
            tag("b", words["target"], class_="at-target"),
            class_="axis-head",
            aria_hidden="true",
        ),
        tag("span", value.format(year=last, first=first)),
        class_="goal head",
    )
    key = tag(
        "p",
        *((_swatch("a"), f" {words['plan_a']} {about['a']['name']}   ") if about["a"] else ()),
        _swatch("b"),
        f" {words['plan_b']} {about['b']['name']}. ",
        words["goals_note"],
        class_="note",
    )
    return together(
        tag(
            "div",
            head,
            *(goal_html(row, words) for row in rows),
            class_="goals",
            role="list",
            aria_label=words["goals"],
        ),
        key,
    )


def goal_html(row: dict[str, Any], words: Language) -> Html:
    """Return one goal: name, line, value and verdict."""
    return tag(
        "div",
        tag(
            "div",
            tag("b", row["name"], class_="row-name"),
            tag("span", row["scope_name"], class_="note"),
            tag("span", _target(row, words), class_="note", title=row["published_indicator"] or None),
            _unpublished(row, words),
            class_="goal-name",
        ),
        _line(row),
        tag(
            "div",
            tag("b", amount(row["last"], row["unit"]), class_="value"),
            tag("span", change_words(row, words), class_="change"),
            verdict_html(row, words),
            grade_html(row, words),
            class_="goal-value",
        ),
        class_=f"goal {STATUS[row['meets']]}",
        role="listitem",
    )


def change_words(row: dict[str, Any], words: Language) -> str:
    """Say the change of the last year against A (or, without A, since the first year)."""
    del words
    printed, factor = unit_words(row["unit"])
    if row["change"] is None:
        return ""
    change = number(row["change"] * factor, sign=True)
    return f"{change}{THIN}pt" if is_percent(printed) else change


def grade_html(row: dict[str, Any], words: Language) -> Html:
    """Return the grade's letter with its meaning."""
    return tag("abbr", row["letter"], class_="grade", title=words[f"grade_{row['grade']}"])


def _target(row: dict[str, Any], words: Language) -> str:
    value = amount(row["target"], row["unit"])
    if row["target_year"] is None:
        return words["target_undated"].format(value=value)
    return words["target_of"].format(value=value, year=f"{row['target_year']:.0f}")


def _unpublished(row: dict[str, Any], words: Language) -> Html | None:
    """Say that the target itself is assumed or derived; nothing for a published one."""
    grade = row["target_grade"]
    return None if grade in PUBLISHED else tag("span", words[f"target_grade_{grade}"], class_="note")


def _line(row: dict[str, Any]) -> Html:
    """Return the goal line: hollow dot A (or today), filled dot B, the target at one place for all rows."""
    line = row["line"]
    start = line["a"] or line["today"]
    marks: list[Html] = []
    if start and line["b"]:
        left, right = sorted((_left(start["at"]), _left(line["b"]["at"])))
        marks.append(tag("i", class_="run", style=f"left:{left}%;width:{right - left:.2f}%"))
    if line["today"]:
        marks.append(tag("i", class_="today", style=f"left:{_left(line['today']['at'])}%"))
    marks += [
        tag(
            "i",
            class_=f"dot {plan}{' beyond' if line[plan]['beyond'] else ''}",
            style=f"left:{_left(line[plan]['at'])}%",
        )
        for plan in ("a", "b")
        if line[plan]
    ]
    return tag("div", *marks, class_="line", aria_hidden="true")


def _left(at: float) -> float:
    return round(100 * (at - FAR_LEFT) / (FAR_RIGHT - FAR_LEFT), 2)


def _swatch(plan: str) -> Html:
    return tag("i", class_=f"key-dot {plan}", aria_hidden="true")


def _family(family: str, rows: list[dict[str, Any]], about: dict[str, Any], words: Language) -> Html:
    """Return one family as a table that opens on request."""
    first, last, has_a = about["years"][0], about["years"][-1], bool(about["a"])
    order = list(dict.fromkeys(row["name"] for row in rows))
    rows = sorted(rows, key=lambda row: order.index(row["name"]))
    change = words["change_from_a"] if has_a else words["change_since"].format(first=first)
    heads = [
        words["measure"],
        words["where"],
        str(first),
        *([f"A {last}"] if has_a else []),
        f"B {last}",
        change,
        words["path"],
        words["grade"],
    ]
    numeric = {2, 3, 4} | ({5} if has_a else set())
    body, before = [], ""
    for row in rows:
        body.append(_row(row, heads, numeric, repeated=row["name"] == before, has_a=has_a, words=words))
        before = row["name"]
    head = tag(
        "tr",
        *(tag("th", one, scope="col", class_="num" if i in numeric else None) for i, one in enumerate(heads)),
    )
    title = words.get(f"family_{family}", family)
    return tag(
        "details",
        tag("summary", tag("b", title), tag("span", f" {len(rows)}", class_="note")),
        tag(
            "table",
            tag("caption", title, class_="unseen"),
            tag("thead", head),
            tag("tbody", *body),
            class_="plain indicators",
        ),
        class_="family",
    )


def _row(
    row: dict[str, Any],
    heads: list[str],
    numeric: set[int],
    *,
    repeated: bool,
    has_a: bool,
    words: Language,
) -> Html:
    printed, factor = unit_words(row["unit"])

    def value(key: str) -> str:
        return number(None if row[key] is None else row[key] * factor)

    name = together(tag("span", row["name"]), tag("span", f" {printed}", class_="note unit"))
    cells: list[object] = [row["scope_name"], value("first")]
    cells += [value("baseline_last")] if has_a else []
    cells += [tag("b", value("last")), change_words(row, words), spark(row), grade_html(row, words)]
    return tag(
        "tr",
        tag("th", name, scope="row", class_="repeated" if repeated else None),
        *(
            tag("td", cell, class_="num" if i in numeric else None, data_label=heads[i])
            for i, cell in enumerate(cells, start=1)
        ),
    )


def spark(row: dict[str, Any]) -> Html:
    """Return the path over the years: A thin, B strong, on one scale of their own."""
    known = [value for series in (row["a"], row["b"]) for value in series or [] if value is not None]
    if not known:
        return text("")
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    count = max(len(row["b"]) - 1, 1)

    def path(series: list[float | None]) -> str:
        steps, pen = [], "M"
        for index, value in enumerate(series):
            if value is None:
                pen = "M"
                continue
            x = SPARK_PAD + index / count * (SPARK_WIDTH - 2 * SPARK_PAD)
            y = SPARK_HEIGHT - SPARK_PAD - (value - low) / span * (SPARK_HEIGHT - 2 * SPARK_PAD)
            steps.append(f"{pen}{x:.0f} {y:.1f}")
            pen = "L"
        return "".join(steps)

    lines = [tag("path", d=path(row["a"]), class_="thin")] if row["a"] else []
    label = f"{MINUS if row['b'][-1] is None else number(row['b'][0])} to {number(row['b'][-1])}"
    return tag(
        "svg",
        *lines,
        tag("path", d=path(row["b"]), class_="strong"),
        viewBox=f"0 0 {SPARK_WIDTH} {SPARK_HEIGHT}",
        class_="spark",
        role="img",
        aria_label=label,
    )
