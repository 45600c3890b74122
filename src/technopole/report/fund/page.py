"""The page of a fund: what was awarded, what rules cost, who pays and who receives, and how sure it is."""

from __future__ import annotations

from typing import Any

from technopole.report.fund.drawings import amount, bars, curve, sankey
from technopole.report.fund.scenario import scenario_section
from technopole.report.markup import Html, table, tag, text, together
from technopole.report.static_page import fill, policy, read


def fund_page(
    solved: dict[str, Any],
    prices: dict[str, Any] | None,
    frontier: dict[str, Any] | None,
    scenario: dict[str, Any] | None = None,
) -> str:
    """Return the page for the results of `solve`, and of the other commands where there are any."""
    script = read("theme.js")
    sections = [
        ("prices", "What rules cost", _prices(prices) if prices else None),
        ("frontier", "From a virtual to a real pot", _frontier(frontier, solved) if frontier else None),
        ("money", "Who pays, who receives", _money(solved)),
        ("scenario", "In a scenario", scenario_section(scenario) if scenario else None),
        ("success", "Success", _success(solved)),
        ("awards", "Awards", _awards(solved)),
        ("certificate", "How sure it is", _certificate(solved)),
        ("rules", "Rules in force", _rules(solved)),
    ]
    shown = [(key, title, body) for key, title, body in sections if body is not None]
    content = {
        "policy": text(policy(script)),
        "title": text(f"{solved['name']}: {solved['awarded']} awards"),
        "style": Html(read("style.css") + read("fund.css")),
        "script": Html(script),
        "nav": together(*(tag("a", title, href=f"#{key}") for key, title, _ in shown)),
        "status": _status(solved),
        "eyebrow": text(f"{solved['name']}, {solved['years'][0]}–{solved['years'][-1]}"),
        "headline": _headline(solved, prices),
        "description": text(solved["description"]),
        "sections": together(*(tag("section", tag("h2", title), body, id=key) for key, title, body in shown)),
        "caveat": text(solved["caveat"]),
    }
    return fill(read("fund.html"), content)


def _status(solved: dict[str, Any]) -> Html:
    proved = solved["status"] == "Optimal"
    return tag(
        "span",
        tag("i", class_="pulse" if proved else "pulse bad", aria_hidden="true"),
        f"{'Optimal' if proved else solved['status']} within a gap of {solved['gap']:.1e}",
        class_="status",
    )


def _headline(solved: dict[str, Any], prices: dict[str, Any] | None) -> Html:
    """What was awarded, and the rule that costs most."""
    worth = f"{amount(solved['value'])} {solved['value_unit']}"
    said = f"{solved['awarded']} of {solved['proposals']} proposals are awarded, worth {worth}."
    costly = max(prices["rules"], key=lambda one: one["cost"], default=None) if prices else None
    if prices and costly and costly["cost"] > 1e-6 * max(1.0, solved["value"]):
        share = costly["cost"] / max(prices["value"], 1e-9)
        said += f" The rule that costs most is “{costly['title'].lower()}”: without it {share:.0%} more."
    return text(said)


def _prices(prices: dict[str, Any]) -> Html:
    """Cost of rules, budgets, other approvals."""
    rows = [
        (one["title"], one["cost"], one["shapley"], amount(one["cost"]) + _shapley(one))
        for one in prices["rules"]
    ]
    budgets = table(
        ("Budget", "Year", "One more unit is worth"),
        [(one["funder"], one["year"], amount(one["worth"])) for one in prices["budgets"]],
        caption="Worth of one more unit of each budget",
        numeric=(1, 2),
    )
    ways = (
        table(
            ("Other way of approval", "Value", "Difference"),
            [
                (one["mode"], amount(one["value"]), f"{one['difference']:+,.1f}")
                for one in prices["approvals"]
            ],
            caption="Value under other ways of approval",
            numeric=(1, 2),
        )
        if prices["approvals"]
        else None
    )
    note = (
        "Bar: value gained were the rule alone taken away, by solving again. Mark: the rule's Shapley share "
        "of what all these rules cost together. Ways of approval are alternatives: either sign may come out. "
    )
    drawn = bars(rows, "Cost of each rule") if rows else tag("p", "No rule can be taken away.", class_="note")
    duals = tag(
        "details",
        tag("summary", "Multipliers of the relaxation"),
        tag("p", "Of the program that allows shares of awards; the portfolio's own are zero.", class_="note"),
        table(
            ("Row", "One more unit"),
            [(one["row"], amount(one["dual"])) for one in prices["duals"]],
            caption="Multipliers of the LP relaxation",
            numeric=(1,),
        ),
    )
    return together(
        tag(
            "div",
            tag("div", drawn, tag("p", note, prices["caveat"], class_="note")),
            tag("div", budgets, ways),
            class_="pair",
        ),
        duals,
    )


def _shapley(one: dict[str, Any]) -> str:
    return "" if one["shapley"] is None else f" (Shapley {amount(one['shapley'])})"


def _frontier(frontier: dict[str, Any], solved: dict[str, Any]) -> Html:
    """Value by width of the return band."""
    points = [(one["theta"], one["value"]) for one in frontier["frontier"]]
    rows = [
        (f"{one['theta']:g}", amount(one["value"]), one["awards"], amount(one["across"]))
        for one in frontier["frontier"]
    ]
    return tag(
        "div",
        tag(
            "div",
            curve(points, "width of the return band", solved["value_unit"]),
            tag("p", "The scale does not begin at zero.", class_="note"),
        ),
        table(
            ("Band", "Value", "Awards", f"From side to side, {solved['currency']}"),
            rows,
            caption="Value by width of the return band",
            numeric=(1, 2, 3),
        ),
        class_="pair",
    )


def _money(solved: dict[str, Any]) -> Html:
    """Sankey and accounts."""
    links = [(one["funder"], one["side"], one["amount"]) for one in solved["flows"]]
    rows = [
        (
            one["funder"],
            one["year"],
            *(
                f"{one[key]:,.2f}"
                for key in ("budget", "delivered", "lost_at_border", "administration", "kept")
            ),
        )
        for one in solved["money"]
    ]
    accounts = table(
        ("Funder", "Year", "Budget", "Delivered", "Lost at border", "Administration", "Carried over"),
        rows,
        caption="Accounts by funder and year",
        numeric=(1, 2, 3, 4, 5, 6),
    )
    return tag(
        "div",
        tag("div", sankey(links, "Money from funders to sides"), tag("p", solved["currency"], class_="note")),
        tag("div", accounts, class_="wide"),
        class_="pair",
    )


def _success(solved: dict[str, Any]) -> Html:
    """Success rates by kind."""
    rows = [
        (
            one["kind"],
            one["rate"],
            None,
            f"{one['awarded']} of {one['proposals']} ({one['rate']:.0%}; {one['eligible']} eligible)",
        )
        for one in solved["success"]
    ]
    return bars(rows, "Success rates", most=max(0.05, *(row[1] for row in rows)))


def _awards(solved: dict[str, Any]) -> Html:
    """The award list."""
    rows = [
        (
            one["proposal"],
            one["title"],
            one["institution"],
            " + ".join(one["sides"]),
            one["field"],
            f"{one['value']:,.1f}",
            f"{one['cost']:,.2f}",
            ", ".join(f"{funder} {paid:,.2f}" for funder, paid in one["paid_by"].items()),
            one["certainty"],
        )
        for one in solved["awards"]
    ]
    listed = table(
        (
            "Proposal",
            "Title",
            "Lead",
            "Team",
            "Field",
            "Value",
            f"Cost, {solved['currency']}",
            "Paid by",
            "Certainty",
        ),
        rows,
        caption="Awards",
        numeric=(5, 6),
    )
    return tag("div", listed, class_="long", tabindex="0")


def _certificate(solved: dict[str, Any]) -> Html:
    """Gap, ties, books, binding rows."""
    firm = sum(one["certainty"] == "firm" for one in solved["awards"])
    books = ", ".join(f"{name.replace('_', ' ')} {error:.0e}" for name, error in solved["books"].items())
    facts = [
        ("Value and proven bound", f"{solved['value']:,.4f} and {solved['bound']:,.4f}"),
        ("Relative gap", f"{solved['gap']:.1e} ({solved['status']}, {solved['nodes']} nodes)"),
        ("Awards proven to stand in every portfolio within 0.1%", f"{firm} of {solved['awarded']}"),
        ("Near-ties among all proposals", str(solved["near_ties"])),
        (f"Books close to ({solved['currency']})", books),
    ]
    binding = [one["row"] for one in solved["slacks"] if one["slack"] <= 1e-6]  # noqa: PLR2004 - a cent of a million
    return together(
        table(("What", "Found"), facts, caption="Certificate"),
        tag("p", f"Binding: {', '.join(binding) or 'nothing'}.", class_="note"),
    )


def _rules(solved: dict[str, Any]) -> Html:
    """Rules with equation, source and grade."""
    rows = [
        (one["title"], one["words"], f"({one['equation']})", one["source"], one["grade"], one["note"])
        for one in solved["rules_in_force"]
    ]
    return table(("Rule", "In words", "Equation", "Source", "Grade", "Note"), rows, caption="Rules in force")
