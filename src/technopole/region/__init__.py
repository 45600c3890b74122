"""Regions: a folder of small tables, declared once, checked as a whole, turned into arrays by label."""

from __future__ import annotations

from technopole.region.fingerprint import fingerprint
from technopole.region.load import check_region, load_region
from technopole.region.parameters import Parameters, declared_parameters
from technopole.region.region import Region
from technopole.region.schema import declared_tables
from technopole.region.settings import RegionSettings
from technopole.region.shipped import find_region, list_regions

__all__ = [
    "Parameters",
    "Region",
    "RegionSettings",
    "check_region",
    "declared_parameters",
    "declared_tables",
    "find_region",
    "fingerprint",
    "list_regions",
    "load_region",
]
