"""Where a unit of a divided commune went: said by an administrator, never guessed."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from api import clock
from api.access.administers import Administrator
from api.actions.recount import recount_moved_units
from api.errors import Conflict, Unprocessable, may_refuse
from api.http.administrator import AdministratorDep
from api.http.contract import ALREADY_SO
from api.http.database import DatabaseDep
from api.models.by_hand import ByHandKind
from api.models.org_unit_placement import OrgUnitPlacement
from api.queries import (
    by_hand,
    counted_below,
    locking,
    named_placements,
    org_unit_placements,
)
from api.queries.org_unit_placements import PlacementChoice
from api.schemas.org_unit_changes import NewPlacement
from api.schemas.org_units import PlacementOverview

router = APIRouter(prefix="/v1/orgUnits/{unit_id}/placements", tags=["org units"])


@router.post("", status_code=201, responses=ALREADY_SO)
@may_refuse("404.1", "notASuccessor", "notDivided")
def create_placement(
    unit_id: str,
    said: NewPlacement,
    admin: AdministratorDep,
    database: DatabaseDep,
    response: Response,
) -> PlacementOverview:
    """It lies there from that day on, with all that it counts for; 200 when it was said already."""
    with database.writing() as session:
        locking.lock_administration(session)
        admin.must_reach(session, unit_id)
        choice = _require_placement_choice(session, unit_id, said)
        admin.must_reach(session, said.parent_id)
        placement = OrgUnitPlacement(
            org_unit_id=unit_id,
            on_date=choice.on_date,
            parent_id=said.parent_id,
            source=said.source,
            decided_at=clock.now(),
            decided_by_id=admin.person.id,
        )
        if org_unit_placements.is_placement_in_force(session, placement):
            response.status_code = 200
        else:
            _apply_placement(session, admin, placement, choice)
        found = named_placements.placements_of_unit(session, unit_id, with_deciders=True)
        return PlacementOverview.from_placements(unit_id, found)


def _require_placement_choice(
    session: Session, unit_id: str, said: NewPlacement
) -> PlacementChoice:
    found = [
        choice
        for choice in org_unit_placements.find_placement_choices(session, unit_id)
        if said.on_date in {None, choice.on_date}
    ]
    if len(found) != 1:
        raise Conflict("notDivided")
    if said.parent_id not in found[0].successors:
        raise Unprocessable("notASuccessor", among=found[0].successors)
    return found[0]


def _apply_placement(
    session: Session, admin: Administrator, placement: OrgUnitPlacement, choice: PlacementChoice
) -> None:
    moved = counted_below.unit_ids_with_descendants(session, placement.org_unit_id)
    above = counted_below.unit_ids_with_ancestors(session, moved)
    org_unit_placements.record_placement(session, placement)
    by_hand.mark_taken_over(
        session,
        ByHandKind.ORG_UNIT,
        placement.org_unit_id,
        admin.person.id,
        placement.decided_at,
    )
    if placement.parent_id != choice.parent:
        recount_moved_units(session, moved, above)
    admin.note(
        session,
        "orgUnit.place",
        "orgUnit",
        placement.org_unit_id,
        {"onDate": placement.on_date.isoformat(), "from": choice.parent, "to": placement.parent_id},
    )
