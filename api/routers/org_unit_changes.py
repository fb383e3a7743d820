"""Units added, renamed, moved and closed, each with its day; reading them is org_units.py."""

from typing import Any

from fastapi import APIRouter

from api.access.administers import AdministratorDep
from api.actions import change_org_units
from api.actions.change_org_units import Change, Closing, NewUnit
from api.queries import locking
from api.storage.db import DatabaseDep

router = APIRouter(prefix="/v1/orgUnits", tags=["org units"])


@router.post("", status_code=201)
def add(said: NewUnit, admin: AdministratorDep, database: DatabaseDep) -> dict[str, Any]:
    """A unit that was not there: most often a village."""
    with database.writing() as session:
        locking.administering(session)
        return {"id": change_org_units.add(session, admin, said)}


@router.post("/{unit_id}/versions", status_code=201)
def change(
    unit_id: str, said: Change, admin: AdministratorDep, database: DatabaseDep
) -> dict[str, Any]:
    """Renamed, recoded or moved on a day. What it was before stays written."""
    with database.writing() as session:
        locking.administering(session)
        change_org_units.change(session, admin, unit_id, said)
    return {"id": unit_id}


@router.post("/{unit_id}/closing", status_code=201)
def close(
    unit_id: str, said: Closing, admin: AdministratorDep, database: DatabaseDep
) -> dict[str, Any]:
    """There up to a day and no more."""
    with database.writing() as session:
        locking.administering(session)
        change_org_units.close(session, admin, unit_id, said)
    return {"id": unit_id}
