"""Org units as administrators read them beside something else: named, and where they stand."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlmodel import Session

from api.queries import org_unit_history, org_units

Json = dict[str, Any]


def describe_units(session: Session, units: Collection[str], day: date) -> dict[str, Json]:
    """Each as it stands that day, or the last way it stood, or the first way it will."""
    words = org_units.lineages_of_units(session, units, day)
    called = org_unit_history.versions_on_days(session, dict.fromkeys(units, day))
    return {
        unit: {
            "id": unit,
            "code": row.code,
            "kind": row.kind,
            "name": row.name,
            "level": row.level,
            "lineage": words[unit],
        }
        for unit, row in called.items()
    }
