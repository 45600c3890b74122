"""What stands before every route: names of the host, size of bodies, headers that keep the page to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from technopole.lab.errors import error_body
from technopole.lab.plain import encoded

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from technopole.lab.settings import LabSettings

CHANGING = ("POST", "PUT", "PATCH", "DELETE")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


class Guard:
    """Refuses what is asked under another name, from another page or at too great length."""

    def __init__(self, app: ASGIApp, settings: LabSettings) -> None:
        """Stand before an application."""
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await _answer(send, *refusal)
            return
        body = _Body(receive, self._settings.body_limit)
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            if body.too_large and not begun:  # whatever the application makes of a body that was cut off
                begun = True
                await _answer(send, 413, *self._too_large())
            if body.too_large:
                return
            if message["type"] == "http.response.start":
                begun = True
                held = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(one for one in HEADERS if one[0] not in held)]
            await send(message)

        await self._app(scope, body.receive, sent)

    def _refusal(self, method: str, headers: dict[str, str]) -> tuple[int, str, str] | None:
        """Return status, what and remedy of a request that goes no further."""
        host = _name(headers.get("host", ""))
        if "*" not in self._settings.hosts and host not in self._settings.hosts:
            names = ", ".join(self._settings.hosts)
            return 421, f"This server does not answer under the name '{host[:80]}'", f"Use one of {names}"
        origin = headers.get("origin")
        if (
            method in CHANGING
            and origin
            and origin != "null"
            and urlsplit(origin).netloc != headers.get("host")
        ):
            return 403, f"A page of '{origin[:80]}' may not change anything here", "Use the lab's own page"
        if method in CHANGING and origin == "null":
            return 403, "A page without an origin may not change anything here", "Use the lab's own page"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._settings.body_limit:
            return 413, *self._too_large()
        return None

    def _too_large(self) -> tuple[str, str]:
        return (
            f"The body is larger than {self._settings.body_limit:,} bytes",
            "Send less: ids instead of data",
        )


class _Body:
    """A request's body, cut off at the limit."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._left, self.too_large = receive, limit, False

    async def receive(self) -> Message:
        """Pass a piece on; one beyond the limit ends the request."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.too_large = True
            return {"type": "http.disconnect"}
        return message


def _name(host: str) -> str:
    """Return the host's name without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() and ":" in host else host


async def _answer(send: Send, status: int, what: str, remedy: str) -> None:
    body = encoded(error_body(what, remedy=remedy))
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
