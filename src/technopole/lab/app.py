"""The application: routes behind a guard, every refusal in one form, the page beside the API."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from technopole import __version__
from technopole.base.errors import InputError, NotConverged
from technopole.lab.access import TRIES_A_MINUTE, Access, Rate
from technopole.lab.errors import LabError, body_of, error_body
from technopole.lab.guard import Guard
from technopole.lab.jobs import Jobs
from technopole.lab.laboratory import Laboratory
from technopole.lab.routes import jobs, links, questions, regions
from technopole.lab.routes.common import PREFIX, Parts
from technopole.lab.settings import LabSettings
from technopole.lab.shell import page_router
from technopole.lab.turns import Overtaken

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request

DESCRIPTION = """The laboratory of technopole: plans of a region with levers moved, followed year by year.

A scenario is one string, `PLAN~LEVER:VALUE,LEVER:VALUE`: `northern-metropolis~clear:20,nl:2032`.
The same string stands in the page's address; `technopole run --plan ... --lever clear=20` and
`technopole.with_levers` give the same numbers."""


def create_app(settings: LabSettings | None = None) -> FastAPI:
    """Return the server's application; with no settings, for this machine alone.

    Raises:
        InputError: the region named cannot be loaded.

    """
    settings = settings or LabSettings()
    lab = Laboratory(settings)
    work = Jobs(settings.runs, processes=settings.job_processes)

    @asynccontextmanager
    async def alive(_: FastAPI) -> AsyncGenerator[None]:
        lab.begin(lab.first)
        yield
        lab.close()
        work.close()

    app = FastAPI(
        title="technopole lab", version=__version__, description=DESCRIPTION, docs_url=None, redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json", lifespan=alive,
    )  # fmt: skip
    app.state.parts = Parts(
        settings=settings,
        lab=lab,
        jobs=work,
        access=Access(settings, lambda word: work.index.shared(word) is not None),
        scenarios=Rate(settings.scenarios_a_minute),
        expensive=Rate(settings.expensive_a_minute),
        tries=Rate(TRIES_A_MINUTE),
    )
    for router in (regions.router, questions.router, jobs.router, links.router):
        app.include_router(router, prefix=PREFIX)
    app.include_router(links.shares)
    app.include_router(page_router(settings))
    app.add_middleware(Guard, settings=settings)
    _refusals(app)
    return app


def _refusals(app: FastAPI) -> None:
    """Give every refusal the one form; none shows a traceback."""

    @app.exception_handler(LabError)
    async def refused(_: Request, error: LabError) -> JSONResponse:
        headers = {"retry-after": "1"} if error.status in {409, 429} else None
        return JSONResponse(error.body, status_code=error.status, headers=headers)

    @app.exception_handler(Overtaken)
    async def overtaken(_: Request, __: Overtaken) -> Response:
        return Response(status_code=204)  # no fault, which a browser would write down

    @app.exception_handler(InputError)
    async def bad_question(_: Request, error: InputError) -> JSONResponse:
        return JSONResponse(body_of(error), status_code=400)

    @app.exception_handler(NotConverged)
    async def not_found_out(_: Request, error: NotConverged) -> JSONResponse:
        return JSONResponse(body_of(error), status_code=400)

    @app.exception_handler(RequestValidationError)
    async def misshapen(_: Request, error: RequestValidationError) -> JSONResponse:
        findings = [_said(detail) for detail in error.errors()]
        which = ", ".join(".".join(str(step) for step in detail["loc"]) for detail in error.errors())
        remedy = f"The shapes of questions stand in {PREFIX}/openapi.json"
        return JSONResponse(
            error_body(findings[0], which=which, remedy=remedy, findings=findings), status_code=422
        )

    @app.exception_handler(HTTPException)
    async def other(_: Request, error: HTTPException) -> JSONResponse:
        missing = error.status_code == 404  # noqa: PLR2004 - HTTP's own number
        what = "There is nothing under this address" if missing else str(error.detail)
        remedy = f"The API begins with {PREFIX}; its paths stand in {PREFIX}/openapi.json" if missing else ""
        return JSONResponse(error_body(what, remedy=remedy), status_code=error.status_code)

    @app.exception_handler(Exception)
    async def broken(_: Request, __: Exception) -> JSONResponse:
        what = "The server failed on this question; its log says where"
        return JSONResponse(
            error_body(what, remedy="Try another scenario, and report this one"), status_code=500
        )


def _said(detail: dict[str, Any]) -> str:
    name = detail["loc"][-1] if detail["loc"] else "the body"
    return f"'{name}': {detail['msg']}"
