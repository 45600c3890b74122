"""Whose turn it is: work beside the event loop, one answer for one question, the newest of each page."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

THREADS = 2


class Overtaken(Exception):  # noqa: N818 - no error: the page has asked something newer, whose answer comes
    """A newer question of the same page took this one's place before it began."""


@dataclass(eq=False)
class _Going:
    """A question that waits or is computed, and who waits for it."""

    future: Future[Any]
    pages: set[str] = field(default_factory=set)
    others: int = 0


class Turns:
    """Computes in threads. Pages name themselves: of one page only the newest question keeps its place."""

    def __init__(self, threads: int = THREADS) -> None:
        """Start no thread before there is work."""
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="lab")
        self._going: dict[str, _Going] = {}
        self._latest: dict[str, _Going] = {}

    async def take(self, key: str, work: Callable[[], Any], page: str | None = None) -> Any:
        """Return what the work gives; work under a key that is under way already is waited for.

        Raises:
            Overtaken: a newer question of the same page came before this one began.

        """
        going = self._going.get(key)
        if going is None or going.future.done():
            going = _Going(self._pool.submit(work))
            self._going[key] = going
        if page is None:
            going.others += 1
        else:
            self._give_way(page, going)
        try:
            return await asyncio.shield(asyncio.wrap_future(going.future))
        except asyncio.CancelledError:
            if going.future.cancelled():
                raise Overtaken from None
            raise
        finally:
            if going.future.done():
                if self._going.get(key) is going:
                    del self._going[key]
                if page is not None and self._latest.get(page) is going:
                    del self._latest[page]

    def _give_way(self, page: str, going: _Going) -> None:
        """Take the page's older question back if it has not begun and nobody else waits for it."""
        before = self._latest.get(page)
        going.pages.add(page)
        self._latest[page] = going
        if before is None or before is going:
            return
        before.pages.discard(page)
        if not before.pages and not before.others:
            before.future.cancel()

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
