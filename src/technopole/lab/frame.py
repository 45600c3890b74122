"""Scales of the maps, fixed for a region by its default plans: they must not move while a lever moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from technopole.base.errors import Finding, InputError
from technopole.base.names import suggestion
from technopole.report.layers import aligned, compact, layers_data, zone_layers
from technopole.report.words import strings, unit_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from technopole.future.run import Run

FIXED = ("limits", "differenceLimits", "signed")
OF_A_LAYER = ("id", "name", "unit", "group", "kind")


@dataclass(frozen=True)
class Frame:
    """What of each layer stays: names in a language and limits, by identifier, as the selector lists them."""

    layers: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, run: Run, base: Run, language: str = "en") -> Frame:
        """Take the limits of both default plans over all years."""
        found = layers_data(run, base, strings(language))
        return cls({layer["id"]: {k: v for k, v in layer.items() if k not in {"a", "b"}} for layer in found})

    def listed(self) -> list[dict[str, Any]]:
        """Return every layer without its values and limits."""
        return [{name: layer[name] for name in OF_A_LAYER} for layer in self.layers.values()]

    def held(self, layers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return layers of other plans under the fixed limits."""
        return [
            layer | {name: self.layers[layer["id"]][name] for name in FIXED if layer["id"] in self.layers}
            for layer in layers
        ]

    def one(self, name: str, run: Run, base: Run | None) -> dict[str, Any]:
        """Return one layer with values (T, N) of B and A as `layers_data` has them, under the fixed limits.

        Raises:
            InputError: there is no such layer; the message names the nearest.

        """
        if name not in self.layers:
            what = f"There is no map layer '{name[:60]}'{suggestion(name, self.layers)}"
            raise InputError(Finding(what, remedy=f"Use one of {', '.join(self.layers)}"))
        b = _values(run, name)
        a = None if base is None else aligned(_values(base, name), base.years, run.years)
        return {**self.layers[name], "b": compact(b), "a": None if a is None else compact(a)}


def _values(run: Run, name: str) -> Any:
    """Values of a layer in its printed unit (T, N)."""
    layer = next(layer for layer in zone_layers(run) if layer.id == name)
    return layer.values * unit_words(layer.unit)[1]
