"""What is kept in memory, and never more of it than said."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Item = TypeVar("Item")


class Kept(Generic[Item]):
    """The items used last: at most so many, and together at most so large."""

    def __init__(
        self, most: int, *, largest: int | None = None, size: Callable[[Item], int] | None = None
    ) -> None:
        """Keep `most` items of together `largest` by `size`."""
        self._most, self._largest = most, largest
        self._size = size or (lambda _: 0)
        self._items: OrderedDict[str, Item] = OrderedDict()
        self._total = 0
        self._lock = Lock()

    def get(self, key: str) -> Item | None:
        """Return an item if it is still there."""
        with self._lock:
            if key not in self._items:
                return None
            self._items.move_to_end(key)
            return self._items[key]

    def put(self, key: str, item: Item) -> Item:
        """Keep an item, and let go of the ones not used for longest."""
        with self._lock:
            if key in self._items:
                self._total -= self._size(self._items.pop(key))
            self._items[key] = item
            self._total += self._size(item)
            while len(self._items) > self._most or (
                self._largest is not None and self._total > self._largest and len(self._items) > 1
            ):
                _, gone = self._items.popitem(last=False)
                self._total -= self._size(gone)
        return item

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._items)
