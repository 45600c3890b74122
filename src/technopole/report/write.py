"""Writing the page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from technopole.base.errors import Finding, InputError


def write_report(
    run: Any,
    base: Any | None = None,
    out: str | Path = "report.html",
    *,
    fit: Any = None,
    left_out: Any = None,
    card: Any = None,
    ecosystem: Any = None,
    language: str = "en",
) -> Path:
    """Write one self-contained HTML page of a run and return its path.

    The page opens from a file and fetches nothing. An older page at the same place is replaced whole.

    Args:
        run: plan B: a fresh run or one read back by `read_run`.
        base: plan A, the baseline it is compared with; None leaves changes since the first year.
        out: the file; folders above it are made.
        fit: records of model against data (what, place, model, data, unit, fitted, grade, source); the run's
            own if not given.
        left_out: results of the leave-one-out test (zone, what, donor, model, data), if it was made.
        card: the scorecard against the baseline, if it was made already.
        ecosystem: what `technopole ecosystem` found of the run, if it was asked.
        language: language of names and sentences; English where there is no translation.

    Raises:
        InputError: run and baseline are of different regions, the run holds no year, or the file cannot
            be written.

    """
    from technopole.report.data import report_data
    from technopole.report.html import page

    _check(run, base)
    content = report_data(
        run, base, fit=fit, left_out=left_out, card=card, ecosystem=ecosystem, language=language
    )
    text = page(content)
    target = Path(out).expanduser().absolute()
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
    return target


def _check(run: Any, base: Any | None) -> None:
    """Refuse what no page can show."""
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
