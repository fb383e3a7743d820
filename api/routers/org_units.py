"""The tree as the person who asks may see it: what is within her reach, and what stands over it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlmodel import Session

from api import auth
from api.auth import PersonDep
from api.db import DatabaseDep
from api.domain import placed
from api.domain.org_unit import Became, Level, became, came_from, heirs
from api.domain.placed import Placed
from api.errors import NotFound
from api.models.org_unit import OrgUnitVersion
from api.queries import org_unit_history, org_unit_search, org_units

router = APIRouter(prefix="/v1/orgUnits", tags=["org units"])

Day = Annotated[date | None, Query(description="The day to look at; today when left out.")]
Json = dict[str, Any]


@router.get("")
def tree(
    person: PersonDep,
    database: DatabaseDep,
    day: Day = None,
    search: Annotated[str, Query(max_length=100)] = "",
    parent: Annotated[str, Query(max_length=11)] = "",
) -> list[Json]:
    """Every unit within reach in the order of the tree, and what stands over it, `within` false.

    `search` asks for a name, with or without dấu, best first; `parent` for what stands directly
    below one unit. She reaches in other days what she reaches today.
    """
    on, roots = day or auth.today(), person.roots(auth.today())
    with database.reading() as session:
        if search:
            return _page(session, org_unit_search.search(session, search, on, roots), roots, on)
        if parent:
            return _page(session, org_units.children(session, parent, on), roots, on)
        inside, over = org_units.within(session, roots, on), org_units.above(session, roots, on)
    ids = {unit.id for unit in inside}
    units = placed.in_tree_order([*inside, *(unit for unit in over if unit.id not in ids)])
    words = placed.lineages(units)
    return [_line(unit, words[unit.id], unit.id in ids) for unit in units]


@router.get("/{unit_id}")
def one(unit_id: str, person: PersonDep, database: DatabaseDep, day: Day = None) -> Json:
    """All that a unit ever was, where it stood on a day, what became of it and where it came from.

    A unit of the past is shown to whoever reaches what it became.
    """
    on, roots = day or auth.today(), person.roots(auth.today())
    with database.reading() as session:
        unit = org_unit_history.unit(session, unit_id)
        steps = org_unit_history.steps(session, unit_id)
        standing = {unit_id, *heirs(steps, unit_id)}
        if unit is None or not org_units.seen_from(session, roots, standing, auth.today()):
            raise NotFound("orgUnit")
        return {
            "id": unit.id,
            "openedOn": unit.opened_on,
            "closedOn": unit.closed_on,
            "illustrative": unit.illustrative,
            "onDay": _on_day(session, unit_id, roots, on),
            "versions": [_version(row) for row in org_unit_history.versions(session, unit_id)],
            "aliases": [
                {"name": alias.name, "source": alias.source}
                for alias in org_unit_history.aliases(session, unit_id)
            ],
            "became": _steps(session, became(steps, unit_id)),
            "cameFrom": [
                step
                for step in _steps(session, came_from(steps, unit_id))
                if step["from"]["level"] != Level.DISTRICT
            ],
        }


def _page(session: Session, units: Sequence[Placed], roots: Sequence[str], day: date) -> list[Json]:
    ids = [unit.id for unit in units]
    seen = org_units.seen_from(session, roots, ids, day)
    words = org_units.lineages(session, ids, day)
    return [_line(unit, words[unit.id], seen[unit.id]) for unit in units if unit.id in seen]


def _on_day(session: Session, unit_id: str, roots: Sequence[str], day: date) -> Json | None:
    unit = org_units.unit_on(session, unit_id, day)
    if unit is None:
        return None
    words = org_units.lineages(session, [unit_id], day)[unit_id]
    return _line(unit, words, org_units.covers(session, roots, unit_id, day))


def _line(unit: Placed, lineage: str, within: bool) -> Json:
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
    }


def _version(row: OrgUnitVersion) -> Json:
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


def _steps(session: Session, steps: Iterable[Became]) -> list[Json]:
    """Each side by the name that it had then: the old one on its last day, the new on its first."""
    taken = list(steps)
    last_days = {step.from_id: step.on_date - timedelta(days=1) for step in taken}
    old = org_unit_history.called(session, last_days)
    new = org_unit_history.called(session, {step.to_id: step.on_date for step in taken})
    return [
        {
            "from": _named(old[step.from_id]),
            "to": _named(new[step.to_id]),
            "onDate": step.on_date,
            "extent": step.extent,
        }
        for step in taken
    ]


def _named(row: OrgUnitVersion) -> Json:
    return {
        "id": row.org_unit_id,
        "code": row.code,
        "kind": row.kind,
        "name": row.name,
        "level": row.level,
    }
