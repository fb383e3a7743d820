"""Org units as they go on the wire. A former unit says the last day on which it stood: `until`."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from api.domain.org_unit import Became
from api.domain.placed import Placed
from api.models.org_unit import OrgUnitVersion
from api.queries import org_unit_history

Json = dict[str, Any]
DAY = timedelta(days=1)


def line_as_wire(unit: Placed, lineage: str, *, within: bool, until: date | None = None) -> Json:
    """A unit in a list, as it stood on the day asked for, or on its last one."""
    return {
        "id": unit.id,
        "code": unit.code,
        "kind": unit.kind,
        "name": unit.name,
        "level": unit.level,
        "parentId": unit.parent_id,
        "lineage": lineage,
        "undecided": unit.undecided,
        "within": within,
        "until": until,
    }


def version_as_wire(row: OrgUnitVersion) -> Json:
    """One dated row."""
    return {
        "validFrom": row.valid_from,
        "validTo": row.valid_to,
        "level": row.level,
        "code": row.code,
        "kind": row.kind,
        "name": row.name,
        "parentId": row.parent_id,
        "undecided": row.undecided,
        "lat": row.lat,
        "lon": row.lon,
        "areaKm2": row.area_km2,
        "source": row.source,
        "note": row.note,
    }


def named_as_wire(row: OrgUnitVersion) -> Json:
    """A unit by the name that it had then."""
    return {
        "id": row.org_unit_id,
        "code": row.code,
        "kind": row.kind,
        "name": row.name,
        "level": row.level,
    }


def steps_as_wire(session: Session, steps: Iterable[Became]) -> list[Json]:
    """Each side by the name that it had then: the old one on its last day, the new on its first."""
    taken = list(steps)
    last_days = {step.from_id: step.on_date - DAY for step in taken}
    old = org_unit_history.called(session, last_days)
    new = org_unit_history.called(session, {step.to_id: step.on_date for step in taken})
    return [
        {
            "from": named_as_wire(old[step.from_id]),
            "to": named_as_wire(new[step.to_id]),
            "onDate": step.on_date,
            "extent": step.extent,
        }
        for step in taken
    ]
