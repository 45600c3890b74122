"""Sentences about a plan in the reader's language: patterns of strings/, filled with names and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from technopole.base.strings import NO_SPACE, word_table
from technopole.region.region import NAME_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from technopole.region import Region

_LISTED = 3


class Words:
    """Sentences, and names of zones, crossings, groups...; the identifier where a name is not known."""

    def __init__(self, region: Region | None = None, language: str = "en") -> None:
        """Take names from the region's tables and settings; without a region, identifiers stand."""
        self.language = language
        self._table = word_table("plans", language)
        self._names: dict[str, Mapping[str, str]] = {
            kind: names for kind, names in self._table.items() if isinstance(names, dict)
        }
        self._currency = "" if region is None else region.settings.money
        if region is None:
            return
        for kind in ("sides", "parts", "groups", "sectors", "markets", "payers"):
            own = {item.id: item.name.text(language) for item in getattr(region.settings, kind)}
            self._names[kind] = {**self._names.get(kind, {}), **own}
        column = NAME_COLUMNS.get(language, "name_en")
        for kind, table in (("zones", region.tables["zones"]), ("crossings", region.tables["crossings"])):
            self._names[kind] = dict(zip(table[kind[:-1]], table[column], strict=True))

        self._names["scopes"] = {
            scope: region.scope_name(scope, language) for scope in region.tables["scopes"]["scope"].unique()
        }
        funders = region.tables["funders"]
        self._names["funders"] = dict(zip(funders["funder"], funders[column], strict=True))

    def say(self, key: str, **values: str | float) -> str:
        """Fill a sentence of the table; numbers are written as the language writes them."""
        filled: dict[str, Any] = {
            name: value if isinstance(value, str) else self.number(value) for name, value in values.items()
        }
        return NO_SPACE.sub("", self._table[key].format(**filled))

    def of(self, kind: str, label: str) -> str:
        """Return the name of a label of "zones", "sides", "groups", "markets", "stages"..."""
        return self._names.get(kind, {}).get(label, label)

    def listed(self, kind: str, labels: Iterable[str]) -> str:
        """Join names; more than three zones or groups are counted."""
        names = [self.of(kind, label) for label in labels]
        if len(names) > _LISTED and f"many_{kind}" in self._table:
            return self.say(f"many_{kind}", count=len(names))
        return self._table["comma"].join(names)

    def place(self, zones: tuple[str, ...], scope: str | None) -> str:
        """Name a scope or a list of zones."""
        if scope is None:
            return self.listed("zones", zones)
        if scope == "region":
            return self._table["whole_region"]
        for kind in ("parts", "sides", "zones"):
            if scope in self._names.get(kind, {}):
                return self.of(kind, scope)
        return self.of("scopes", scope)

    def number(self, value: float) -> str:
        """Write a number: 470,000; in Chinese from a million on 107 萬, 15 億."""
        for least, unit, word in self._table["scales"]:
            if abs(value) >= least:
                return f"{quantity(value / unit)} {word}"
        return quantity(value)

    def money(self, value: float) -> str:
        """Write a sum in the region's money, which Chinese names: 15 億港元."""
        names = self._names.get("money")
        if names is None:
            return self.number(value)
        return NO_SPACE.sub("", f"{self.number(value)} {names.get(self._currency, names['other'])}")

    def span(self, year_from: int, year_to: int | None) -> str:
        """Write a span of years: "in 2034", "from 2034 to 2040" or "from 2034 on"."""
        if year_to is None:
            return self.say("from_year", first=str(year_from))
        if year_from == year_to:
            return self.say("one_year", year=str(year_from))
        return self.say("years", first=str(year_from), last=str(year_to))


def quantity(value: float) -> str:
    """Write a number as a reader expects: thousands apart, no needless decimals."""
    return f"{value:,.0f}" if abs(value) >= 1 and value == round(value) else f"{value:,.6g}"
