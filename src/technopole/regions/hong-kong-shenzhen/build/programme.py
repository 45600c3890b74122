"""Floor released by the plans: the northern programme by project, and the pipeline elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from floors import floor
from sources import LAST_YEAR, assumed, fact, zones_of

BASELINE_PROJECTS = ("KTN/FLN phase 1", "HSK/HT phase 1", "HSITP phase 1")
NORTH_WITHOUT_PIPELINE = "north"


@dataclass(frozen=True)
class Release:
    """Floor of one market released in one zone over some years."""

    id: str
    name: str
    zone: str
    market: str
    year_from: int
    year_to: int
    grade: str
    source: str
    flats: float = 0.0
    floor: float = 0.0
    public_share: float = 0.0

    @property
    def square_metres(self) -> float:
        """Floor in m2, flats at the floor of a home."""
        return self.flats * assumed("m2_per_home_hk") if self.flats else self.floor

    @property
    def within_run(self) -> float:
        """Share of the release that falls within the run."""
        years = self.year_to - self.year_from + 1
        return max(0, min(self.year_to, LAST_YEAR) - self.year_from + 1) / years


def _innovation_floor(zone: str, gross: float) -> float:
    """Floor in the base year's terms: m2 that hold a job at Science Park's 28 m2.

    San Tin's 5.8m m2 are for 80,000 innovation jobs, an industrial estate's density, and the Loop's
    2.0m m2 for 48,700: released as they stand they would hold 2.5 and 1.5 times the jobs planned.
    """
    by_site = {"STT": "san_tin_m2_per_job", "LOOP": "loop_m2_per_job"}
    ratio = assumed("m2_innovation") / assumed(by_site[zone]) if zone in by_site else 1.0
    return round(gross * ratio, -3)


def _business_floor(zone: str, gross: float, jobs: float, innovation: float) -> float:
    """Business floor of a project; New Territories North's is set from its jobs."""
    if zone != "NTN":
        return gross
    others = jobs - innovation / assumed("m2_innovation")
    return round(others * assumed("ntn_m2_per_job"), -3)


def _slug(text: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


@cache
def northern() -> dict[str, tuple[Release, ...]]:
    """Releases of the northern programme by project."""
    table = (
        fact("program")
        .query("kind == 'development' and zone != 'NM'")
        .fillna({"flats": 0.0, "business_m2": 0.0, "innovation_m2": 0.0, "jobs_capacity": 0.0, "note": ""})
    )
    result: dict[str, list[Release]] = {}
    for row in table.to_dict("records"):
        zone, project = row["zone"], row["project"]
        amounts = {
            "home": row["flats"],
            "business": _business_floor(zone, row["business_m2"], row["jobs_capacity"], row["innovation_m2"]),
            "innovation": _innovation_floor(zone, row["innovation_m2"]),
        }
        for market, amount in amounts.items():
            if not amount:
                continue
            public = {
                "home": assumed("pipeline_public_hk"),
                "business": assumed("pipeline_public_business"),
                "innovation": 1.0 if zone == "LOOP" else assumed("pipeline_public_innovation_hk"),
            }[market]
            ends = f"{_slug(project)}-{zone.lower()}" if "KTN/FLN" in project else _slug(project)
            result.setdefault(project, []).append(
                Release(
                    id=f"{ends}-{market}s" if market == "home" else f"{ends}-{market}",
                    name=f"{project}: {'homes' if market == 'home' else market + ' floor'}",
                    zone=zone,
                    market=market,
                    year_from=int(row["year_from"]),
                    year_to=int(row["year_to"]),
                    grade="assumed" if row["phasing_grade"] == "assumed" else row["value_grade"],
                    source=f"{row['source']} (total {row['value_grade']}, phasing {row['phasing_grade']})",
                    flats=amount if market == "home" else 0.0,
                    floor=0.0 if market == "home" else amount,
                    public_share=public,
                )
            )
    return {project: tuple(rows) for project, rows in result.items()}


@cache
def pipeline() -> tuple[Release, ...]:
    """Floor built outside the northern programme, the same in every plan."""
    part = fact("zones").set_index("id")["part"]
    rates = {"home": "pipeline_home", "business": "pipeline_business", "innovation": "pipeline_innovation"}
    rows = []
    for side in ("HK", "SZ"):
        for zone in zones_of(side):
            if part[zone] == NORTH_WITHOUT_PIPELINE:
                continue  # what is built there is the programme itself
            for market, rate in rates.items():
                total = floor()[zone, market] * assumed(f"{rate}_{side.lower()}") * (LAST_YEAR - 2021)
                if total < 1000:
                    continue
                public = {
                    "home": assumed(f"pipeline_public_{side.lower()}"),
                    "business": 0.0,
                    "innovation": assumed("pipeline_public_innovation_hk") if side == "HK" else 0.0,
                }[market]
                rows.append(
                    Release(
                        id=f"pipeline-{zone.lower()}-{market}",
                        name="",
                        zone=zone,
                        market=market,
                        year_from=2022,
                        year_to=LAST_YEAR,
                        grade="assumed",
                        source="",
                        floor=round(total, -3),
                        public_share=public,
                    )
                )
    return tuple(rows)


@cache
def released(zone: str) -> float:
    """All m2 released in a zone within the run by the fullest plan."""
    every = [row for rows in northern().values() for row in rows] + list(pipeline())
    return sum(row.square_metres * row.within_run for row in every if row.zone == zone)
