"""A road."""

from __future__ import annotations

from typing import ClassVar, final

from technopole.plans.measure import measure_kind
from technopole.plans.opening import Opening


@final
@measure_kind("road")
class Road(Opening):
    """A road opens in a year and shortens trips by car from then on.

    Name a `project` of links.csv or list links of your own. Minutes are without congestion; the time to
    reach and park a car is added at both ends by the zones' own figures.

    Example:
        ```yaml
        - kind: road
          id: northern-highway
          name: Northern Metropolis Highway, San Tin section
          project: nm-highway-san-tin
          year: 2036
        ```

    """

    layer: ClassVar[str] = "road"
