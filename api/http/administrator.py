"""The door in front of every administrator's route."""

from typing import Annotated

from fastapi import Depends

from api.access.administers import Administrator, administrator_today
from api.errors import may_refuse
from api.http.auth import PersonDep
from api.http.database import DatabaseDep


@may_refuse("notAdministrator")
def require_administrator(person: PersonDep, database: DatabaseDep) -> Administrator:
    """Raises Forbidden for somebody who administers nothing today."""
    with database.reading() as session:
        return administrator_today(session, person)


AdministratorDep = Annotated[Administrator, Depends(require_administrator)]
