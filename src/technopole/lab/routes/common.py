"""What routes share: the server's parts, who may ask, answers as kept bytes."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Query, Request, Response

from technopole.lab.access import Access, Rate
from technopole.lab.jobs import Jobs
from technopole.lab.jobs.bands import goal_bands
from technopole.lab.laboratory import Laboratory
from technopole.lab.models import Language, Refused
from technopole.lab.settings import LabSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.lab.engine import Asked, Engine
    from technopole.lab.jobs import Record

PREFIX = "/api/v1"
JSON = "application/json"
PAGE = "x-lab-page"
PAGE_LENGTH = 64

REFUSALS: dict[int | str, dict[str, Any]] = {
    204: {"description": "a newer question of the same page took this one's place"},
    400: {"model": Refused, "description": "a scenario, lever or year that cannot be used"},
    401: {"model": Refused, "description": "no token"},
    404: {"model": Refused, "description": "no such path, region, run, job or link"},
    409: {"model": Refused, "description": "the model is loading"},
    422: {"model": Refused, "description": "a parameter that is missing or of another kind"},
    429: {"model": Refused, "description": "too many questions"},
}

Lang = Annotated[Language, Query(description="language of names and sentences")]


@dataclass(frozen=True)
class Pair:
    """The two scenarios of a question."""

    a: str | None
    b: str
    beyond: bool = False

    def settled(self, engine: Engine) -> str:
        """Return both in their one form: the key under which answers are kept.

        Raises:
            InputError: everything wrong with either.

        """
        forms = [
            "" if one in {None, "", "none"} else engine.plans.settled(str(one), beyond=self.beyond)[0].text
            for one in (self.a, self.b)
        ]
        return "|".join((*forms, self.b if self.beyond else ""))

    def asked(self, engine: Engine) -> Asked:
        """Return both followed."""
        return engine.asked(self.a, self.b, beyond=self.beyond)


def pair(
    b: Annotated[str, Query(description="scenario B: PLAN or PLAN~LEVER:VALUE,LEVER:VALUE", max_length=4000)],
    a: Annotated[
        str | None, Query(description="scenario A, the baseline; `none` for no comparison", max_length=4000)
    ] = None,
    *,
    beyond: Annotated[
        bool, Query(description="take the nearest bound for levers out of bounds; results are extrapolated")
    ] = False,
) -> Pair:
    """Read the two scenarios of a question."""
    return Pair(a, b, beyond)


Scenarios = Annotated[Pair, Depends(pair)]


@dataclass(frozen=True, eq=False)
class Parts:
    """What a server is made of."""

    settings: LabSettings
    lab: Laboratory
    jobs: Jobs
    access: Access
    scenarios: Rate
    expensive: Rate
    tries: Rate


def parts(request: Request) -> Parts:
    """Return the parts of the server that answers."""
    found: Parts = request.app.state.parts
    return found


def may_read(request: Request) -> Parts:
    """Let readers pass."""
    held = parts(request)
    held.access.may_read(request)
    return held


def may_change(request: Request) -> Parts:
    """Let those pass who may start work."""
    held = parts(request)
    held.access.may_change(request)
    return held


Reader = Annotated[Parts, Depends(may_read)]
Changer = Annotated[Parts, Depends(may_change)]


def address_of(request: Request) -> str:
    """Return the address a request comes from."""
    return "" if request.client is None else request.client.host


def bands_job(held: Parts, engine: Engine, two: Pair) -> Record | None:
    """Return the job that has, or makes, the bands of two scenarios; None if nobody has asked for it."""
    if two.a in {None, "", "none"} or two.beyond:
        return None
    forms = [engine.plans.settled(str(one))[0].text for one in (two.a, two.b)]
    return held.jobs.index.latest("bands", engine.region.id, forms[0], forms[1], engine.mark("bands", *forms))


@dataclass(frozen=True)
class KnownBands:
    """What is known of the bands of two scenarios; `mark` says so in one word."""

    mark: str = ""
    bands: dict[tuple[str, str], dict[str, Any]] | None = None
    checking: bool = False


def bands_of(held: Parts, engine: Engine, two: Pair) -> KnownBands:
    """Return the goals' bands if a job has made them, or that one is making them."""
    job = bands_job(held, engine, two)
    if job is None:
        return KnownBands()
    if job.state != "done":
        return KnownBands("checking", None, checking=True)
    result = held.jobs.result(job.id)
    return KnownBands() if result is None else KnownBands(job.id, goal_bands(result))


def _place_of(request: Request, key: str) -> str | None:
    """Return whose newest question this is: of a page, those that move levers, or another kind."""
    page, kind = request.headers.get(PAGE, "")[:PAGE_LENGTH], key.partition("|")[0]
    return f"{page}|{'scenario' if kind == 'light' else kind}" if page else None


async def kept_answer(
    request: Request,
    held: Parts,
    engine: Engine,
    key: str,
    make: Callable[[], Any],
    *,
    slow: bool = False,
) -> Response:
    """Send a kept answer, or make it; a page that has it already is told so."""
    page = _place_of(request, key)
    full = f"{engine.region.fingerprint}|{key}"
    if not held.lab.knows(full):
        held.scenarios.take(address_of(request), "new scenarios")
    body, tag = await held.lab.answer(full, make, None if slow else page, slow=slow)
    headers = {"etag": f'"{tag}"', "cache-control": "private, no-cache", "vary": "accept-encoding, cookie"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(body, media_type=JSON, headers={**headers, "content-encoding": "gzip"})
    return Response(gzip.decompress(body), media_type=JSON, headers=headers)
