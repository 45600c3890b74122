"""Links for addresses that are too long, login, and shared links that let their holder read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from technopole.lab.access import COOKIE, SHARE_COOKIE
from technopole.lab.answers import model_of
from technopole.lab.errors import LabError
from technopole.lab.models import Link, LinkAsked, Login
from technopole.lab.routes.common import REFUSALS, Changer, Reader, address_of, parts

router = APIRouter(responses=REFUSALS)
shares = APIRouter(include_in_schema=False)
A_MONTH = 30 * 24 * 3600
LinkId = Annotated[str, Path(pattern=r"^[0-9a-z]{8}$", description="id of a link")]


@router.post("/login", tags=["server"], status_code=204)
def login(request: Request, given: Login) -> Response:
    """Log in with the server's token; a cookie stands for it from then on."""
    held = parts(request)
    held.tries.take(address_of(request), "tries to log in")
    if not held.access.login:
        return Response(status_code=204)
    if not held.access.opens(given.token):
        raise LabError(401, "This is not the token", which="token", remedy="Ask whoever started the server")
    answer = Response(status_code=204)
    secure = request.url.scheme == "https"
    answer.set_cookie(
        COOKIE, held.access.cookie, max_age=A_MONTH, httponly=True, samesite="strict", secure=secure, path="/"
    )
    return answer


@router.post("/logout", tags=["server"], status_code=204)
def logout() -> Response:
    """Forget the cookie."""
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return answer


@router.post("/links", tags=["links"], status_code=201)
def keep(request: Request, held: Changer, asked: LinkAsked) -> Link:
    """Keep an address under a short id."""
    held.expensive.take(address_of(request), "links")
    name, word = held.jobs.index.keep_link(
        asked.hash, model_of(held.lab.begin(held.lab.first)), share=asked.share
    )
    found = held.jobs.index.link(name) or {}
    return Link(**found, share=None if word is None else f"/s/{word}")


@router.get("/links/{link}", tags=["links"])
def kept(held: Reader, link: LinkId) -> Link:
    """Return a kept address and the version of the model it was made with."""
    found = held.jobs.index.link(link)
    if found is None:
        raise LabError(404, f"There is no link '{link}'", which="link", remedy="Ask for a fresh one")
    return Link(**found)


@shares.get("/s/{word}")
def share(request: Request, word: str) -> Response:
    """Open a shared link: its holder may read from then on."""
    held = parts(request)
    held.tries.take(address_of(request), "shared links")
    name = held.jobs.index.shared(word[:200])
    if name is None:
        raise LabError(404, "This shared link does not exist", which="link", remedy="Ask for a fresh one")
    answer = RedirectResponse(f"/#link={name}", status_code=303)
    answer.set_cookie(SHARE_COOKIE, word, max_age=A_MONTH, httponly=True, samesite="lax", path="/")
    return answer
