"""Labels as words in the reader's language, for sentences about a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from technopole.region import Region

_NAME_COLUMNS = {"en": "name_en", "zh-Hant": "name_zh_hant", "zh-Hans": "name_zh_hans"}
_LISTED = 3


class Words:
    """Names of zones, crossings, groups and so on; the identifier where a name is not known."""

    def __init__(self, region: Region | None = None, language: str = "en") -> None:
        """Take names from the region's tables and settings; without a region, identifiers stand."""
        self.language = language
        self._names: dict[str, Mapping[str, str]] = {}
        if region is None:
            return
        for kind in ("sides", "parts", "groups", "sectors", "markets", "payers"):
            self._names[kind] = {item.id: item.name.text(language) for item in getattr(region.settings, kind)}
        column = _NAME_COLUMNS.get(language, "name_en")
        for kind, table in (("zones", region.tables["zones"]), ("crossings", region.tables["crossings"])):
            self._names[kind] = dict(zip(table[kind[:-1]], table[column], strict=True))

        self._names["scopes"] = {
            scope: region.scope_name(scope, language) for scope in region.tables["scopes"]["scope"].unique()
        }
        funders = region.tables["funders"]
        self._names["funders"] = dict(zip(funders["funder"], funders[column], strict=True))

    def of(self, kind: str, label: str) -> str:
        """Return the name of a label of "zones", "sides", "groups", "markets"..."""
        return self._names.get(kind, {}).get(label, label)

    def listed(self, kind: str, labels: Iterable[str]) -> str:
        """Join names with commas; more than three are counted."""
        names = [self.of(kind, label) for label in labels]
        if len(names) > _LISTED:
            return f"{len(names)} {kind}"
        return ", ".join(names)

    def place(self, zones: tuple[str, ...], scope: str | None) -> str:
        """Name a scope or a list of zones."""
        if scope is None:
            return self.listed("zones", zones)
        if scope == "region":
            return "the whole region"
        for kind in ("parts", "sides", "zones"):
            if scope in self._names.get(kind, {}):
                return self.of(kind, scope)
        return self.of("scopes", scope)


def quantity(value: float) -> str:
    """Write a number as a reader expects: thousands apart, no needless decimals."""
    return f"{value:,.0f}" if abs(value) >= 1 and value == round(value) else f"{value:,.6g}"


def span(year_from: int, year_to: int | None) -> str:
    """Write a span of years: "in 2034", "from 2034 to 2040" or "from 2034 on"."""
    if year_to is None:
        return f"from {year_from} on"
    return f"in {year_from}" if year_from == year_to else f"from {year_from} to {year_to}"
