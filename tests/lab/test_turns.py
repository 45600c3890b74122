"""Whose turn it is: one answer for one question, the newest of each page, nothing kept beyond its bound."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from technopole.lab.kept import Kept
from technopole.lab.turns import Overtaken, Turns

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")


def in_a_loop(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run in a thread of its own: a browser's test before may have left a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def test_the_same_question_is_computed_once() -> None:
    made: list[int] = []

    async def both() -> list[int]:
        turns = Turns()
        going = threading.Event()

        def work() -> int:
            going.wait(5)
            made.append(1)
            return len(made)

        asked = [asyncio.create_task(turns.take("q", work)) for _ in range(3)]
        await asyncio.sleep(0.05)
        going.set()
        return await asyncio.gather(*asked)

    assert in_a_loop(both()) == [1, 1, 1]


def test_of_a_page_only_the_newest_question_keeps_its_place() -> None:
    made: list[str] = []

    async def drag() -> list[object]:
        turns = Turns(threads=1)
        going = threading.Event()

        def work(name: str) -> str:
            going.wait(5)
            made.append(name)
            return name

        asked = []
        for name in ("first", "second", "third"):
            asked.append(asyncio.create_task(turns.take(name, lambda name=name: work(name), page="p")))
            await asyncio.sleep(0.02)
        other = asyncio.create_task(turns.take("other", lambda: work("other"), page="q"))
        await asyncio.sleep(0.02)
        going.set()
        return await asyncio.gather(*asked, other, return_exceptions=True)

    first, second, third, other = in_a_loop(drag())
    assert (first, third, other) == ("first", "third", "other")
    assert isinstance(second, Overtaken)
    assert made == ["first", "third", "other"]


def test_a_question_others_wait_for_keeps_its_place() -> None:
    async def drag() -> list[object]:
        turns = Turns(threads=1)
        going = threading.Event()
        blocking = asyncio.create_task(turns.take("0", lambda: going.wait(5)))
        await asyncio.sleep(0.02)
        mine = asyncio.create_task(turns.take("shared", lambda: "shared", page="p"))
        theirs = asyncio.create_task(turns.take("shared", lambda: "shared", page="q"))
        await asyncio.sleep(0.02)
        newer = asyncio.create_task(turns.take("newer", lambda: "newer", page="p"))
        await asyncio.sleep(0.02)
        going.set()
        await blocking
        return await asyncio.gather(mine, theirs, newer, return_exceptions=True)

    assert in_a_loop(drag()) == ["shared", "shared", "newer"]


def test_faults_come_through() -> None:
    async def fail() -> None:
        def work() -> None:
            message = "no"
            raise ValueError(message)

        await Turns().take("q", work)

    with pytest.raises(ValueError, match="no"):
        in_a_loop(fail())


def test_memory_has_a_bound() -> None:
    kept: Kept[bytes] = Kept(3, largest=10, size=len)
    for number in range(5):
        kept.put(str(number), b"xxxx")
    assert len(kept) == 2
    assert kept.get("4") == b"xxxx"
    assert kept.get("0") is None
    kept.put("large", b"x" * 50)
    assert len(kept) == 1
