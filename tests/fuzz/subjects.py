"""What is damaged: regions, plans, files to import, questions, funds; and what of it was accepted."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "importers"))

import files
from damage import TEXT, damage

from technopole.base import Finding, InputError
from technopole.decide import load_claims, load_programme, load_targets
from technopole.funds import load_study, scheme_problem, write_study
from technopole.importers import import_region
from technopole.plans import load_plan
from technopole.region import check_region, find_region, load_region

if TYPE_CHECKING:
    import random

    from technopole.funds import Problem
    from technopole.region import Region

LONGEST_SENTENCE = 2000
EXAMPLES = Path(__file__).parents[2] / "examples"
FUND = ("co-managed-real-pot", 14, 3)  # scheme, proposals, seed


def _clear(findings: tuple[Finding, ...]) -> None:
    """Hold every finding to the house form."""
    assert findings
    for finding in findings:
        assert finding.what, finding
        assert "Traceback" not in finding.sentence()
        assert len(finding.sentence()) < LONGEST_SENTENCE, finding.sentence()[:300]


def region_or_plan(folder: Path, chance: random.Random) -> tuple[str, Region | None]:
    """Damage a region or one of its plans and load both; return what was done and the region if it loaded."""
    shutil.copytree(find_region("two-towns"), folder)
    inputs = sorted(path for path in folder.rglob("*") if path.suffix in TEXT)
    done = damage(chance.choice(inputs), chance)
    check_region(folder)
    try:
        region = load_region(folder)
    except InputError as error:
        _clear(error.findings)
        return done, None
    for name in ("baseline", "integration-only", "new-town", "new-town-closed"):
        try:
            load_plan(region, name)
        except InputError as error:
            _clear(error.findings)
    return done, region


def imported(folder: Path, chance: random.Random) -> tuple[str, Region | None]:
    """Damage one of a country's files and import it; return what was done and the region if there is one."""
    sections = chance.choice([(files.NETWORK, files.TIMETABLE), (files.MATRIX,), ()])
    recipe = files.country(folder / "files", *sections)
    read = [
        "import.toml",
        "region.toml",
        "zones.gpkg",
        "census.csv",
        "border.csv",
        "bridges.csv",
        "commuters.csv",
    ]
    read += ["skim.omx"] if files.MATRIX in sections else []
    if files.TIMETABLE in sections:
        read += ["roads/node.csv", "roads/link.csv"]
        read += [f"feed/{path.name}" for path in sorted((folder / "files" / "feed").iterdir())]
    done = damage(folder / "files" / chance.choice(read), chance)
    try:
        found = import_region(recipe, folder / "region", quality=False)
    except InputError as error:
        _clear(error.findings)
        assert [path.name for path in folder.iterdir()] == ["files"], done
        return done, None
    return done, load_region(found.folder)


def asked(folder: Path, chance: random.Random) -> tuple[str, None]:
    """Damage a region's claims, or a file of targets or of a programme, and read it; the region is sound."""
    shutil.copytree(find_region("two-towns"), folder)
    region = load_region(folder)
    name, load = chance.choice(
        [("claims.yaml", load_claims)] * 3
        + [("targets.yaml", load_targets), ("programme.yaml", load_programme)]
    )
    if name != "claims.yaml":
        shutil.copy(EXAMPLES / name, folder)
    done = damage(folder / name, chance)
    try:
        questions = load(region, folder / name)
    except InputError as error:
        _clear(error.findings)
        return done, None
    assert questions, done
    return done, None


def funded(folder: Path, chance: random.Random) -> tuple[str, Problem | None]:
    """Damage a fund's study and read it; return what was done and the study if it was accepted."""
    write_study(scheme_problem(*FUND), folder)
    done = damage(chance.choice(sorted(folder.iterdir())), chance)
    try:
        return done, load_study(folder)
    except InputError as error:
        _clear(error.findings)
        return done, None
