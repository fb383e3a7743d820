"""Org units as they go on the wire. A former unit says the last day on which it stood: `until`."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from api.domain.org_unit import SuccessionStep
from api.domain.placed import PlacedUnit
from api.models.org_unit import OrgUnitVersion
from api.queries import org_unit_history, org_unit_placements, org_units, users
from api.queries.org_unit_placements import PlacementChoice
from api.schemas.wire import format_instant

Json = dict[str, Any]
ONE_DAY = timedelta(days=1)


def unit_line_as_wire(
    unit: PlacedUnit, lineage: str, *, within: bool, until: date | None = None
) -> Json:
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


def unit_version_as_wire(session: Session, row: OrgUnitVersion) -> Json:
    """One dated row, with what it stood in on its first day."""
    above = org_units.lineages_of_units(session, {row.org_unit_id}, row.valid_from)
    return {
        "validFrom": row.valid_from,
        "validTo": row.valid_to,
        "level": row.level,
        "code": row.code,
        "kind": row.kind,
        "name": row.name,
        "parentId": row.parent_id,
        "lineage": above[row.org_unit_id],
        "undecided": row.undecided,
        "lat": row.lat,
        "lon": row.lon,
        "areaKm2": row.area_km2,
        "source": row.source,
        "note": row.note,
    }


def named_unit_as_wire(row: OrgUnitVersion) -> Json:
    """A unit by the name that it had then."""
    return {
        "id": row.org_unit_id,
        "code": row.code,
        "kind": row.kind,
        "name": row.name,
        "level": row.level,
    }


def successions_as_wire(session: Session, steps: Iterable[SuccessionStep]) -> list[Json]:
    """Each side by the name that it had then: the old one on its last day, the new on its first."""
    taken = list(steps)
    last_days = {step.from_id: step.on_date - ONE_DAY for step in taken}
    old = org_unit_history.versions_on_days(session, last_days)
    new = org_unit_history.versions_on_days(session, {step.to_id: step.on_date for step in taken})
    return [
        {
            "from": named_unit_as_wire(old[step.from_id]),
            "to": named_unit_as_wire(new[step.to_id]),
            "onDate": step.on_date,
            "extent": step.extent,
        }
        for step in taken
    ]


def placements_as_wire(session: Session, unit: str, *, administers: bool) -> Json:
    """Where a unit of a divided commune may have gone, and what people said of it."""
    choices = org_unit_placements.find_placement_choices(session, unit)
    said = org_unit_placements.placement_decisions(session, unit)
    days: dict[date, int | None] = {}
    for one in said:
        days.setdefault(one.on_date, one.id)
    names = (
        users.find_display_names(session, {one.decided_by_id for one in said})
        if administers
        else {}
    )
    return {
        "choices": [_placement_choice_as_wire(session, choice) for choice in choices],
        "placements": [
            {
                "id": one.id,
                "onDate": one.on_date,
                "parent": _unit_named_on_day(session, one.parent_id, one.on_date),
                "source": one.source,
                "decidedAt": format_instant(one.decided_at),
                "decidedBy": (
                    {"id": one.decided_by_id, "displayName": names.get(one.decided_by_id)}
                    if administers
                    else None
                ),
                "inForce": days[one.on_date] == one.id,
            }
            for one in said
        ],
    }


def _placement_choice_as_wire(session: Session, choice: PlacementChoice) -> Json:
    return {
        "onDate": choice.on_date,
        "divided": _unit_named_on_day(session, choice.divided, choice.on_date - ONE_DAY),
        "among": [
            {
                "orgUnit": _unit_named_on_day(session, step.to_id, choice.on_date),
                "extent": step.extent,
            }
            for step in choice.among
        ],
        "parent": _unit_named_on_day(session, choice.parent, choice.on_date),
        "undecided": choice.undecided,
    }


def _unit_named_on_day(session: Session, unit: str, day: date) -> Json:
    return named_unit_as_wire(org_unit_history.versions_on_days(session, {unit: day})[unit])
