"""Writing the page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_report(
    run: Any,
    base: Any | None = None,
    out: str | Path = "report.html",
    *,
    fit: Any = None,
    left_out: Any = None,
    card: Any = None,
    answers: Mapping[str, Any] | None = None,
    fund: Mapping[str, Any] | None = None,
    language: str = "en",
) -> Path:
    """Write one self-contained HTML page of a run and return its path.

    The page is the lab's, with its data inside: it opens from a file and fetches nothing. It holds every
    language. An older page at the same place is replaced whole.

    Args:
        run: plan B: a fresh run or one read back by `read_run`.
        base: plan A, the baseline it is compared with; None leaves changes since the first year.
        out: the file; folders above it are made.
        fit: records of model against data (what, place, model, data, unit, fitted, grade, source); the run's
            own if not given.
        left_out: results of the leave-one-out test (zone, what, donor, model, data), if it was made.
        card: the scorecard against the baseline, if it was made already.
        answers: what was asked of the plan, by question: "claims", "value", "programme", "ecosystem", as the
            commands of these names print with `--json`.
        fund: a solved fund with its prices and frontier, as the page reads it.
        language: the page opens in: "en", "zh-Hant" or "zh-Hans".

    Raises:
        InputError: run and baseline are of different regions, the run holds no year, there is no such
            language, or the file cannot be written.
        PageMissingError: this is a checkout whose page was not built.

    """
    from technopole.report.bundle import one_file
    from technopole.report.stored import stored_data

    _check(run, base, language)
    content = stored_data(
        run, base, card=card, fit=fit, left_out=left_out, answers=answers, fund=fund, language=language
    )
    text = one_file(content, title(content["scenario"]["about"], language), language)
    target = Path(out).expanduser().absolute()
    write_text(target, text)
    return target


def title(about: Mapping[str, Any], language: str = "en") -> str:
    """Return the title of the window: plan, region, years."""
    from technopole.report.words import strings

    first, last = about["years"][0], about["years"][-1]
    return strings(language).say(
        "title", plan=about["b"]["name"], region=about["region"], first=first, last=last
    )


def write_text(target: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        InputError: it cannot be written.

    """
    partial = target.with_name(f".{target.name}.partial-{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8")
        partial.replace(target)
    except OSError as error:
        what = f"'{target}' cannot be written: {error.strerror}"
        raise InputError(Finding(what, remedy="Give a file in a folder you may write to")) from error
    finally:
        partial.unlink(missing_ok=True)


def _check(run: Any, base: Any | None, language: str) -> None:
    """Refuse what no page can show."""
    from technopole.report.words import LANGUAGES

    if language not in LANGUAGES:
        what = f"There is no language '{language}'{suggestion(language, LANGUAGES)}"
        raise InputError(Finding(what, remedy=f"Use one of {', '.join(LANGUAGES)}"))
    if not len(run.years):
        what = "The run holds no year: it stopped in its first"
        raise InputError(Finding(what, remedy="See the run's message, change the plan and run it again"))
    if base is None:
        return
    if not len(base.years):
        raise InputError(Finding("The baseline holds no year", remedy="Give another baseline, or none"))
    if run.region.zones != base.region.zones or run.region.id != base.region.id:
        what = f"The runs are of two regions: '{run.region.id}' and '{base.region.id}'"
        raise InputError(Finding(what, remedy="Compare runs of one region"))
