"""Faults a person can act on: what is wrong, where it is, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One fault: what, which (file, row, column) and the remedy.

    `row` counts as the reader of the file does: the header is row 1. A `warning` never stops a run,
    an `error` always does.
    """

    what: str
    file: str = ""
    row: int | None = None
    column: str | None = None
    remedy: str = ""
    severity: Severity = "error"

    @property
    def where(self) -> str:
        """File, row and column as one phrase; empty if the finding has no place."""
        parts = [self.file] if self.file else []
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column `{self.column}`")
        return ", ".join(parts)

    def sentence(self) -> str:
        """Return the finding in the house form: which, what, remedy."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{_closed(self.what)} {_closed(self.remedy)}".strip()

    def sort_key(self) -> tuple[str, int, str, str]:
        """Order by file, then row (faults of the whole file first), then column."""
        return (self.file, self.row or 0, self.column or "", self.what)


def _closed(text: str) -> str:
    """End a sentence with a full stop, once."""
    text = text.strip()
    return text if not text or text[-1] in ".!?" else f"{text}."


def sorted_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by file and row; a finding made twice is kept once."""
    return sorted(dict.fromkeys(findings), key=Finding.sort_key)


def errors_of(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the findings that stop a run."""
    return [finding for finding in findings if finding.severity == "error"]


def warnings_of(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the findings that do not stop a run."""
    return [finding for finding in findings if finding.severity == "warning"]


class TechnopoleError(Exception):
    """Anything this package refuses to do, with the exit code of the command line."""

    exit_code: ClassVar[int] = 1


class InputError(TechnopoleError):
    """Inputs that cannot be used; holds every finding, prints one a line."""

    exit_code: ClassVar[int] = 2

    def __init__(self, findings: Iterable[Finding] | Finding | str) -> None:
        """Take findings, one finding, or a plain sentence."""
        if isinstance(findings, str):
            findings = Finding(findings)
        if isinstance(findings, Finding):
            findings = (findings,)
        self.findings: tuple[Finding, ...] = tuple(sorted_findings(findings))
        super().__init__("\n".join(finding.sentence() for finding in self.findings))


class NotConverged(TechnopoleError):  # noqa: N818 - reads as the outcome it reports, as the docs name it
    """The solver did not reach a certified equilibrium; the message says in which market and zone."""

    exit_code: ClassVar[int] = 3
