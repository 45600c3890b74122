"""One region ready to answer: calibrated once, its plans followed when asked for and kept."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from technopole import __version__
from technopole.future.remembered import calibrated_city
from technopole.future.run import followed, simulate
from technopole.future.timeline import timeline_of
from technopole.lab.frame import Frame
from technopole.lab.kept import Kept
from technopole.lab.scenario import Plans

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.base.errors import Finding
    from technopole.future.calibration import City
    from technopole.future.run import Run
    from technopole.lab.scenario import Scenario
    from technopole.region import Region


@dataclass(frozen=True, eq=False)
class Asked:
    """Two scenarios in their one form, followed."""

    a: Scenario | None
    b: Scenario
    run_a: Run | None
    run_b: Run
    outside: tuple[Finding, ...] = ()

    @property
    def key(self) -> str:
        """What both scenarios are, in one string."""
        return f"{'' if self.a is None else self.a.text}|{self.b.text}"


def _marks(region: Region) -> dict[str, str]:
    """Return digests of the files of a region that only some questions read."""
    files = {"claims": "claims.yaml", "programme": "programme.yaml", "bands": "levers.yaml"}
    return {
        kind: sha256((Path(region.folder) / name).read_bytes()).hexdigest()
        for kind, name in files.items()
        if (Path(region.folder) / name).is_file()
    }


class Engine:
    """A region, its calibrated city, and the runs asked for last.

    Any thread may ask; what two threads ask for at the same moment may be computed twice, with one result.
    """

    def __init__(self, region: Region, *, kept_runs: int = 32) -> None:
        """Keep a loaded region; nothing is computed before `prepare`."""
        self.region = region
        self.plans = Plans(region)
        self._runs: Kept[Run] = Kept(kept_runs)
        self._fixed: dict[str, Run] = {}
        self._frames: dict[str, Frame] = {}
        self._lock = RLock()
        self._city: City | None = None
        self.marks = _marks(region)
        self.progress, self.message = 0.0, "Waiting"

    @property
    def ready(self) -> bool:
        """Whether questions can be answered without waiting for the model."""
        return self.progress >= 1.0

    @property
    def city(self) -> City:
        """The calibrated city."""
        with self._lock:
            if self._city is None:
                self._city = calibrated_city(self.region)
            return self._city

    @cached_property
    def defaults(self) -> tuple[str, str]:
        """Plans A and B a page opens with: the baseline, and the region's own plan."""
        settings = self.region.settings
        return settings.baseline, settings.default_plan

    def frame(self, language: str = "en") -> Frame:
        """Return the scales of the maps, fixed by the default plans, with names in a language."""
        if language not in self._frames:
            a, b = (self.run(self.plans.settled(name)[0]) for name in self.defaults)
            self._frames[language] = Frame.of(b, a, language)
        return self._frames[language]

    def prepare(self) -> None:
        """Calibrate and follow the default plans, saying how far it is."""
        steps: list[tuple[str, Callable[[], Any]]] = [
            ("Calibrating the base year", lambda: self.city),
            ("Following the baseline", lambda: self._keep_fixed(self.defaults[0])),
            ("Following the plan", lambda: self._keep_fixed(self.defaults[1])),
            ("Scales of the maps", self.frame),
            ("What a page opens with", self._first_answers),
        ]
        for done, (message, step) in enumerate(steps):
            self.progress, self.message = (done + 0.5) / len(steps), message
            step()
        self.progress, self.message = 1.0, "Ready"

    def _first_answers(self) -> None:
        """Answer what every page asks first, so that the first one finds read what all share."""
        from technopole.lab.answers import scenario_data
        from technopole.lab.regions import region_info

        region_info(self)
        scenario_data(self, self.asked(*self.defaults))

    def _keep_fixed(self, name: str) -> None:
        """Follow a plan for good: the plans a page opens with never leave the memory."""
        scenario = self.plans.settled(name)[0]
        self._fixed[scenario.text] = self.run(scenario)

    def mark(self, kind: str, *scenarios: str) -> str:
        """Return the digest of what a kind of question rests on: version, data, files it reads, plans."""
        plans = [self.plans.fingerprint(text) for text in scenarios]
        parts = [__version__, self.region.fingerprint, self.marks.get(kind, ""), *plans]
        return sha256("|".join(parts).encode()).hexdigest()

    def run(self, scenario: Scenario) -> Run:
        """Return a scenario followed, as `simulate` follows it; a run that stops keeps its years.

        Raises:
            InputError: the plan that comes out has faults.

        """
        found = self._fixed.get(scenario.text) or self._runs.get(scenario.text)
        if found is not None:
            return found
        return self._runs.put(scenario.text, self._followed(scenario))

    def _followed(self, scenario: Scenario) -> Run:
        begun = time.perf_counter()
        plan, builder = (made := self.plans.moved(scenario)).plan, made.builder
        if builder is None:
            return simulate(self.city, plan, on_failure="return")
        costs = builder.ledger.payments_table(builder.years)
        base = self._fixed.get(self.defaults[0])
        fit = None if base is None else base.fit
        run = followed(self.city, plan, timeline_of(builder), costs, fit=fit)
        return replace(run, wall_s=time.perf_counter() - begun)

    def asked(self, a: str | None, b: str, *, beyond: bool = False) -> Asked:
        """Return both scenarios followed; A "none" or empty leaves it out.

        Raises:
            InputError: everything wrong with either.

        """
        second, outside = self.plans.settled(b, beyond=beyond)
        first, outside_a = (
            (None, []) if a in {None, "", "none"} else self.plans.settled(str(a), beyond=beyond)
        )
        run_a = None if first is None else self.run(first)
        return Asked(first, second, run_a, self.run(second), (*outside_a, *outside))
