"""From a recipe to a region folder that passes every check, or to findings and nothing written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from technopole.base.errors import Finding, InputError, NotConverged, errors_of
from technopole.importers.connect import connect
from technopole.importers.counts import fill_counts
from technopole.importers.draft import Draft
from technopole.importers.gmns import read_gmns
from technopole.importers.gravity import estimate
from technopole.importers.gtfs import read_gtfs
from technopole.importers.matrices import read_matrix, read_minutes
from technopole.importers.outlines import read_zones
from technopole.importers.prices import fill_prices, missing_parameters
from technopole.importers.recipe import read_recipe
from technopole.importers.start import empty_target
from technopole.importers.tabular import read_mapped
from technopole.importers.write import BUILD, append_estimates, write_draft
from technopole.region.load import load_region
from technopole.region.parameters_read import read_parameters
from technopole.region.plain import mapping
from technopole.region.settings_read import read_settings, read_toml
from technopole.store.write import new_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from technopole.importers.draft import Estimate, Filled
    from technopole.region import Region
    from technopole.region.settings import RegionSettings

FIRST = ("nodes", "crossings")
"""Tables that others refer to."""
QUALITY = "quality.html"
ROUNDS, AGREED = 20, 1e-6
"""Rounds in which decay and minutes are found together, and the relative change at which they agree."""
LEAST_DECAY, MOST_DECAY = 1e-4, 1.0
"""Range of nu the model allows, per minute."""
NOT_GIVEN = "none can be assumed"
"""How the reader of parameters says that one is missing: those are stated here."""


@dataclass(frozen=True)
class Imported:
    """What an import made: the folder, what no file gave, what was estimated, what else to know."""

    folder: Path
    filled: tuple[Filled, ...]
    estimates: tuple[Estimate, ...]
    remarks: tuple[str, ...]
    warnings: tuple[Finding, ...]
    report: Path | None


def import_region(
    recipe: str | Path, out: str | Path, *, quality: bool = True, say: Callable[[str], None] = lambda _: None
) -> Imported:
    """Make a region folder from other people's files.

    Args:
        recipe: a TOML file that says which file becomes which table (docs/how-to/import.md).
        out: the new region's folder.
        quality: calibrate the region and write build/quality.html: every default, its influence on results
            and what data would help most.
        say: told what is being done, for a progress bar.

    Raises:
        InputError: every fault found in the recipe and the files, with file, line and column; nothing is
            written then.

    """
    path = Path(recipe).expanduser().absolute()
    target = empty_target(out)
    say("Reading the files")
    draft = _read(path)
    parameters = _missing(draft)
    _stop_at(draft.findings)
    with new_folder(target) as partial:
        say("Checking the region")
        write_draft(draft, partial, path, parameters)
        region = _checked(partial)
        if draft.recipe.flows is not None:
            flows = _flows(draft)
            if flows is not None:
                draft.estimates = _estimated(region, flows, draft.recipe.flows.file)
                source = draft.recipe.flows.file
                names = append_estimates(partial, draft.estimates, region.sides)
                draft.remarks += [f"{name} of parameters.toml was estimated from {source}" for name in names]
                region = _checked(partial)
        if quality:
            say("Measuring what each default decides")
            _write_quality(region, draft, partial / BUILD / QUALITY)
    report = target / BUILD / QUALITY if quality else None
    return Imported(
        target, tuple(draft.filled), tuple(draft.estimates), tuple(draft.remarks), region.warnings, report
    )


def _read(path: Path) -> Draft:
    """Read everything the recipe names and fill what is missing.

    Raises:
        InputError: every fault of one stage; later stages stand on the earlier ones.

    """
    recipe = read_recipe(path)
    place = path.parent
    settings, findings = _settings(place / recipe.settings)
    if settings is None or errors_of(findings):
        raise InputError(errors_of(findings))
    draft = Draft(recipe, place, settings)
    read_zones(draft)
    _stop_at(draft.findings)
    for mapped in sorted(recipe.tables, key=lambda one: one.table not in FIRST):
        read_mapped(draft, mapped)
    _stop_at(draft.findings)
    for network in recipe.network:
        read_gmns(draft, network)
    for timetable in recipe.transit:
        read_gtfs(draft, timetable)
    for matrix in recipe.minutes:
        read_minutes(draft, matrix)
    flows = _flows(draft)
    _stop_at(draft.findings)
    if flows is not None and recipe.flows is not None:
        _remark_absent(draft, flows, recipe.flows.file)
    connect(draft)
    fill_counts(draft, flows)
    _stop_at(draft.findings)
    fill_prices(draft)
    _stop_at(draft.findings)
    return draft


def _settings(file: Path) -> tuple[RegionSettings | None, list[Finding]]:
    """Read the labels that the recipe names."""
    if file.name == "region.toml":
        return read_settings(file.parent)
    what = f"'{file.name}' is not called region.toml"
    return None, [Finding(what, "the recipe", column="settings", remedy="Call the file region.toml")]


def _flows(draft: Draft) -> NDArray[np.float64] | None:
    wanted = draft.recipe.flows
    if wanted is None:
        return None
    columns = [wanted.columns.get(name, name) for name in ("home", "work", "workers")]
    return read_matrix(draft, wanted, columns, draft.zones)


def _remark_absent(draft: Draft, flows: NDArray[np.float64], file: str) -> None:
    """Say how many pairs the flows leave out: they count as nobody in sums and not at all in estimates."""
    absent = int((flows != flows).sum())  # noqa: PLR0124 - NaN is the one value that is not itself
    if absent:
        draft.remarks.append(
            f"{file}: {absent} of {flows.size} pairs are not in the file and count as nobody"
        )


def _missing(draft: Draft) -> list[tuple[str, str, float, str, str]]:
    """Return the parameters to be stated; those of the user's file are kept as they are."""
    given: set[tuple[str, str]] = set()
    if draft.recipe.parameters is not None:
        file = draft.place / draft.recipe.parameters
        if file.name != "parameters.toml" or not file.is_file():
            what = f"there is no file '{draft.recipe.parameters}' called parameters.toml beside the recipe"
            draft.findings.append(Finding(what, "the recipe", column="parameters", remedy="Correct the name"))
            return []
        _, findings = read_parameters(file.parent, draft.settings)
        draft.findings += [one for one in errors_of(findings) if NOT_GIVEN not in one.what]
        for name, content in (read_toml(file)[0] or {}).items():
            entries = mapping(content) or {}
            given |= {(name, label) for label, entry in entries.items() if mapping(entry) is not None}
            given |= {(name, "")} if "value" in entries else set()
    entries = missing_parameters(draft, given)
    for name, label, _, _, how in entries:
        draft.note("parameters", 1, f"{name} of {label}", how, "a published figure")
    return entries


def _stop_at(findings: list[Finding]) -> None:
    errors = errors_of(findings)
    if errors:
        raise InputError(errors)


def _checked(folder: Path) -> Region:
    """Load the folder.

    Raises:
        InputError: the tables do not fit together; files are those that would have been written.

    """
    try:
        return load_region(folder)
    except InputError as error:
        told = [replace(one, what=f"the imported table does not pass: {one.what}") for one in error.findings]
        raise InputError(told) from None


def _estimated(region: Region, flows: NDArray[np.float64], file: str) -> list[Estimate]:
    """Estimate decay and border from the flows and the region's own minutes.

    Minutes over several modes depend on theta, which is nu unless it is given: both are found together.
    """
    decay = region.parameters.get("nu")
    found: list[Estimate] = []
    for _ in range(ROUNDS):
        changed = region.parameters.with_values({("nu", ""): decay})
        found = estimate(flows, _minutes(replace(region, parameters=changed)), region.zone_side, file)
        before, decay = decay, found[0].value
        if not LEAST_DECAY < decay < MOST_DECAY:
            what = f"commuters do not fall with minutes as they should: nu is estimated at {decay:.4f}"
            remedy = "Check that the flows and the minutes have the same zones, or leave [flows] out"
            raise InputError(Finding(what, file, remedy=remedy))
        if abs(decay - before) <= AGREED * decay:
            break
    return found


def _minutes(region: Region) -> NDArray[np.float64]:
    """Return door-to-door minutes in the base year, over the quickest crossing without its own time."""
    from technopole.travel import travel_years

    travel = travel_years(region, [region.base_year])
    minutes = travel.minutes[0].copy()
    across = region.zone_side[:, None] != region.zone_side[None, :]
    if region.crossings:
        ways = travel.leg_out[0][:, :, None] + travel.leg_in[0][None, :, :]
        minutes[across] = ways.min(axis=1)[across]
    return minutes


def _write_quality(region: Region, draft: Draft, file: Path) -> None:
    """Write the quality report; a region that cannot be calibrated is said to be one there."""
    from technopole.importers.quality import influences
    from technopole.importers.quality_page import quality_page

    failure = ""
    try:
        found = influences(region, draft.filled)
    except NotConverged as error:
        found, failure = [], str(error)
        draft.remarks.append(f"the base year cannot be calibrated yet: {error}")
    file.write_text(quality_page(region, draft, found, failure), encoding="utf-8")
