"""Existing places predicted as if they were greenfields: the test that catches absurd answers."""

from __future__ import annotations

from cells import main_cell
from sources import write

TOWN = "a new town planned and built as one, with a railway"
CASES = (  # zone, what, donor, why
    ("TSW", "residents", "ST", TOWN),
    ("TKO", "residents", "ST", TOWN),
    ("MOS", "residents", "ST", TOWN),
    ("ST", "residents", "TP", TOWN),
    ("TP", "residents", "ST", TOWN),
    ("TM", "residents", "ST", TOWN),
    ("FSS", "residents", "ST", TOWN),
    ("YLT", "residents", "ST", TOWN),
    ("NLT", "residents", "ST", TOWN),
    ("TSW", "jobs", "ST", TOWN),
    ("TKO", "jobs", "ST", TOWN),
    ("MOS", "jobs", "ST", TOWN),
    ("ST", "jobs", "TP", TOWN),
    ("TP", "jobs", "ST", TOWN),
    ("TM", "jobs", "ST", TOWN),
    ("FSS", "jobs", "ST", TOWN),
    ("YLT", "jobs", "ST", TOWN),
    ("NLT", "jobs", "ST", TOWN),
    ("KT", "jobs", "ST", "factories turned into offices and shops on a railway"),
    (
        "YT",
        "jobs",
        "KT",
        "the other centre of offices and shops in Kowloon; with a donor across the harbour (CW, WC, EA) jobs come out at twice the truth",
    ),
    ("CW", "jobs", "WC", "the neighbouring centre of offices on the harbour"),
    (
        "PSK",
        "jobs",
        "ST",
        "the neighbouring university town; with the other park, Cyberport in SO, jobs come out at 2.7 times the truth",
    ),
)


def write_leave_one_out() -> None:
    """Write leave_one_out.csv: zones, or of a divided zone the small area that holds most."""
    most = {"residents": "people", "jobs": "business"}
    write(
        "leave_one_out",
        (
            {
                "zone": main_cell(zone, most[what]),
                "what": what,
                "donor": main_cell(donor, most[what]),
                "why": why,
            }
            for zone, what, donor, why in CASES
        ),
    )
