"""Answers of other commands, read back to stand in a report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from technopole.store import StoredRun

MADE_BY = {
    "claims": ("claims", "technopole claims REGION --out FOLDER"),
    "value": ("values", "technopole value RUN --json"),
    "programme": ("front", "technopole programme REGION --json"),
}
"""What each answer holds, and how it is made."""


def read_answers(files: Mapping[str, Path | None], stored: StoredRun) -> dict[str, Any]:
    """Return the answers whose files are given, each of the run's region and, where it names one, plan.

    Raises:
        InputError: a file cannot be read, holds no such answer, or one of another run.

    """
    from technopole.cli.ecosystem import read_answer

    found: dict[str, Any] = {}
    for name, file in files.items():
        if file is not None:
            found[name] = read_answer(file, stored) if name == "ecosystem" else _read(name, file, stored)
    return found


def _read(name: str, file: Path, stored: StoredRun) -> dict[str, Any]:
    from technopole.base.errors import Finding, InputError

    key, command = MADE_BY[name]
    remedy = f"Make it by `{command}`"
    try:
        answer = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(Finding(f"cannot be read: {error}", str(file), remedy=remedy)) from error
    if not isinstance(answer, dict) or key not in answer:
        raise InputError(Finding(f"holds no answer of `{command.split(' ')[1]}`", str(file), remedy=remedy))
    region, plan = answer.get("region", stored.region.id), answer.get("plan", stored.plan.id)
    if (region, plan) != (stored.region.id, stored.plan.id):
        what = f"is of plan '{plan}' of '{region}', the run of '{stored.plan.id}' of '{stored.region.id}'"
        raise InputError(Finding(what, str(file), remedy=remedy))
    return answer
