"""Berlin's model on any instance, on the command line.

    python -m validation.berlin_model --instance FILE.npz --minutes-factor 0.9 --json

The npz holds minutes (N x N), residents, jobs, wages, rents, floor and area (N). Exit code 2: inputs that
cannot be used; 3: no equilibrium was found.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from technopole.base.errors import TechnopoleError

if TYPE_CHECKING:
    from validation.berlin_model.city import Answer
    from validation.region import Model


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m validation.berlin_model", description=__doc__)
    parser.add_argument("--instance", type=Path, required=True, help="npz file of the base year")
    parser.add_argument("--minutes-factor", type=float, default=0.9, help="factor of all minutes")
    parser.add_argument("--parameters", type=Path, help="TOML file of parameters other than the published")
    parser.add_argument(
        "--out", type=Path, help="npz file to write rents, wages, jobs, residents, fundamentals to"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(given)


def save(path: Path, made: Model, answer: Answer) -> None:
    """Write the solved city and the fundamentals of calibration, all (N,)."""
    found, place = answer.places, made.calibrated.character
    np.savez(
        path,
        rents=found.rent[:, 0],
        wages=np.where(place.appeal[:, 0] > 0, found.wage[:, 0], np.nan),
        jobs=found.persons[0, :, 0],
        residents=found.residents[0],
        income=found.income[0],
        amenity=place.amenity[0],
        appeal=place.appeal[:, 0],
        productivity=place.productivity[:, 0],
        wedge=place.wedge[:, 0],
        utility_ratio=answer.utility_ratio,
    )


def main(given: list[str] | None = None) -> int:
    """Run one counterfactual."""
    asked = arguments(given)
    try:
        from validation.berlin_model.instance import read

        city = read(asked.instance)
        from validation.berlin_model.city import PUBLISHED, calibrated, read_parameters, solve

        made = calibrated(city, read_parameters(asked.parameters) if asked.parameters else PUBLISHED)
        del city  # its minutes take as much memory as the engine's copy of them
        answer = solve(made, asked.minutes_factor)
    except TechnopoleError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    if asked.out:
        save(asked.out, made, answer)
    report = {
        "utility_ratio": answer.utility_ratio,
        "max_residual": float(answer.root.residual),
        "wall_s": answer.wall_s,
        "iterations": int(answer.root.iterations),
        "estimated_error": float(answer.root.error),
        "base_residual": answer.base_residual,
    }
    if asked.json:
        sys.stdout.write(json.dumps(report) + "\n")
    else:
        sys.stdout.writelines(f"{name:16} {value}\n" for name, value in report.items())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
