"""Joint funds in one screen of the terminal."""

from __future__ import annotations

from typing import Any

from technopole.cli.numbers import figure, signed
from technopole.cli.tables import plain_table

WIDTH = 132


def _print(*items: Any) -> None:
    from rich.console import Console

    console = Console(width=WIDTH)
    for item in items:
        console.print(item)


def show_solved(answer: dict[str, Any]) -> None:
    """Awards, who pays, success, certificate."""
    head = (
        f"[bold]{answer['name']}[/]: {answer['awarded']} of {answer['proposals']} proposals awarded, "
        f"value {answer['value']:,.1f} {answer['value_unit']}, gap {answer['gap']:.1e}, "
        f"{answer['near_ties']} near-ties"
    )
    accounts = plain_table(
        f"Accounts, {answer['currency']}",
        [
            ("funder", "left"),
            ("year", "right"),
            ("budget", "right"),
            ("delivered", "right"),
            ("lost at border", "right"),
            ("administration", "right"),
            ("kept", "right"),
        ],
    )
    for row in answer["money"]:
        accounts.add_row(
            row["funder"],
            str(row["year"]),
            *(
                f"{row[key]:,.2f}"
                for key in ("budget", "delivered", "lost_at_border", "administration", "kept")
            ),
        )
    moved = plain_table(
        f"Who pays, who receives, {answer['currency']}", [("from", "left"), ("to", "left"), ("", "right")]
    )
    for row in answer["between_sides"]:
        moved.add_row(row["from"], row["to"], f"{row['amount']:,.2f}")
    rates = plain_table(
        "Success",
        [
            ("kind", "left"),
            ("proposals", "right"),
            ("eligible", "right"),
            ("awarded", "right"),
            ("rate", "right"),
        ],
    )
    for row in answer["success"]:
        rates.add_row(
            row["kind"],
            str(row["proposals"]),
            str(row["eligible"]),
            str(row["awarded"]),
            f"{row['rate']:.0%}",
        )
    books = ", ".join(f"{name.replace('_', ' ')} {error:.0e}" for name, error in answer["books"].items())
    _print(head, accounts, moved, rates, f"Books close to: {books}", *_files(answer))


def show_prices(answer: dict[str, Any]) -> None:
    """Cost of each rule, worth of budgets."""
    rules = plain_table(
        f"Value {answer['value']:,.1f}; cost of each rule (exact; Shapley's share where rules interact)",
        [("rule", "left"), ("alone", "right"), ("Shapley", "right"), ("", "left")],
    )
    for row in answer["rules"]:
        rules.add_row(row["title"], figure(row["cost"]), figure(row["shapley"]), row["words"])
    budgets = plain_table("One more unit", [("budget", "left"), ("year", "right"), ("worth", "right")])
    for row in answer["budgets"]:
        budgets.add_row(row["funder"], str(row["year"]), figure(row["worth"]))
    ways = plain_table(
        "Other ways of approval", [("mode", "left"), ("value", "right"), ("difference", "right")]
    )
    for row in answer["approvals"]:
        ways.add_row(row["mode"], f"{row['value']:,.1f}", signed(row["difference"]))
    _print(rules, budgets, ways, answer["caveat"], *_files(answer))


def show_frontier(answer: dict[str, Any]) -> None:
    """Value by width of the band."""
    table = plain_table(
        "From a virtual pot (0) to a real one (1)",
        [
            ("theta", "right"),
            ("value", "right"),
            ("awards", "right"),
            ("from side to side", "right"),
            ("gap", "right"),
        ],
    )
    for row in answer["frontier"]:
        table.add_row(
            f"{row['theta']:g}",
            f"{row['value']:,.1f}",
            str(row["awards"]),
            f"{row['across']:,.2f}",
            f"{row['gap']:.0e}",
        )
    _print(table, *_files(answer))


def show_comparison(answer: dict[str, Any]) -> None:
    """Two funds side by side."""
    table = plain_table(
        f"A: {answer['a']['name']}    B: {answer['b']['name']}",
        [("", "left"), ("A", "right"), ("B", "right"), ("B - A", "right")],
    )
    for key, name in (
        ("value", "value"),
        ("awarded", "awards"),
        ("single", "single teams awarded"),
        ("budget", "budget"),
        ("paid", "paid"),
        ("across_sides", "from side to side"),
    ):
        one, other = answer["a"][key], answer["b"][key]
        table.add_row(name, f"{one:,.1f}", f"{other:,.1f}", signed(other - one))
    lines = [f"Rules that differ: {', '.join(answer['rules_that_differ']) or 'none'}"]
    if answer["same_proposals"]:
        lines.append(
            f"Awarded by both {answer['both']}, by A alone {len(answer['only_a'])}, "
            f"by B alone {len(answer['only_b'])}"
        )
    else:
        lines.append("The two studies hold different proposals: values are not of the same things")
    _print(table, *lines, answer["caveat"])


def _files(answer: dict[str, Any]) -> list[str]:
    return [f"Wrote {', '.join(answer['files'])}"]
