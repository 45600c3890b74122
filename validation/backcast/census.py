"""What was counted: people, homes and employed residents of Hong Kong's districts (SOURCES.md)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
START, END = 2011, 2021
HOMES_2011 = 2_368_796  # domestic households of Hong Kong, 2011 Population Census
APART = {"Wan Chai": "Wan Chai and Eastern", "Eastern": "Wan Chai and Eastern"}  # one place in 2001 and 2006


@cache
def counted() -> pd.DataFrame:
    """Figures by district: columns are pairs (what, year); persons, households."""
    areas = pd.read_csv(HERE / "constituency_areas_2011.csv").groupby("district").sum(numeric_only=True)
    areas.loc["Sha Tin", "homes"] = HOMES_2011 - areas["homes"].sum()
    rows = pd.read_csv(HERE / "districts.csv")
    table = rows.pivot_table(index="district", columns=["what", "year"], values="value")
    for what in areas:
        table[what, START] = areas[what]
    return table.sort_index(axis=1)


def growth(what: str) -> pd.Series:
    """Value of 2021 over that of 2011, by district."""
    table = counted()
    return table[what, END] / table[what, START]


def scored(values: pd.Series) -> pd.Series:
    """Sums over the places that can be told apart in every year."""
    return values.groupby(values.index.map(lambda name: APART.get(name, name))).sum()
