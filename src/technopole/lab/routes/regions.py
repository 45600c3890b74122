"""Health, regions and scenarios."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from technopole import __version__
from technopole.lab.answers import light_data, model_of, scenario_data
from technopole.lab.models import Health, RegionSummary
from technopole.lab.regions import region_info
from technopole.lab.routes.common import (
    REFUSALS,
    Lang,
    Reader,
    Scenarios,
    bands_of,
    kept_answer,
    parts,
)
from technopole.region.settings_read import read_settings
from technopole.region.shipped import find_region

router = APIRouter(responses=REFUSALS)


@router.get("/health", tags=["server"])
def health(request: Request, region: str | None = None) -> Health:
    """Say whether scenarios of a region (the first one, if none is named) can be asked for."""
    held = parts(request)
    engine = held.lab.begin(region or held.lab.first)
    return Health(
        version=__version__, model=model_of(engine), region=engine.region.id, ready=engine.ready,
        progress=engine.progress, message=engine.message, login=held.access.login,
        read_only=held.settings.read_only,
    )  # fmt: skip


@router.get("/regions", tags=["regions"])
def regions(held: Reader, lang: Lang = "en") -> list[RegionSummary]:
    """List the regions there are."""
    found: list[RegionSummary] = []
    for name, place in held.lab.regions.items():
        settings, _ = read_settings(find_region(place))  # tables take seconds
        if settings is None:
            continue
        told = "" if settings.description is None else settings.description.text(lang)
        found.append(RegionSummary(id=name, name=settings.name.text(lang), description=told))
    return found


@router.get("/regions/{region}", tags=["regions"])
async def region(request: Request, held: Reader, region: str, lang: Lang = "en") -> Response:
    """Return what a page must know of a region: plans, levers, goals, map layers."""
    engine = held.lab.engine(region)
    return await kept_answer(request, held, engine, f"region|{lang}", lambda: region_info(engine, lang))


@router.get("/regions/{region}/scenario", tags=["scenarios"])
async def scenario(
    request: Request, held: Reader, region: str, two: Scenarios, lang: Lang = "en"
) -> Response:
    """Return everything of two scenarios: the report's data, levers, goals with verdicts, cost."""
    engine = held.lab.engine(region)
    known = bands_of(held, engine, two)
    key = f"scenario|{two.settled(engine)}|{lang}|{known.mark}"
    return await kept_answer(
        request, held, engine, key,
        lambda: scenario_data(engine, two.asked(engine), lang, bands=known.bands, checking=known.checking),
    )  # fmt: skip


@router.get("/regions/{region}/scenario/light", tags=["scenarios"])
async def light(
    request: Request,
    held: Reader,
    region: str,
    two: Scenarios,
    layer: Annotated[str, Query(description="map layer")] = "jobs_per_worker",
    lang: Lang = "en",
) -> Response:
    """Return what a moving lever needs; header `X-Lab-Page` names the page, whose newest question counts."""
    engine = held.lab.engine(region)
    known = bands_of(held, engine, two)
    key = f"light|{two.settled(engine)}|{layer}|{lang}|{known.mark}"
    return await kept_answer(
        request, held, engine, key,
        lambda: light_data(
            engine, two.asked(engine), layer, lang, bands=known.bands, checking=known.checking
        ),
    )  # fmt: skip
