"""Reading a run folder back: the same numbers, under the same names as a fresh run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from technopole.store.arrays import read_arrays
from technopole.store.manifest import read_manifest, verify
from technopole.store.write import ARRAYS, PLAN

if TYPE_CHECKING:
    import pandas as pd

    from technopole.future.path_arrays import Path as Arrays
    from technopole.plans import Plan
    from technopole.region import Region


@dataclass(frozen=True, eq=False)
class StoredRun:
    """A run read from its folder; indicators, scorecards and reports take it in place of a fresh one.

    Tables and the region are read when first asked for.
    """

    folder: Path
    manifest: dict[str, Any]

    @property
    def complete(self) -> bool:
        """False if the run stopped in a year that did not converge: the years before it are here."""
        return bool(self.manifest["complete"])

    @property
    def converged(self) -> bool:
        """Whether every year's equilibrium was found and certified."""
        return bool(self.manifest["converged"])

    @property
    def years(self) -> list[int]:
        """Years of the run."""
        return list(self.manifest["years"])

    @property
    def failure(self) -> str:
        """Which year, market and zone did not converge; empty if all did."""
        return self.manifest["failure"]

    @property
    def certificate(self) -> dict[str, Any]:
        """Residuals, conservation and conditioning."""
        return self.manifest["certificate"]

    @property
    def fit(self) -> list[dict[str, Any]]:
        """Model against data, one record a figure."""
        return self.manifest["fit"]

    @property
    def warnings(self) -> list[str]:
        """What the user should know."""
        return self.manifest["warnings"]

    @property
    def seed(self) -> int:
        """Seed of the run."""
        return self.manifest["seed"]

    @property
    def wall_s(self) -> float:
        """Seconds the run took."""
        return self.manifest["wall_s"]

    @property
    def region(self) -> Region:
        """The region as it was when the run was made."""
        return self._region

    @cached_property
    def _region(self) -> Region:
        from technopole.region import load_region

        return load_region(self.folder / "region")

    @cached_property
    def plan(self) -> Plan:
        """The plan, measures of included plans written out."""
        from technopole.plans import load_plan

        return load_plan(self.region, self.folder / PLAN)

    @cached_property
    def _arrays(self) -> tuple[Arrays, Any]:
        return read_arrays(self.folder / ARRAYS)

    @property
    def path(self) -> Arrays:
        """The state by year, numpy arrays."""
        return self._arrays[0]

    @property
    def timeline(self) -> Any:
        """The one lever kept beside the path: `capacity` of crossings (T, X), None if not known."""
        return SimpleNamespace(capacity=self._arrays[1])

    @cached_property
    def scorecard(self) -> pd.DataFrame:
        """The scorecard as it was written."""
        return _parquet(self.folder / "scorecard.parquet")

    @cached_property
    def plan_costs(self) -> pd.DataFrame | None:
        """Cost of the plan by measure, payer and year."""
        file = self.folder / "tables" / "plan_costs.parquet"
        return _parquet(file) if file.is_file() else None

    def table(self, name: str) -> pd.DataFrame:
        """Return one of the long tables ("people", "jobs", "floor", ...).

        Raises:
            InputError: if there is no such table; the message names the nearest.

        """
        from technopole.base.errors import Finding, InputError
        from technopole.base.names import suggestion

        file = self.folder / "tables" / f"{name}.parquet"
        if not file.is_file():
            known = sorted(path.stem for path in file.parent.glob("*.parquet"))
            what = f"The run has no table '{name}'{suggestion(name, known)}"
            raise InputError(Finding(what, remedy=f"Use one of {', '.join(known)}"))
        return _parquet(file)


def read_run(folder: str | Path, *, check: bool = True) -> StoredRun:
    """Open a run folder; `check` compares every file with the manifest's hash.

    Raises:
        InputError: no run, a run cut short, or files missing or changed; all of them at once.

    """
    place = Path(folder).expanduser().absolute()
    manifest = read_manifest(place)
    if check:
        verify(place, manifest["files"])
    return StoredRun(place, manifest)


def _parquet(file: Path) -> pd.DataFrame:
    import pandas as pd

    return pd.read_parquet(file)
