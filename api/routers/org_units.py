"""The tree as the person who asks may see it: what is within her reach, and what stands over it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from api import clock
from api.access import reached_then
from api.access.administers import administers_unit
from api.access.inherited import DatedReach
from api.domain import placed
from api.domain.org_unit import (
    Level,
    current_successors,
    steps_from_predecessors,
    steps_to_successors,
    was_divided,
)
from api.domain.placed import PlacedUnit
from api.errors import NotFound, may_refuse
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.queries import (
    named_placements,
    org_unit_history,
    org_unit_search,
    org_units,
    reach,
)
from api.queries.org_unit_history import ONE_DAY
from api.schemas.org_units import (
    OrgUnitLine,
    PlacementOverview,
    UnitAlias,
    UnitDetail,
    UnitSuccession,
    UnitVersion,
    make_unit_lines,
)

router = APIRouter(prefix="/v1/orgUnits", tags=["org units"])

TreeDayQuery = Annotated[date | None, Query(description="The day to look at; today when left out.")]


@router.get("")
def list_org_units(
    person: PersonDep,
    database: DatabaseDep,
    day: TreeDayQuery = None,
    search: Annotated[str, Query(max_length=100)] = "",
    former: bool = False,
    parent: Annotated[str, Query(max_length=11)] = "",
    undecided: bool = False,
) -> list[OrgUnitLine]:
    """Every unit within reach in the order of the tree, and what stands over it, `within` false.

    `search` asks for a name, with or without dấu, best first, and with `former` also for what bore
    it and does no more; `parent` for what stands directly below one unit; `undecided` for what lay
    in a divided commune and nobody has placed. On another day she reaches what she reaches today,
    and what became wholly hers.
    """
    today = clock.today()
    with database.reading() as session:
        look = DatedReach(person.roots(today), day or today, today)
        if search:
            hits = org_unit_search.search_units(
                session, search, look.day, reached_then.within_reach_condition(session, look)
            )
            lines = _units_as_lines(session, hits, look)
            return lines + (_former_units_as_lines(session, search, look) if former else [])
        if parent:
            return _units_as_lines(session, org_units.child_units(session, parent, look.day), look)
        if undecided:
            return _units_as_lines(session, reached_then.undecided_units_then(session, look), look)
        units, ids = reached_then.units_shown_then(session, look)
    words = placed.lineage_words_by_unit(units)
    return make_unit_lines(units, words, ids)


@router.get("/{unit_id}")
@may_refuse("404.1")
def read_org_unit(
    unit_id: str, person: PersonDep, database: DatabaseDep, day: TreeDayQuery = None
) -> UnitDetail:
    """All that a unit ever was, where it stood on a day, what became of it and where it came from.

    A unit of the past is shown to whoever reaches what it became.
    """
    today, roots = clock.today(), person.roots(clock.today())
    with database.reading() as session:
        unit = org_unit_history.find_org_unit(session, unit_id)
        steps = org_unit_history.successions_of_unit(session, unit_id)
        standing = {unit_id, *current_successors(steps, unit_id)}
        if unit is None or not reach.units_visible_from(session, roots, standing, today):
            raise NotFound("orgUnit")
        look = DatedReach(roots, day or today, today)
        rows = org_unit_history.versions_of_unit(session, unit_id)
        became, came = (
            org_unit_history.name_successions(session, some)
            for some in (
                steps_to_successors(steps, unit_id),
                steps_from_predecessors(steps, unit_id),
            )
        )
        placements = named_placements.placements_of_unit(
            session, unit_id, with_deciders=administers_unit(session, person, unit_id)
        )
        overview = PlacementOverview.from_placements(unit_id, placements)
        return UnitDetail(
            id=unit.id,
            opened_on=unit.opened_on,
            closed_on=unit.closed_on,
            illustrative=unit.illustrative,
            on_day=_unit_line_on_day(session, unit_id, look),
            versions=[
                UnitVersion.from_described(row)
                for row in org_unit_history.describe_versions(session, rows)
            ],
            aliases=[
                UnitAlias.model_validate(alias)
                for alias in org_unit_history.aliases_of_unit(session, unit_id)
            ],
            divided=was_divided(steps, unit_id) and rows[-1].level != Level.DISTRICT,
            became=[UnitSuccession.from_step(step) for step in became],
            came_from=[
                UnitSuccession.from_step(step) for step in came if step.old.level != Level.DISTRICT
            ],
            choices=overview.choices,
            placements=overview.placements,
        )


def _units_as_lines(
    session: Session, units: Sequence[PlacedUnit], look: DatedReach
) -> list[OrgUnitLine]:
    ids = [unit.id for unit in units]
    seen = reached_then.units_visible_then(session, look, ids)
    words = org_units.lineages_of_units(session, ids, look.day)
    return [
        OrgUnitLine.from_unit(unit, words[unit.id], within=seen[unit.id])
        for unit in units
        if unit.id in seen
    ]


def _former_units_as_lines(session: Session, search: str, look: DatedReach) -> list[OrgUnitLine]:
    """Units of the past with this name, of those that became something that is shown to her."""
    found = org_unit_search.search_former_units(session, search, look.day)
    heirs_of = org_unit_history.heirs_of(session, found)
    standing = {heir for units in heirs_of.values() for heir in units}
    seen = reach.units_visible_from(session, look.now, standing, look.today)
    hers = [unit for unit in found if not heirs_of[unit].isdisjoint(seen)]
    return [
        _unit_line_as_it_was(session, *found[unit], look)
        for unit in hers[: org_unit_search.MOST_UNITS_FOUND]
    ]


def _unit_line_as_it_was(
    session: Session, unit: PlacedUnit, end: date, look: DatedReach
) -> OrgUnitLine:
    last = DatedReach(look.now, end - ONE_DAY, look.today)
    words = org_units.lineages_of_units(session, [unit.id], last.day)[unit.id]
    within = reached_then.units_visible_then(session, last, [unit.id]).get(unit.id, False)
    return OrgUnitLine.from_unit(unit, words, within=within, until=last.day)


def _unit_line_on_day(session: Session, unit_id: str, look: DatedReach) -> OrgUnitLine | None:
    unit = org_units.find_unit_on_day(session, unit_id, look.day)
    if unit is None:
        return None
    words = org_units.lineages_of_units(session, [unit_id], look.day)[unit_id]
    within = reached_then.units_visible_then(session, look, [unit_id]).get(unit_id, False)
    return OrgUnitLine.from_unit(unit, words, within=within)
