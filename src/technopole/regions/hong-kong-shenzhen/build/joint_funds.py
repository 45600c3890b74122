"""Two plans that differ in one thing: how both governments fund research that crosses the border, or may."""

from __future__ import annotations

from plan_files import Measure, write_plan
from sources import assumed
from words import name

MILLION = 1e6
PAYERS = ("hk_government", "sz_government")
FUNDS = {  # plan and measure: scheme whose rules hold, and where a payer's money may go
    "joint-fund": ("co-managed-real-pot", "either"),
    "separate-funds": ("mhkjfs", "own"),
}


def _fund(label: str) -> list[Measure]:
    """The same money for the same years under a scheme's rules."""
    scheme, spent = FUNDS[label]
    first, years = int(assumed("joint_fund_first_year")), int(assumed("joint_fund_years"))
    return [
        {
            "kind": "joint_fund",
            "id": label,
            "name": name("measure", label),
            "scheme": scheme,
            "spent": spent,
            "amount": assumed("joint_fund_a_year") * years * MILLION,
            "payers": [{"funder": payer, "share": 1 / len(PAYERS)} for payer in PAYERS],
            "year_from": first,
            "year_to": first + years - 1,
            "grade": "assumed",
            "source": "assumptions.csv: joint_fund_*; rules of the scheme as shipped (technopole fund schemes)",
            "note": "a proposal, not a decision: no such fund is voted",
        }
    ]


def write_joint_funds() -> None:
    """Write both plans, each the Northern Metropolis plan with one fund."""
    head = {"baseline": "northern-metropolis", "includes": ["northern-metropolis"]}
    for label in FUNDS:
        write_plan(label, head, _fund(label))
