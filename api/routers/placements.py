"""Where a unit of a divided commune went: said by an administrator, never guessed."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field
from sqlmodel import Session

from api import clock
from api.access.administers import Administrator, AdministratorDep
from api.actions.recount import recount_moved
from api.errors import Conflict, Unprocessable
from api.models.by_hand import Matter
from api.models.org_unit_placement import OrgUnitPlacement
from api.queries import by_hand, counted_below, locking, org_unit_placements
from api.queries.org_unit_placements import Choice
from api.schemas.org_units import Json, placing_as_wire
from api.schemas.typed_text import Line, UnitId
from api.schemas.wire import Wire
from api.storage.db import DatabaseDep

router = APIRouter(prefix="/v1/orgUnits/{unit_id}/placements", tags=["org units"])


class NewPlacement(Wire):
    """`source` is the document that says so. The day may be left out when there is one choice."""

    parent_id: UnitId
    on_date: date | None = None
    source: Annotated[Line, Field(min_length=1, max_length=300)]


@router.post("", status_code=201)
def place(
    unit_id: str,
    said: NewPlacement,
    admin: AdministratorDep,
    database: DatabaseDep,
    response: Response,
) -> Json:
    """It lies there from that day on, with all that it counts for; 200 when it was said already."""
    with database.writing() as session:
        locking.administering(session)
        admin.must_reach(session, unit_id)
        choice = _choice(session, unit_id, said)
        admin.must_reach(session, said.parent_id)
        placement = OrgUnitPlacement(
            org_unit_id=unit_id,
            on_date=choice.on_date,
            parent_id=said.parent_id,
            source=said.source,
            decided_at=clock.now(),
            decided_by_id=admin.person.id,
        )
        if org_unit_placements.stands(session, placement):
            response.status_code = 200
        else:
            _decide(session, admin, placement, choice)
        return {"id": unit_id, **placing_as_wire(session, unit_id, administers=True)}


def _choice(session: Session, unit_id: str, said: NewPlacement) -> Choice:
    found = [
        choice
        for choice in org_unit_placements.choices(session, unit_id)
        if said.on_date in {None, choice.on_date}
    ]
    if len(found) != 1:
        raise Conflict("notDivided", "No commune that it lay in was divided, or not on that day.")
    if said.parent_id not in found[0].successors:
        raise Unprocessable(
            "notASuccessor", "The commune did not become this one.", among=found[0].successors
        )
    return found[0]


def _decide(
    session: Session, admin: Administrator, placement: OrgUnitPlacement, choice: Choice
) -> None:
    moved = counted_below.at_and_below(session, placement.org_unit_id)
    above = counted_below.at_and_above(session, moved)
    org_unit_placements.decide(session, placement)
    by_hand.take_over(
        session,
        Matter.ORG_UNIT,
        placement.org_unit_id,
        admin.person.id,
        placement.decided_at,
    )
    if placement.parent_id != choice.parent:
        recount_moved(session, moved, above)
    admin.note(
        session,
        "orgUnit.place",
        "orgUnit",
        placement.org_unit_id,
        {"onDate": placement.on_date.isoformat(), "from": choice.parent, "to": placement.parent_id},
    )
