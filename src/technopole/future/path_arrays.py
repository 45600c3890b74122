"""What a simulation returns: the state of every year as arrays, nothing else.

The declaration below is the one place where the axes, the unit and the meaning of each array are
written (axes | unit | meaning); the run folder's netCDF and the long tables read them from here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, NamedTuple, get_type_hints

import jax
from jaxtyping import Array, Float

Record = Float[Array, "..."]

AXES = {
    "year": "years of the run; index 0 is the base year",
    "zone": "zones in the order of zones.csv",
    "work_zone": "zones again, as places of work",
    "side": "jurisdictions",
    "work_side": "jurisdictions again, as places of work",
    "group": "groups of workers",
    "sector": "sectors",
    "market": "floor markets",
    "crossing": "border crossings",
    "payer": "those who pay for measures or receive land income",
    "stage": "stages of innovation, research to market",
    "waiting_stage": "the stages that projects wait for: all but research",
    "performer": "who spends research money",
    "source": "kinds of money for research",
    "partner": "jurisdictions, and the world outside as the last",
    "knowledge_kind": "business and public knowledge",
}


class ArrayNote(NamedTuple):
    """Axes, unit and meaning of one array of the path."""

    axes: tuple[str, ...]
    unit: str
    meaning: str


@jax.tree_util.register_dataclass
@dataclass(frozen=True)
class Path:
    """State of the region by year, a pytree of arrays with the year as the first axis.

    Money is in the region's money at base-year prices; `path_notes()` gives each array's axes and unit.
    """

    residents: Annotated[Record, "year group zone | persons | employed people living in the zone"]
    followers: Annotated[
        Record,
        "year group zone | persons | residents who work at home or at no fixed place (part of residents)",
    ]
    jobs: Annotated[Record, "year zone sector | persons | people at fixed workplaces in the zone"]
    jobs_by_group: Annotated[
        Record, "year group zone sector | persons | people of the group at fixed workplaces in the zone"
    ]
    commuters: Annotated[
        Record, "year zone work_zone | persons | people with a fixed workplace, by home and work zone"
    ]
    side_flows: Annotated[
        Record, "year group side work_side | persons | people with a fixed workplace, by home and work side"
    ]
    group_minutes: Annotated[
        Record, "year group zone | minute | mean one-way door-to-door minutes to work of the zone's residents"
    ]
    minutes_now: Annotated[
        Record,
        "year zone work_zone | minute | door-to-door minutes at current clearance, the same for all groups",
    ]
    rent: Annotated[Record, "year zone market | money per m2 a year | rent"]
    floor: Annotated[Record, "year zone market | m2 | existing floor"]
    floor_available: Annotated[Record, "year zone market | m2 | existing floor that is on the market"]
    floor_used: Annotated[Record, "year zone market | m2 | floor in use"]
    shadow_price: Annotated[
        Record,
        "year zone market | money per m2 a year | rent beyond the one at which floor reaches what is "
        "permitted; 0 where permission does not bind",
    ]
    live_permit: Annotated[
        Record,
        "year group side | share | what a permit to live on the side would fetch, as a share of the wage; "
        "0 where no quota binds",
    ]
    work_permit: Annotated[
        Record,
        "year group side | share | what a permit to work on the side would fetch, as a share of the wage; "
        "0 where no quota binds",
    ]
    unbuilt: Annotated[Record, "year zone market | m2 | floor permitted and not yet built"]
    completions: Annotated[Record, "year zone market | m2 | floor completed in the year"]
    wage: Annotated[Record, "year zone sector | money a year | wage per effective worker"]
    price: Annotated[Record, "year zone sector | index | price of a sector's goods; 1 for world sectors"]
    income: Annotated[Record, "year group zone | money a year | mean wage of residents after income tax"]
    clearance_now: Annotated[Record, "year crossing | minute | minutes to cross at the year's traffic"]
    crossing_commuters: Annotated[
        Record, "year crossing side | persons a day | cross-border commuters by home side"
    ]
    crossing_trips: Annotated[
        Record, "year crossing | trips a day | all trips, commuters' and others', both ways"
    ]
    utility: Annotated[Record, "year group | index | expected utility of a worker of the group (movers)"]
    population: Annotated[Record, "year zone | persons | people living in the zone"]
    households: Annotated[Record, "year zone | households | households living in the zone"]
    output: Annotated[Record, "year zone sector | money a year | revenue"]
    cost: Annotated[Record, "year payer | money | cost of the plan's measures"]
    land_income: Annotated[Record, "year payer | money | land income"]
    research_spent: Annotated[
        Record, "year performer zone stage | money a year | research and venture money spent"
    ]
    research_people: Annotated[Record, "year zone stage | persons | full-time workers paid by that money"]
    research_paid: Annotated[
        Record, "year source side | money a year | money for research and development, ventures left out"
    ]
    research_crossing: Annotated[
        Record, "year partner side | money a year | research and venture money by where it comes from"
    ]
    research_lost: Annotated[
        Record, "year partner side | money a year | research and venture money lost on the way"
    ]
    results: Annotated[Record, "year zone | results a year | usable research results"]
    stage_projects: Annotated[
        Record, "year zone waiting_stage | projects | projects that wait for the stage when the year begins"
    ]
    stage_capacity: Annotated[
        Record, "year zone waiting_stage | projects a year | projects the stage could take up"
    ]
    stage_taken: Annotated[
        Record, "year zone waiting_stage | projects a year | projects of the zone that were taken up"
    ]
    stage_succeeded: Annotated[
        Record, "year zone waiting_stage | projects a year | projects that passed the stage in the zone"
    ]
    stage_failed: Annotated[
        Record, "year zone waiting_stage | projects a year | projects that failed the stage in the zone"
    ]
    stage_abandoned: Annotated[
        Record, "year zone waiting_stage | projects a year | projects given up while they waited"
    ]
    stage_entries: Annotated[
        Record, "year zone waiting_stage | projects a year | projects that come from no earlier stage"
    ]
    stage_matched: Annotated[
        Record,
        "year waiting_stage side work_side | projects a year | projects by the side they come from and the "
        "side that takes them up",
    ]
    products: Annotated[Record, "year zone | products | marketed products when the year begins"]
    knowledge: Annotated[Record, "year knowledge_kind zone | money | stock of knowledge when the year begins"]
    knowledge_reach: Annotated[
        Record, "year partner side | money | knowledge within reach of a side, by where it comes from"
    ]
    innovation_gain: Annotated[
        Record, "year zone | ln | productivity of innovation firms through products within reach"
    ]
    talent_drawn: Annotated[
        Record, "year side | persons | talent beyond controls and admissions, drawn by pay or rules"
    ]
    talent_came: Annotated[Record, "year side | persons a year | talent that comes from outside the region"]
    residual: Annotated[Record, "year | log ratio | largest residual of the year's equilibrium"]
    converged: Annotated[Record, "year | flag | true where the year's equilibrium was found and certified"]
    iterations: Annotated[Record, "year | count | solver steps of the year"]


def path_notes() -> dict[str, ArrayNote]:
    """Axes, unit and meaning of every array of the path, in the order of the declaration."""
    hints = get_type_hints(Path, include_extras=True)
    return {one.name: _note(hints[one.name].__metadata__[0]) for one in fields(Path)}


def _note(text: str) -> ArrayNote:
    axes, unit, meaning = (part.strip() for part in text.split("|"))
    return ArrayNote(tuple(axes.split()), unit, meaning)
