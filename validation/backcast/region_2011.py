"""The shipped region put back to 2011: a region folder like any other, and the decade as a plan.

What was counted in 2011 takes the place of what was counted in 2021: people, households, homes and employed
residents by district, the totals of Hong Kong by year, and a railway without the stations that opened since.
Within a district all zones are put back by the same factor. What is not known for 2011 stays as in 2021:
jobs by zone (their total follows residents), rents, wages, Shenzhen, the border, every parameter.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pandas as pd
import yaml

from technopole.region import find_region

from .census import END, HERE, START, counted, growth

if TYPE_CHECKING:
    from pathlib import Path

LEFT_OUT = (
    *("plans", "build", "claims.yaml", "targets.csv", "statistics.csv", "funding_schemes.csv"),
    *("institutions.csv", "funders.csv", "research_money.csv", "stage_map.csv", "research_places.csv"),
    *(
        "innovation_flows.csv",
        "appropriations.csv",
        "commute_areas.csv",
        "leave_one_out.csv",
        "assumptions.csv",
    ),
)
HERE_SIDE = "HK"
HECTARES = 100.0  # in a km2


def write_region(folder: Path, *, lines: bool = True) -> Path:
    """Write the region folder of 2011 and return it; without `lines` the stations never open."""
    shipped = find_region("hong-kong-shenzhen")
    shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (folder / "plans").mkdir()
    _settings(folder / "region.toml")
    zones = pd.read_csv(folder / "zones.csv")
    zones["developable_land"] = HECTARES * zones["area"]  # what was built had its land
    zones.to_csv(folder / "zones.csv", index=False)
    back = {what: 1.0 / _by_zone(growth(what)) for what in ("population", "homes", "workers")}
    _scale(folder, "people", "population", back["population"])
    _scale(folder, "people", "households", back["homes"])
    total = _put_back_workers(folder, back["workers"])
    _scale(folder, "floor", "floor", back["homes"], market="home")
    for market in ("business", "innovation"):
        _scale(folder, "floor", "floor", pd.Series(total, index=back["homes"].index), market=market)
    _railway(folder / "links.csv", lines=lines)
    _border(folder / "crossings.csv")
    _controls(folder)
    plan = yaml.safe_dump(_decade(folder), sort_keys=False)
    (folder / "plans" / "decade.yaml").write_text(plan, encoding="utf-8")
    return folder


def _decade(region_folder: Path) -> dict[str, object]:
    """The plan: homes completed or lost from 2012 to 2021, spread evenly over the years."""
    floor = pd.read_csv(region_folder / "floor.csv")
    then = floor[floor["market"] == "home"].set_index("zone")["floor"]
    shipped = pd.read_csv(find_region("hong-kong-shenzhen") / "floor.csv")
    now = shipped[shipped["market"] == "home"].set_index("zone")["floor"]
    measures = []
    for zone, more in (now - then).items():
        years = {"zone": zone, "year_from": START + 1, "year_to": END, "source": "census 2011 and 2021"}
        if more > 1.0:
            measures.append({"kind": "public_housing", "id": f"homes-{zone}", "floor": float(more), **years})
        elif more < -1.0:
            lost = {"market": "home", "floor": 1.0, "demolish": float(-more)}
            measures.append({"kind": "land_release", "id": f"homes-{zone}", **lost, **years})
    return {"id": "decade", "name": "What was built and opened, 2012 to 2021", "measures": measures}


def district_of_zone() -> dict[str, str]:
    """Hong Kong's zones and the district each lies in."""
    zones = pd.read_csv(find_region("hong-kong-shenzhen") / "build" / "facts" / "zones.csv")
    return zones[zones["side"] == HERE_SIDE].set_index("id")["district"].to_dict()


def _by_zone(by_district: pd.Series) -> pd.Series:
    """Spread a factor over the zones of each district; 1 outside Hong Kong."""
    zones = pd.read_csv(find_region("hong-kong-shenzhen") / "zones.csv")["zone"]
    places = district_of_zone()
    return pd.Series([by_district[places[zone]] if zone in places else 1.0 for zone in zones], index=zones)


def _settings(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for key, value in {"base_year": START, "last_year": END}.items():
        text = re.sub(rf"^{key} = \d+$", f"{key} = {value}", text, flags=re.MULTILINE)
    for key in ("default_plan", "baseline"):
        text = re.sub(rf"^{key} = .*$", f'{key} = "decade"', text, flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")


def _scale(folder: Path, table: str, column: str, factor: pd.Series, **only: str) -> None:
    rows = pd.read_csv(folder / f"{table}.csv")
    chosen = pd.Series(data=True, index=rows.index)
    for name, value in only.items():
        chosen &= rows[name] == value
    hong_kong = rows["zone"].isin(district_of_zone())
    rows[column] = (
        rows[column].astype(float).where(~(chosen & hong_kong), rows[column] * rows["zone"].map(factor))
    )
    rows["year"] = START
    rows.to_csv(folder / f"{table}.csv", index=False)


def _put_back_workers(folder: Path, factor: pd.Series) -> float:
    """Put residents, those who work on their own side and jobs back; return the factor of Hong Kong's jobs.

    Those who cross the border stay as many, so that jobs and fixed residents agree on each side.
    """
    residents = pd.read_csv(folder / "residents.csv")
    for column in ("workers", "followers"):
        residents[column] *= residents["zone"].map(factor)
    residents["year"] = START
    residents.to_csv(folder / "residents.csv", index=False)
    fixed = residents.assign(fixed=residents["workers"] - residents["followers"])
    at_home = fixed[fixed["zone"].isin(district_of_zone())].groupby("group")["fixed"].sum()
    crossing = pd.read_csv(folder / "cross_border.csv")
    crossing["workers"] = crossing["workers"].astype(float)
    away = crossing[(crossing["home_side"] == HERE_SIDE) & (crossing["work_side"] != HERE_SIDE)]
    for place, row in crossing.iterrows():
        if row["home_side"] == row["work_side"] == HERE_SIDE:
            leaving = away.loc[away["group"] == row["group"], "workers"].sum()
            crossing.loc[place, "workers"] = at_home[row["group"]] - leaving
    crossing["year"] = START
    crossing.to_csv(folder / "cross_border.csv", index=False)
    jobs = pd.read_csv(folder / "jobs.csv")
    here = jobs["zone"].isin(district_of_zone())
    working_here = crossing.loc[crossing["work_side"] == HERE_SIDE, "workers"].sum()
    total = float(working_here / jobs.loc[here, "jobs"].sum())
    jobs["jobs"] = jobs["jobs"].astype(float).where(~here, jobs["jobs"] * total)
    jobs["year"] = START
    jobs.to_csv(folder / "jobs.csv", index=False)
    return total


def _railway(file: Path, *, lines: bool) -> None:
    """Date the stations that opened in the decade; leave out what opened after the census of 2021."""
    links = pd.read_csv(file, dtype=str, keep_default_na=False)
    links = links[~links["source"].str.contains("opened 2022")]
    year = pd.Series(2000, index=links.index)
    for row in pd.read_csv(HERE / "opened.csv").itertuples():
        for end in ("from", "to"):
            platform = links[end] == f"{row.node}|{row.line}"
            concourse = (links[end] == row.node) & (year == 2000)
            year = year.where(~platform, year.clip(lower=row.year))
            year = year.where(~concourse, row.year)
    if not lines:
        year = year.where(year <= START, END + 1)
    links.loc[links["project"] == "", "open_year"] = year.astype(str)
    links.to_csv(file, index=False)


def _border(file: Path) -> None:
    """Hold the border as the region has it in its normal year, crossings that opened since 2011 included."""
    crossings = pd.read_csv(file)
    open_now = crossings["open_year"] <= END
    crossings.loc[open_now, "open_year"] = START
    crossings.to_csv(file, index=False)


def _controls(folder: Path) -> None:
    """Hong Kong's totals as counted, straight lines between; Shenzhen stays as in 2021."""
    table = counted()
    what = {"population": "population", "households": "homes", "workers": "workers"}
    shipped = pd.read_csv(folder / "controls.csv")
    residents = pd.read_csv(folder / "residents.csv")
    in_model = residents[residents["zone"].isin(district_of_zone())]["workers"].sum()
    rows = []
    for side in ("HK", "SZ"):
        for name, column in what.items():
            base = shipped.query("side == @side and indicator == @name and year == @END")["value"].iloc[0]
            for year in range(START, END + 1):
                value = base
                if side == HERE_SIDE:
                    first, last = table[column, START].sum(), table[column, END].sum()
                    value = first + (last - first) * (year - START) / (END - START)
                    value *= in_model / first if name == "workers" else 1.0
                rows.append([side, name, year, value, "persons", "derived", "census 2011 and 2021"])
    header = ["side", "indicator", "year", "value", "unit", "grade", "source"]
    pd.DataFrame(rows, columns=header).to_csv(folder / "controls.csv", index=False)
