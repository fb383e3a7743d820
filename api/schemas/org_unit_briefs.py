"""Org units as administrators read them beside something else: named, and where they stand."""

from collections.abc import Mapping
from typing import Any

from api.queries.org_unit_history import DescribedUnit

Json = dict[str, Any]


def unit_briefs_as_wire(described: Mapping[str, DescribedUnit]) -> dict[str, Json]:
    """Each by the name that it had on the day for which it was described."""
    return {unit: unit_brief_as_wire(one) for unit, one in described.items()}


def unit_brief_as_wire(one: DescribedUnit) -> Json:
    """A unit, and where it stands in words."""
    row = one.row
    return {
        "id": row.org_unit_id,
        "code": row.code,
        "kind": row.kind,
        "name": row.name,
        "level": row.level,
        "lineage": one.lineage,
    }
