"""Jobs: ask, list, follow, cancel."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import StreamingResponse

from technopole.lab.errors import LabError
from technopole.lab.jobs.kinds import kinds_for
from technopole.lab.jobs.spec import question
from technopole.lab.models import Job, JobAsked
from technopole.lab.plain import encoded
from technopole.lab.routes.common import PAGE, PAGE_LENGTH, REFUSALS, Changer, Reader, address_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from technopole.lab.jobs import Jobs, Record

router = APIRouter(responses=REFUSALS, tags=["jobs"])
POLL_SECONDS = 0.25
HEARTBEAT = 40
"""Polls without news after which a line is sent all the same, so that nobody in between hangs up."""
ENDED = ("done", "failed", "cancelled", "interrupted")
JobId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="id of a job")]


def said(record: Record, result: Any = None) -> Job:
    """Return a job as the API says it."""
    return Job(
        id=record.id, key=record.key, kind=record.kind, region=record.region, a=record.a, b=record.b,  # type: ignore[arg-type]
        options=record.options, state=record.state, progress=record.progress, message=record.message,  # type: ignore[arg-type]
        created=record.created, finished=record.finished, result=result, error=record.error,
    )  # fmt: skip


@router.post("/jobs", status_code=202)
async def ask(request: Request, held: Changer, asked: JobAsked) -> Job:
    """Ask a long question. The same question is the same job, whoever asks.

    A page that names itself in header `X-Lab-Page` may leave it again (`/jobs/{job}/left`).
    """
    engine = held.lab.engine(asked.region)
    known = kinds_for(engine.region)
    if asked.kind not in known:
        what = f"Region '{asked.region}' has no data for jobs of kind '{asked.kind}'"
        raise LabError(400, what, which="kind", remedy=f"It has: {', '.join(known)}")
    key, a, b, options, mark = question(engine, asked.kind, asked.a, asked.b, asked.options)
    if held.jobs.find(key) is None:
        held.expensive.take(address_of(request), "long questions")
    place = held.lab.regions[asked.region]
    page = request.headers.get(PAGE, "")[:PAGE_LENGTH]
    record = await asyncio.to_thread(
        held.jobs.ask, key, asked.kind, asked.region, place, a, b, options, mark, page
    )
    return _with_result(held.jobs, record)


@router.get("/jobs")
def listed(held: Reader) -> list[Job]:
    """List the latest jobs, newest first, without results."""
    return [said(record) for record in held.jobs.index.jobs()]


@router.get("/jobs/{job}")
def one(held: Reader, job: JobId) -> Job:
    """Return a job, with its result once it is done."""
    return _with_result(held.jobs, held.jobs.get(job))


@router.delete("/jobs/{job}")
async def cancel(held: Changer, job: JobId) -> Job:
    """Cancel a job that waits or runs."""
    return said(await asyncio.to_thread(held.jobs.cancel, job))


@router.post("/jobs/{job}/left")
async def left(request: Request, held: Changer, job: JobId) -> Job:
    """Say that the page named in header `X-Lab-Page` waits no longer: what nobody else has asked for ends."""
    page = request.headers.get(PAGE, "")[:PAGE_LENGTH]
    return said(await asyncio.to_thread(held.jobs.leave, job, page))


@router.get("/jobs/{job}/events", response_class=StreamingResponse)
async def events(request: Request, held: Reader, job: JobId) -> StreamingResponse:
    """Follow a job: server-sent events `progress` {state, progress, message} and, at its end, `done`."""
    held.jobs.get(job)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(
        _events(request, held.jobs, job), media_type="text/event-stream", headers=headers
    )


async def _events(request: Request, jobs: Jobs, job: str) -> AsyncGenerator[bytes]:
    last, quiet = b"", 0
    while not await request.is_disconnected():
        record = await asyncio.to_thread(jobs.get, job)
        told = encoded(
            {"state": record.state, "progress": round(record.progress, 4), "message": record.message}
        )
        if told != last:
            yield b"event: progress\ndata: " + told + b"\n\n"
            last, quiet = told, 0
        if record.state in ENDED:
            yield b"event: done\ndata: " + json.dumps({"id": job, "state": record.state}).encode() + b"\n\n"
            return
        quiet += 1
        if quiet % HEARTBEAT == 0:
            yield b": still here\n\n"
        await asyncio.sleep(POLL_SECONDS)


def _with_result(jobs: Jobs, record: Record) -> Job:
    return said(record, jobs.result(record.id) if record.state == "done" else None)
