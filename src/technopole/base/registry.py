"""A named shelf of functions or classes, filled by decorators and found by name."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Generic, TypeVar

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

Item = TypeVar("Item")


class Registry(Generic[Item]):
    """Items of one kind ("measure", "indicator", "check") in the order they were registered."""

    def __init__(self, kind: str) -> None:
        """`kind` is the word error messages use for an item."""
        self.kind = kind
        self._items: dict[str, Item] = {}

    def register(self, name: str) -> Callable[[Item], Item]:
        """Return a decorator that shelves what it decorates under `name` and leaves it unchanged.

        Raises:
            ValueError: if the name is taken: two files claim the same word, a fault of the code.

        """

        def keep(item: Item) -> Item:
            if name in self._items:
                message = f"the {self.kind} '{name}' is registered twice"
                raise ValueError(message)
            self._items[name] = item
            return item

        return keep

    def get(self, name: str) -> Item:
        """Return the item called `name`.

        Raises:
            InputError: if there is none; the message names the nearest.

        """
        if name not in self._items:
            known = ", ".join(sorted(self._items)) or "none"
            raise InputError(
                Finding(
                    f"There is no {self.kind} '{name}'{suggestion(name, self._items)}",
                    remedy=f"Known names: {known}",
                )
            )
        return self._items[name]

    def names(self) -> tuple[str, ...]:
        """Return all names in order of registration."""
        return tuple(self._items)

    def items(self) -> tuple[tuple[str, Item], ...]:
        """Return (name, item) pairs in order of registration."""
        return tuple(self._items.items())

    def discover(self, package: str | ModuleType) -> Registry[Item]:
        """Import every module of a package, so that their decorators run; safe to call again."""
        module = importlib.import_module(package) if isinstance(package, str) else package
        for found in sorted(pkgutil.iter_modules(module.__path__), key=lambda entry: entry.name):
            importlib.import_module(f"{module.__name__}.{found.name}")
        return self

    def __contains__(self, name: object) -> bool:
        """Tell whether the name is registered."""
        return name in self._items

    def __iter__(self) -> Iterator[str]:
        """Iterate over names."""
        return iter(self._items)

    def __len__(self) -> int:
        """Count the items."""
        return len(self._items)
