"""Units added, renamed, moved and closed, each with its day; reading them is org_units.py."""

from typing import Any

from fastapi import APIRouter

from api import unit_acts
from api.administering import AdministratorDep
from api.db import DatabaseDep
from api.queries import locking
from api.unit_acts import Change, Closing, NewUnit

router = APIRouter(prefix="/v1/orgUnits", tags=["org units"])


@router.post("", status_code=201)
def add(said: NewUnit, admin: AdministratorDep, database: DatabaseDep) -> dict[str, Any]:
    """A unit that was not there: most often a village."""
    with database.writing() as session:
        locking.administering(session)
        return {"id": unit_acts.add(session, admin, said)}


@router.post("/{unit_id}/versions", status_code=201)
def change(
    unit_id: str, said: Change, admin: AdministratorDep, database: DatabaseDep
) -> dict[str, Any]:
    """Renamed, recoded or moved on a day. What it was before stays written."""
    with database.writing() as session:
        locking.administering(session)
        unit_acts.change(session, admin, unit_id, said)
    return {"id": unit_id}


@router.post("/{unit_id}/closing", status_code=201)
def close(
    unit_id: str, said: Closing, admin: AdministratorDep, database: DatabaseDep
) -> dict[str, Any]:
    """There up to a day and no more."""
    with database.writing() as session:
        locking.administering(session)
        unit_acts.close(session, admin, unit_id, said)
    return {"id": unit_id}
