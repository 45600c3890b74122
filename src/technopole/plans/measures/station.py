"""A station on a line that runs already."""

from __future__ import annotations

from typing import ClassVar, final

from technopole.plans.measure import measure_kind
from technopole.plans.opening import Opening


@final
@measure_kind("station")
class Station(Opening):
    """A station opens on a line that runs already.

    Name a `project` of links.csv, or list the new `stations` and the `links` that join them to the line
    and to the zones around.

    Example:
        ```yaml
        - kind: station
          id: river-station
          name: River Station
          year: 2030
          stations:
            - {id: river-station, side: A}
          links:
            - {from: A1, to: river-station, minutes: 6}
            - {from: river-station, to: A2, minutes: 9}
        ```

    """

    layer: ClassVar[str] = "transit"
