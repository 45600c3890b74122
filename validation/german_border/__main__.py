"""A border through Germany, on the command line.

    python -m validation.german_border --data DIR --trade-border 1000 --commuting-border 1 --psi 0.42 --json

Prints ratios to the base year. Exit code 2: inputs that cannot be used; 3: no number that can be believed.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path

from technopole.base.errors import InputError

NOT_FOUND = 3


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m validation.german_border", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the toolkit's tables")
    parser.add_argument(
        "--trade-border", type=float, default=1.0, help="factor of trade costs across the border"
    )
    parser.add_argument(
        "--commuting-border", type=float, default=1.0, help="factor of commuting costs across it"
    )
    parser.add_argument("--psi", type=float, default=0.42, help="distance exponent of trade costs")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> int:
    """Run one case."""
    asked = arguments(given)
    try:
        from validation.german_border.counties import read

        counties = read(asked.data)
        from validation.german_border.border import germany, solve

        result = solve(counties, germany(counties, asked.psi), asked.trade_border, asked.commuting_border)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    checks = result.certificate
    doubts = checks.doubts()
    figures = {
        "welfare": result.welfare,
        "east_residents": result.east_residents,
        "west_residents": result.west_residents,
        "east_jobs": result.east_jobs,
    }
    report: dict[str, object] = {name: None if doubts else value for name, value in figures.items()} | {
        "max_residual": checks.max_residual,
        "estimated_error": checks.estimated_error,
        "smallest_singular_value": checks.smallest_singular_value,
        "balance_of_payments": checks.balance_of_payments,
        "method": result.method,
        "outcome": "ill-conditioned" if doubts else "solved",
        "reason": "; ".join(doubts),
    }
    report = {name: None if value in (math.inf, -math.inf) else value for name, value in report.items()}
    if asked.json:
        sys.stdout.write(json.dumps(report) + "\n")
    else:
        sys.stdout.writelines(
            f"{name:24} {value}\n" for name, value in report.items() if value not in (None, "")
        )
    return NOT_FOUND if doubts else 0


if __name__ == "__main__":
    raise SystemExit(main())
