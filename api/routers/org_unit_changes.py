"""Units added, renamed, moved and closed, each with its day; reading them is org_units.py."""

from fastapi import APIRouter

from api.actions import change_org_units
from api.errors import may_refuse
from api.http.administrator import AdministratorDep
from api.http.database import DatabaseDep
from api.queries import locking
from api.schemas.org_unit_changes import NewOrgUnit, UnitChange, UnitClosing
from api.schemas.org_units import ChangedUnit

router = APIRouter(prefix="/v1/orgUnits", tags=["org units"])


@router.post("", status_code=201)
@may_refuse(
    "404.1", "codeTaken", "dayTooFar", "nameTaken", "notASuccessor", "unitLevel", "unitNotThere"
)
def create_org_unit(
    said: NewOrgUnit, admin: AdministratorDep, database: DatabaseDep
) -> ChangedUnit:
    """A unit that was not there: most often a village."""
    with database.writing() as session:
        locking.lock_administration(session)
        return ChangedUnit(id=change_org_units.apply_new_unit(session, admin, said))


@router.post("/{unit_id}/versions", status_code=201)
@may_refuse(
    "404.1",
    "changeTooEarly",
    "codeTaken",
    "dayTooFar",
    "nameTaken",
    "nothingChanges",
    "ownUnit",
    "unitClosed",
    "unitLevel",
    "unitNotThere",
)
def create_org_unit_version(
    unit_id: str, said: UnitChange, admin: AdministratorDep, database: DatabaseDep
) -> ChangedUnit:
    """Renamed, recoded or moved on a day. What it was before stays written."""
    with database.writing() as session:
        locking.lock_administration(session)
        change_org_units.apply_unit_change(session, admin, unit_id, said)
    return ChangedUnit(id=unit_id)


@router.post("/{unit_id}/closing", status_code=201)
@may_refuse("404.1", "changeTooEarly", "dayTooFar", "ownUnit", "unitClosed", "unitNotThere")
def close_org_unit(
    unit_id: str, said: UnitClosing, admin: AdministratorDep, database: DatabaseDep
) -> ChangedUnit:
    """There up to a day and no more."""
    with database.writing() as session:
        locking.lock_administration(session)
        change_org_units.apply_unit_closing(session, admin, unit_id, said)
    return ChangedUnit(id=unit_id)
