"""What the lab refuses, as one kind of answer: what, which, remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.base.errors import InputError, NotConverged

if TYPE_CHECKING:
    from technopole.base.errors import Finding


class LabError(Exception):
    """A refusal with the status it is sent under."""

    def __init__(
        self, status: int, what: str, *, which: str = "", remedy: str = "", findings: list[str] | None = None
    ) -> None:
        """Say what is wrong, with which part of the question, and what to do."""
        super().__init__(what)
        self.status = status
        self.body = error_body(what, which=which, remedy=remedy, findings=findings)


def error_body(
    what: str, *, which: str = "", remedy: str = "", findings: list[str] | None = None
) -> dict[str, Any]:
    """Return the one form of every refusal."""
    return {"error": {"what": what, "which": which, "remedy": remedy, "findings": findings or [what]}}


def body_of(error: InputError | NotConverged) -> dict[str, Any]:
    """Return a refusal of the package's own in that form; all findings of an input are kept."""
    if isinstance(error, NotConverged) or not error.findings:
        return error_body(str(error), remedy="Spread the change over more years, or make it smaller")
    first: Finding = error.findings[0]
    return error_body(
        first.what,
        which=first.where,
        remedy=first.remedy,
        findings=[finding.sentence() for finding in error.findings],
    )
