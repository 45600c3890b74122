"""Questions beside a scenario: the next step, contributions, why, the joint fund, downloads."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from technopole.lab.draws import Draws
from technopole.lab.export import exported
from technopole.lab.funds import fund_answer
from technopole.lab.models import Download
from technopole.lab.preview import preview_data
from technopole.lab.routes.common import (
    REFUSALS,
    Lang,
    Reader,
    Scenarios,
    address_of,
    bands_job,
    bands_of,
    kept_answer,
)
from technopole.lab.steps import steps_data
from technopole.lab.why import why_data

router = APIRouter(responses=REFUSALS)

Indicator = Annotated[str, Query(max_length=120, description="indicator, with its label if it has one")]
Scope = Annotated[str, Query(max_length=120, description="side, part, zone, named scope or region")]
YearOf = Annotated[int | None, Query(description="year of the run (default: the last)")]


@router.get("/regions/{region}/preview", tags=["scenarios"])
async def preview(
    request: Request,
    held: Reader,
    region: str,
    two: Scenarios,
    lever: Annotated[str, Query(max_length=60, description="lever that takes a step")],
    *,
    down: Annotated[bool, Query(description="a step down instead of up")] = False,
) -> Response:
    """Return what the next step of a lever would do to each goal of B."""
    engine = held.lab.engine(region)
    key = f"preview|{two.settled(engine)}|{lever}|{down}"
    return await kept_answer(
        request, held, engine, key, lambda: preview_data(engine, two.b, lever, down=down)
    )


@router.get("/regions/{region}/steps", tags=["scenarios"])
async def steps(
    request: Request, held: Reader, region: str, two: Scenarios, indicator: Indicator, scope: Scope,
    year: YearOf = None, lang: Lang = "en",
) -> Response:  # fmt: skip
    """Return what each part of B's difference from A adds to a figure, and what they do together."""
    engine = held.lab.engine(region)
    when = year or engine.region.last_year
    a = engine.defaults[0] if two.a in {None, "", "none"} else str(two.a)
    key = f"steps|{two.settled(engine)}|{a}|{indicator}|{scope}|{when}|{lang}"
    return await kept_answer(
        request,
        held,
        engine,
        key,
        lambda: steps_data(engine, a, two.b, indicator, scope, when, lang),
        slow=True,
    )


@router.get("/regions/{region}/why", tags=["scenarios"])
async def why(
    request: Request, held: Reader, region: str, two: Scenarios, indicator: Indicator, scope: Scope,
    year: YearOf = None, lang: Lang = "en",
) -> Response:  # fmt: skip
    """Return what stands behind a figure of B: formula, source, inputs by influence, its draws."""
    engine = held.lab.engine(region)
    when = year or engine.region.last_year
    job = bands_job(held, engine, two)
    done = job is not None and job.state == "done"
    key = f"why|{two.settled(engine)}|{indicator}|{scope}|{when}|{lang}|{job.id if job and done else ''}"
    draws = Draws.read(held.jobs.folder(job.id)) if job is not None and done else None
    return await kept_answer(
        request, held, engine, key,
        lambda: why_data(engine, two.asked(engine), indicator, scope, when, lang, draws=draws),
    )  # fmt: skip


@router.get("/regions/{region}/fund", tags=["fund"])
async def fund(
    request: Request,
    held: Reader,
    region: str,
    scheme: Annotated[str, Query(max_length=60, description="shipped scheme")] = "co-managed-real-pot",
    off: Annotated[str, Query(max_length=400, description="rules taken away, with commas")] = "",
    size: Annotated[float, Query(description="budgets times this")] = 1.0,
) -> Response:
    """Return a joint fund: flows, rules with their costs, frontier, awards."""
    engine = held.lab.engine(region)
    gone = tuple(sorted({name.strip() for name in off.split(",") if name.strip()}))
    key = f"fund|{scheme}|{gone}|{size:.6g}"
    return await kept_answer(request, held, engine, key, lambda: fund_answer(scheme, gone, size), slow=True)


@router.get("/regions/{region}/export", tags=["downloads"])
async def export(
    request: Request, held: Reader, region: str, two: Scenarios, to: Download = "csv", lang: Lang = "en"
) -> Response:
    """Return a download of B against A: csv (zip), geopackage, html (the page), json, yaml (the plan)."""
    held.expensive.take(address_of(request), "downloads")
    engine = held.lab.engine(region)
    two.settled(engine)
    link = f"{request.base_url}#v=1&region={region}&A={two.a or 'none'}&B={two.b}"
    known = bands_of(held, engine, two)
    content, kind, name = await asyncio.to_thread(
        lambda: exported(engine, two.asked(engine), to, link, lang, bands=known.bands)
    )
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, media_type=kind, headers=headers)
