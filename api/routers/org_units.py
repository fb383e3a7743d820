"""The tree as the person who asks may see it: what is within her reach, and what stands over it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from api import clock
from api.domain import placed
from api.domain.org_unit import Level, became, came_from, heirs, was_divided
from api.domain.placed import Placed
from api.errors import NotFound
from api.http.auth import Person, PersonDep
from api.models.user import Role
from api.queries import (
    administered,
    org_unit_history,
    org_unit_search,
    org_units,
    org_units_then,
)
from api.queries.org_units_then import Look
from api.schemas.org_units import (
    DAY,
    Json,
    line_as_wire,
    placing_as_wire,
    steps_as_wire,
    version_as_wire,
)
from api.storage.db import DatabaseDep

router = APIRouter(prefix="/v1/orgUnits", tags=["org units"])

Day = Annotated[date | None, Query(description="The day to look at; today when left out.")]


@router.get("")
def tree(
    person: PersonDep,
    database: DatabaseDep,
    day: Day = None,
    search: Annotated[str, Query(max_length=100)] = "",
    former: bool = False,
    parent: Annotated[str, Query(max_length=11)] = "",
    undecided: bool = False,
) -> list[Json]:
    """Every unit within reach in the order of the tree, and what stands over it, `within` false.

    `search` asks for a name, with or without dấu, best first, and with `former` also for what bore
    it and does no more; `parent` for what stands directly below one unit; `undecided` for what lay
    in a divided commune and nobody has placed. On another day she reaches what she reaches today,
    and what became wholly hers.
    """
    today = clock.today()
    with database.reading() as session:
        look = org_units_then.look(session, person.roots(today), day or today, today)
        if search:
            hits = org_unit_search.search(session, search, look.day, org_units_then.within(look))
            lines = _page(session, hits, look)
            return lines + (_former(session, search, look) if former else [])
        if parent:
            return _page(session, org_units.children(session, parent, look.day), look)
        if undecided:
            return _page(session, org_units_then.undecided(session, look), look)
        units, ids = org_units_then.shown(session, look)
    words = placed.lineages(units)
    return [line_as_wire(unit, words[unit.id], within=unit.id in ids) for unit in units]


@router.get("/{unit_id}")
def one(unit_id: str, person: PersonDep, database: DatabaseDep, day: Day = None) -> Json:
    """All that a unit ever was, where it stood on a day, what became of it and where it came from.

    A unit of the past is shown to whoever reaches what it became.
    """
    today, roots = clock.today(), person.roots(clock.today())
    with database.reading() as session:
        unit = org_unit_history.unit(session, unit_id)
        steps = org_unit_history.steps(session, unit_id)
        standing = {unit_id, *heirs(steps, unit_id)}
        if unit is None or not org_units.seen_from(session, roots, standing, today):
            raise NotFound("orgUnit")
        look = org_units_then.look(session, roots, day or today, today)
        rows = org_unit_history.versions(session, unit_id)
        return {
            "id": unit.id,
            "openedOn": unit.opened_on,
            "closedOn": unit.closed_on,
            "illustrative": unit.illustrative,
            "onDay": _on_day(session, unit_id, look),
            "versions": [version_as_wire(session, row) for row in rows],
            "aliases": [
                {"name": alias.name, "source": alias.source}
                for alias in org_unit_history.aliases(session, unit_id)
            ],
            "divided": was_divided(steps, unit_id) and rows[-1].level != Level.DISTRICT,
            "became": steps_as_wire(session, became(steps, unit_id)),
            "cameFrom": [
                step
                for step in steps_as_wire(session, came_from(steps, unit_id))
                if step["from"]["level"] != Level.DISTRICT
            ],
            **placing_as_wire(session, unit_id, administers=_administers(session, person, unit_id)),
        }


def _administers(session: Session, person: Person, unit_id: str) -> bool:
    day = clock.today()
    return bool(administered.of_these(session, person.roots(day, Role.ADMIN), [unit_id], day))


def _page(session: Session, units: Sequence[Placed], look: Look) -> list[Json]:
    ids = [unit.id for unit in units]
    seen = org_units_then.seen(session, look, ids)
    words = org_units.lineages(session, ids, look.day)
    return [
        line_as_wire(unit, words[unit.id], within=seen[unit.id])
        for unit in units
        if unit.id in seen
    ]


def _former(session: Session, search: str, look: Look) -> list[Json]:
    """Units of the past with this name, of those that became something that is shown to her."""
    found = org_unit_search.former(session, search, look.day)
    heirs_of = org_unit_history.heirs_of(session, found)
    standing = {heir for units in heirs_of.values() for heir in units}
    seen = org_units.seen_from(session, look.now, standing, look.today)
    hers = [unit for unit in found if not heirs_of[unit].isdisjoint(seen)]
    return [_as_it_was(session, *found[unit], look) for unit in hers[: org_unit_search.MOST]]


def _as_it_was(session: Session, unit: Placed, end: date, look: Look) -> Json:
    last = org_units_then.look(session, look.now, end - DAY, look.today)
    words = org_units.lineages(session, [unit.id], last.day)[unit.id]
    within = org_units_then.seen(session, last, [unit.id]).get(unit.id, False)
    return line_as_wire(unit, words, within=within, until=last.day)


def _on_day(session: Session, unit_id: str, look: Look) -> Json | None:
    unit = org_units.unit_on(session, unit_id, look.day)
    if unit is None:
        return None
    words = org_units.lineages(session, [unit_id], look.day)[unit_id]
    within = org_units_then.seen(session, look, [unit_id]).get(unit_id, False)
    return line_as_wire(unit, words, within=within)
