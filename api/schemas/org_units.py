"""Org units as they go on the wire. A former unit says the last day on which it stood: `until`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.domain.placed import PlacedUnit
from api.models.org_unit import OrgUnitVersion
from api.queries.named_placements import NamedPlacement, NamedPlacementChoice, UnitPlacements
from api.queries.org_unit_history import DescribedUnit, NamedSuccession
from api.schemas.wire import format_instant

Json = dict[str, Any]


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


def unit_version_as_wire(one: DescribedUnit) -> Json:
    """One dated row, with what it stood in on its first day."""
    row = one.row
    return {
        "validFrom": row.valid_from,
        "validTo": row.valid_to,
        "level": row.level,
        "code": row.code,
        "kind": row.kind,
        "name": row.name,
        "parentId": row.parent_id,
        "lineage": one.lineage,
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


def succession_as_wire(one: NamedSuccession) -> Json:
    """Each side by the name that it had then: the old one on its last day, the new on its first."""
    return {
        "from": named_unit_as_wire(one.old),
        "to": named_unit_as_wire(one.new),
        "onDate": one.step.on_date,
        "extent": one.step.extent,
    }


def placements_as_wire(found: UnitPlacements) -> Json:
    """Where a unit of a divided commune may have gone, and what people said of it."""
    return {
        "choices": [_placement_choice_as_wire(choice) for choice in found.choices],
        "placements": [
            _placement_decision_as_wire(decision, found.deciders) for decision in found.decisions
        ],
    }


def _placement_choice_as_wire(found: NamedPlacementChoice) -> Json:
    return {
        "onDate": found.choice.on_date,
        "divided": named_unit_as_wire(found.divided),
        "among": [
            {"orgUnit": named_unit_as_wire(row), "extent": step.extent}
            for step, row in zip(found.choice.among, found.among, strict=True)
        ],
        "parent": named_unit_as_wire(found.parent),
        "undecided": found.choice.undecided,
    }


def _placement_decision_as_wire(found: NamedPlacement, deciders: Mapping[int, str] | None) -> Json:
    """Who decided is told to those who administer the unit."""
    row = found.row
    by = row.decided_by_id
    return {
        "id": row.id,
        "onDate": row.on_date,
        "parent": named_unit_as_wire(found.parent),
        "source": row.source,
        "decidedAt": format_instant(row.decided_at),
        "decidedBy": None if deciders is None else {"id": by, "displayName": deciders.get(by)},
        "inForce": found.in_force,
    }
