"""A railway."""

from __future__ import annotations

from typing import ClassVar, final

from technopole.plans.measure import measure_kind
from technopole.plans.opening import Opening


@final
@measure_kind("rail_line")
class RailLine(Opening):
    """A railway opens in a year and shortens trips from then on.

    Name a `project` of the region's links.csv, whose links then run from the year given here (the year in
    the table is only the published intention), or list links of your own between stations. Listed links
    run both ways unless `both_ways` is false; put half the headway and the walk into links between a zone
    and a station. A line that serves a new border crossing needs a measure of kind `crossing` as well,
    unless the crossing itself belongs to the project.

    Example:
        ```yaml
        - kind: rail_line
          id: northern-link
          name: {en: Northern Link, zh-Hant: 北環綫, zh-Hans: 北环线}
          project: northern-link
          year: 2034
          cost:
            - {payer: hk_government, year_from: 2025, year_to: 2034, amount: 3.14e10, grade: plan}
        ```

    """

    layer: ClassVar[str] = "transit"
