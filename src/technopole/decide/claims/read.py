"""Read claims.yaml: every fault of every claim at once, each with the nearest right name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.decide.cases import Assumption, Case, assumption_of, plan_of
from technopole.decide.claims.schema import CaseEntry, Claim, ClaimsFile, as_case
from technopole.decide.figures import Figure, figure_faults, year_faults
from technopole.plans.faults import Place, findings_of
from technopole.plans.yaml_source import Located, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from technopole.region import Region

FILE = "claims.yaml"


@dataclass(frozen=True)
class Asked:
    """A claim ready to be asked: its futures as cases, its goal as a number."""

    claim: Claim
    figure: Figure
    year: int
    goal: float | None
    at_most: bool
    cases: tuple[Case, ...]


def load_claims(region: Region, path: str | Path | None = None) -> tuple[Asked, ...]:
    """Load a region's claims, or those of another file, and check them against the region.

    Raises:
        InputError: with every fault of the file: unknown fields, indicators, scopes, years, plans, measures,
            parameters, claims that are incomplete, and two claims of one id.

    """
    file = Path(region.folder) / FILE if path is None else Path(path).expanduser()
    if path is None and not file.is_file():
        what = f"Region '{region.id}' makes no claims: it has no {FILE}"
        raise InputError(Finding(what, remedy="Write one (docs/decide.md), or name a file"))
    source = read_yaml(file)
    if source.content is None and source.findings:
        raise InputError(source.findings)
    findings = list(source.findings)
    asked = list(_claims(region, source.content, file.name, findings))
    if findings:
        raise InputError(findings)
    return tuple(asked)


def _claims(region: Region, content: object, file: str, findings: list[Finding]) -> Iterator[Asked]:
    """Yield the sound claims of a file; add what is wrong with the others to `findings`."""
    place = Place(file, 1, "The file")
    items = content.get("claims") if isinstance(content, Mapping) else None
    if not isinstance(items, list):
        findings.append(place.finding("holds no list of claims", "Write `claims: [{id, statement, ...}]`"))
        return
    try:
        ClaimsFile.model_validate(content)
    except ValidationError as error:
        findings += findings_of(error, ClaimsFile, place, content)  # type: ignore[arg-type]
    seen: dict[str, int] = {}
    for number, item in enumerate(items, 1):
        line = item.line if isinstance(item, Located) else None
        given = item if isinstance(item, Mapping) else {}
        name = given.get("id")
        mine = Place(file, line, f"Claim '{name}'" if name else f"Claim {number}", given)
        claim = _claim(item, mine, findings)
        if claim is None:
            continue
        if claim.id in seen:
            what = f"bears the id of claim {seen[claim.id]}"
            findings.append(mine.finding(what, "Give each its own", "id"))
        seen.setdefault(claim.id, number)
        yield from _asked(region, claim, mine, findings)


def _claim(item: object, place: Place, findings: list[Finding]) -> Claim | None:
    if not isinstance(item, Mapping):
        findings.append(place.finding("is no mapping", "Write `{id: ..., statement: ..., kind: ..., ...}`"))
        return None
    written: dict[str, Any] = {str(key): _expanded(str(key), value) for key, value in item.items()}
    try:
        return Claim.model_validate(written)
    except ValidationError as error:
        findings += findings_of(error, Claim, place, item)  # type: ignore[arg-type]
        return None


def _expanded(key: str, value: Any) -> Any:
    """Let the name of a plan stand for a future."""
    if key in {"plan", "counterfactual"} and isinstance(value, str):
        return {"plan": value}
    if key in {"parts", "circumstances"} and isinstance(value, list):
        return [{"plan": one} if isinstance(one, str) else one for one in value]
    return value


def _asked(region: Region, claim: Claim, place: Place, findings: list[Finding]) -> Iterator[Asked]:
    """Check a claim against the region; yield it if it can be evaluated."""
    before = len(findings)
    test = claim.test
    figure, year = Figure(test.indicator, test.scope), test.year or region.last_year
    faults = (*figure_faults(region, figure), *year_faults(region, year))
    findings += [place.finding(f"cannot be evaluated: {one.what}", one.remedy, "test") for one in faults]
    cases = tuple(_case(region, entry, place, findings) for entry in claim.futures)
    goal, at_most = _goal(region, claim, place, findings)
    if len(findings) == before:
        yield Asked(claim, figure, year, goal, at_most, tuple(case for case in cases if case))


def _case(region: Region, entry: CaseEntry, place: Place, findings: list[Finding]) -> Case | None:
    try:
        names: dict[str, Assumption] = {text: assumption_of(region, text) for text in entry.set}
        case = as_case(entry, names)
        plan_of(region, case)
    except InputError as error:
        findings += [place.finding(f"cannot be evaluated: {one.what}", one.remedy) for one in error.findings]
        return None
    return case


def _goal(region: Region, claim: Claim, place: Place, findings: list[Finding]) -> tuple[float | None, bool]:
    """Return the goal and whether it is a ceiling."""
    test = claim.test
    if test.at_most is not None:
        return test.at_most, True
    if not test.target:
        return test.at_least, False
    table = region.tables["targets"]
    known = table[table["indicator"] != ""]
    mine = known[(known["indicator"] == test.indicator) & (known["scope"] == test.scope)]
    if len(mine) != 1:
        pairs = [f"{row['indicator']}@{row['scope']}" for row in known.to_dict("records")]
        wanted = f"{test.indicator}@{test.scope}"
        number = "no target" if mine.empty else f"{len(mine)} targets"
        what = f"cannot be evaluated: targets.csv has {number} '{wanted}'{suggestion(wanted, pairs)}"
        findings.append(place.finding(what, "Write the goal with at_least or at_most", "test"))
        return None, False
    goal, figure = float(mine["value"].iloc[0]), Figure(test.indicator, test.scope)
    return goal, not figure_faults(region, figure) and figure.better == "lower"
