"""What each kind of job answers: the same as the command of its name with --json."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError
from technopole.region import load_region

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.future.calibration import City
    from technopole.lab.jobs.spec import Spec
    from technopole.lab.jobs.work import Teller
    from technopole.region import Region

PROGRAMME = "programme.yaml"


def _city(spec: Spec, teller: Teller) -> City:
    from technopole.future.remembered import calibrated_city

    teller.say(0.02, "Reading the region")
    region = load_region(spec.place)
    teller.say(0.05, "Calibrating the base year")
    return calibrated_city(region)


def bands_job(spec: Spec, teller: Teller) -> Any:
    """Bands of the goals and of the shown map layer, over draws."""
    from technopole.lab.jobs.bands import bands_answer

    teller.say(0.02, "Reading the region")
    return bands_answer(load_region(spec.place), spec, teller)


def claims_job(spec: Spec, teller: Teller) -> Any:
    """`technopole claims --json`, and the figure of each claim in every draw."""
    from technopole.decide.claims import ask_claims, load_claims

    teller.say(0.02, "Reading the region")
    region, options = load_region(spec.place), spec.options
    verdicts = ask_claims(
        region, load_claims(region), draws=options["draws"], seed=options["seed"], workers=spec.workers,
        folder=Path(spec.folder) / "draws", progress=teller.share,
    )  # fmt: skip
    return {
        "region": region.id,
        "draws": options["draws"],
        "seed": options["seed"],
        "claims": [{**one.plain(), **_by_language(one), "samples": one.samples()} for one in verdicts],
    }


def _by_language(verdict: Any) -> dict[str, dict[str, str]]:
    """Return what a claim says, and what its test leaves out, in every language."""
    told = {language: verdict.plain(language) for language in ("en", "zh-Hant", "zh-Hans")}
    return {f"{key}s": {code: one[key] for code, one in told.items()} for key in ("statement", "note")}


def value_job(spec: Spec, teller: Teller) -> Any:
    """`technopole value --json` of a scenario."""
    from technopole.decide.value import marginal_values
    from technopole.plans import load_plan

    city, options = _city(spec, teller), spec.options
    plan = load_plan(city.region, str(spec.b))
    teller.say(0.2, "Following slopes backwards")
    worths = marginal_values(city, plan, year=options["year"], check=options["check"])
    return {
        "region": city.region.id,
        "plan": plan.id,
        "year": options["year"] or city.region.last_year,
        "values": [worth.plain() for worth in worths],
    }


def programme_job(spec: Spec, teller: Teller) -> Any:
    """`technopole programme --json` of the region's own programme, its budgets times `budget` if given."""
    from technopole.decide.programme import best_programme, load_programme

    city, options = _city(spec, teller), spec.options
    file = Path(city.region.folder) / PROGRAMME
    if not file.is_file():
        what = f"Region '{city.region.id}' has no programme to choose"
        raise InputError(Finding(what, remedy=f"Write {PROGRAMME} into its folder: plan, budget, goals"))
    asked = load_programme(city.region, file)
    if options["budget"]:
        from dataclasses import replace

        rows = tuple(
            row.model_copy(update={"amount": row.amount * options["budget"]}) for row in asked.budget
        )
        asked = replace(asked, budget=rows)
    found = best_programme(
        city, asked, draws=options["draws"], seed=options["seed"], progress=_stepping(teller, 6)
    )
    return {"region": city.region.id, "plan": asked.plan.id, "base": asked.base.id, **found.plain()}


def ecosystem_job(spec: Spec, teller: Teller) -> Any:
    """`technopole ecosystem --json` of a scenario."""
    from technopole.decide.ecosystem import ecosystem_answer
    from technopole.plans import load_plan

    city, options = _city(spec, teller), spec.options
    plan = load_plan(city.region, str(spec.b))
    said = _stepping(teller, 5)
    return ecosystem_answer(city, plan, draws=options["draws"], seed=options["seed"], said=said)


def fund_prices_job(spec: Spec, teller: Teller) -> Any:
    """`technopole fund price --json` of a shipped scheme."""
    from technopole.lab.funds import fund_prices

    return fund_prices(spec.options, _stepping(teller, 30))


def _stepping(teller: Teller, steps: int) -> Callable[[str], None]:
    done = 0

    def said(message: str) -> None:
        nonlocal done
        done += 1
        teller.say(min(0.95, 0.1 + 0.85 * done / (steps + 1)), message)

    return said


KINDS: dict[str, Callable[[Spec, Teller], Any]] = {
    "bands": bands_job,
    "claims": claims_job,
    "value": value_job,
    "programme": programme_job,
    "ecosystem": ecosystem_job,
    "fund-prices": fund_prices_job,
}


def kinds_for(region: Region) -> tuple[str, ...]:
    """Return the kinds of jobs a region has the data for."""
    folder = Path(region.folder)
    has = {
        "claims": (folder / "claims.yaml").is_file(),
        "programme": (folder / PROGRAMME).is_file(),
        "ecosystem": not region.tables["funders"].empty,
    }
    return tuple(kind for kind in KINDS if has.get(kind, True))
