"""The laboratory behind the routes: regions that get ready, answers that are kept."""

from __future__ import annotations

import secrets
import threading
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from technopole.base.errors import TechnopoleError
from technopole.base.names import suggestion
from technopole.lab.engine import Engine
from technopole.lab.errors import LabError
from technopole.lab.kept import Kept
from technopole.lab.plain import packed
from technopole.lab.turns import Turns
from technopole.region import list_regions, load_region

if TYPE_CHECKING:
    from collections.abc import Callable

    from technopole.lab.settings import LabSettings

ANSWERS = 4096
FIRST = "hong-kong-shenzhen"


class Laboratory:
    """Engines by region, made ready one after the other in a thread, and ready answers as bytes."""

    def __init__(self, settings: LabSettings) -> None:
        """Know the regions; nothing is loaded before `engine` or `begin` asks for it."""
        self.settings = settings
        self.turns = Turns()
        self.slow = Turns(threads=1)
        self._answers: Kept[bytes] = Kept(ANSWERS, largest=settings.kept_bytes, size=len)
        self._engines: dict[str, Engine] = {}
        self._failed: dict[str, LabError] = {}
        self._lock = threading.Lock()
        self._started = secrets.token_hex(8)  # what a browser kept of another server is asked for again
        self.regions = self._regions()

    def _regions(self) -> dict[str, str]:
        """Return every region by identifier with the name or folder it is loaded from."""
        known = {name: name for name in list_regions()}
        asked = self.settings.region
        if asked and asked not in known:
            known = {load_region(asked).id: asked, **known}
        return known

    @property
    def first(self) -> str:
        """The region a page opens with."""
        asked = self.settings.region
        if asked:
            return next((name for name, place in self.regions.items() if asked in {name, place}), asked)
        return FIRST if FIRST in self.regions else next(iter(self.regions))

    def begin(self, name: str) -> Engine:
        """Return a region's engine, ready or not; the first who asks sets off its preparation.

        Raises:
            LabError: 404 for a region there is not; what stopped its preparation.

        """
        if name not in self.regions:
            what = f"There is no region '{name[:60]}'{suggestion(name, self.regions)}"
            raise LabError(404, what, which="region", remedy=f"Use one of {', '.join(self.regions)}")
        if name in self._failed:
            raise self._failed[name]
        with self._lock:
            if name not in self._engines:
                region = load_region(self.regions[name])
                engine = Engine(region, kept_runs=self.settings.kept_runs)
                self._engines[name] = engine
                threading.Thread(target=self._prepare, args=(name, engine), daemon=True).start()
        return self._engines[name]

    def _prepare(self, name: str, engine: Engine) -> None:
        try:
            engine.prepare()
        except TechnopoleError as error:
            engine.message = str(error)
            self._failed[name] = LabError(500, f"Region '{name}' cannot be made ready", remedy=str(error))

    def engine(self, name: str) -> Engine:
        """Return a region's engine if it is ready.

        Raises:
            LabError: 404 for a region there is not, 409 while the model is loading.

        """
        engine = self.begin(name)
        if not engine.ready:
            what = f"The model of '{name}' is loading: {engine.progress:.0%} ({engine.message})"
            raise LabError(
                409, what, which="region", remedy="Ask again in a second; /health says how far it is"
            )
        return engine

    async def answer(
        self, key: str, make: Callable[[], Any], page: str | None = None, *, slow: bool = False
    ) -> tuple[bytes, str]:
        """Return a kept answer or make it: compressed bytes of JSON and their tag.

        Slow ones wait for each other; levers do not wait for them.
        """
        tag = sha256(f"{self._started}|{key}".encode()).hexdigest()[:24]
        found = self._answers.get(key)
        if found is None:
            found = await (self.slow if slow else self.turns).take(key, lambda: packed(make()), page)
            self._answers.put(key, found)
        return found, tag

    def knows(self, key: str) -> bool:
        """Tell whether an answer is ready."""
        return self._answers.get(key) is not None

    def close(self) -> None:
        """Begin nothing more."""
        self.turns.close()
        self.slow.close()
