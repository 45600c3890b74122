"""Who may ask: everybody, or those who gave the token; a shared link lets its holder read."""

from __future__ import annotations

import hmac
import secrets
import time
from collections import OrderedDict
from hashlib import sha256
from typing import TYPE_CHECKING

from technopole.lab.errors import LabError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from technopole.lab.settings import LabSettings

COOKIE, SHARE_COOKIE = "technopole_lab", "technopole_share"
LOG_IN = "Log in with the token the server was started with"
TRIES_A_MINUTE = 10
ADDRESSES = 4096


class Access:
    """Checks tokens in constant time and sets the cookie that stands for one."""

    def __init__(self, settings: LabSettings, shared: Callable[[str], bool]) -> None:
        """`shared` tells whether a word is the key of a shared link."""
        self._token, self._read_only, self._shared = settings.token, settings.read_only, shared
        self._seal = secrets.token_bytes(32) if settings.token is None else settings.token.encode()

    @property
    def login(self) -> bool:
        """Whether a token is needed."""
        return self._token is not None

    @property
    def cookie(self) -> str:
        """What the cookie holds: a digest of the token, never the token."""
        return hmac.new(self._seal, b"technopole lab", sha256).hexdigest()

    def opens(self, token: str) -> bool:
        """Tell whether a word is the token, taking the same time for every wrong one."""
        given = sha256(token.encode()).digest()
        return self._token is not None and hmac.compare_digest(given, sha256(self._token.encode()).digest())

    def knows(self, request: Request) -> bool:
        """Tell whether a request comes from somebody who gave the token."""
        if not self.login:
            return True
        held = request.cookies.get(COOKIE, "")
        scheme, _, word = request.headers.get("authorization", "").partition(" ")
        return hmac.compare_digest(held, self.cookie) or (scheme.lower() == "bearer" and self.opens(word))

    def may_read(self, request: Request) -> None:
        """Let a reader pass.

        Raises:
            LabError: 401 without token or shared link.

        """
        if self.knows(request) or self._shared(request.cookies.get(SHARE_COOKIE, "")):
            return
        raise LabError(401, "This server asks for a token", remedy=LOG_IN)

    def may_change(self, request: Request) -> None:
        """Let somebody pass who starts jobs or keeps links.

        Raises:
            LabError: 401 without token, 403 where only reading is allowed.

        """
        if not self.knows(request):
            self.may_read(request)
            raise LabError(403, "A shared link lets you read, not start work", remedy=LOG_IN)
        if self._read_only:
            remedy = "Ask whoever runs the server, or start your own with `technopole lab`"
            raise LabError(403, "This server only reads: it starts no job and keeps no link", remedy=remedy)


class Rate:
    """At most so many a minute for each address, refilled evenly."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow `a_minute`, all of them at once if nothing was asked before."""
        self._most, self._clock = a_minute, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str, what: str) -> None:
        """Count one for an address.

        Raises:
            LabError: 429 if it has asked too often.

        """
        now = self._clock()
        left, before = self._left.pop(address, (float(self._most), now))
        left = min(float(self._most), left + (now - before) * self._most / 60.0)
        if left < 1.0:
            self._left[address] = (left, now)
            wait = (1.0 - left) * 60.0 / self._most
            raise LabError(
                429, f"Too many {what} in a minute: {self._most} are allowed", remedy=f"Wait {wait:.0f} s"
            )
        self._left[address] = (left - 1.0, now)
        while len(self._left) > ADDRESSES:
            self._left.popitem(last=False)
