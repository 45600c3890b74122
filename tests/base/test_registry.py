"""A shelf filled by decorators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from technopole.base import InputError, Registry

if TYPE_CHECKING:
    from pathlib import Path


def shelf() -> Registry[type]:
    registry: Registry[type] = Registry("measure")
    registry.register("land_release")(int)
    registry.register("rail_line")(float)
    return registry


def test_register_keeps_order_and_returns_the_item() -> None:
    registry = shelf()
    assert registry.register("road")(str) is str
    assert registry.names() == ("land_release", "rail_line", "road")
    assert registry.items()[0] == ("land_release", int)
    assert "road" in registry
    assert len(registry) == len(list(registry))


def test_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(
        InputError, match=r"no measure 'rail' \(nearest: 'rail_line'\).*land_release, rail_line"
    ):
        shelf().get("rail")


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        shelf().register("rail_line")(str)


def test_discover_imports_every_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "shelf_of_tests"
    package.mkdir()
    (package / "__init__.py").write_text("from technopole.base import Registry\nSHELF = Registry('thing')\n")
    (package / "one.py").write_text("from shelf_of_tests import SHELF\nSHELF.register('one')(1)\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    import shelf_of_tests

    for _ in range(2):
        assert shelf_of_tests.SHELF.discover("shelf_of_tests").names() == ("one",)
