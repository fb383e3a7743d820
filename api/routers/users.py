"""Who I am, and where I may act."""

from typing import Any

from fastapi import APIRouter

from api import auth
from api.auth import PersonDep
from api.db import DatabaseDep
from api.queries import org_units
from api.wire import instant

router = APIRouter(prefix="/v1/users", tags=["users"])


@router.get("/current")
def current(person: PersonDep, database: DatabaseDep) -> dict[str, Any]:
    """The person who asks, with the assignments that are in force today."""
    day = auth.today()
    held = [one for one in person.assignments if one.org_unit_id in person.roots(day, one.role)]
    with database.reading() as session:
        units = {one.org_unit_id: org_units.unit_on(session, one.org_unit_id, day) for one in held}
    return {
        "id": person.id,
        "type": "user",
        "email": person.login,
        "displayName": person.display_name,
        "createdAt": instant(person.created_at),
        "updatedAt": None,
        "demonstration": person.demonstration,
        "assignments": [
            {
                "role": one.role,
                "orgUnit": {
                    "id": unit.id,
                    "name": unit.name,
                    "level": unit.level,
                    "code": unit.code,
                },
            }
            for one in held
            if (unit := units[one.org_unit_id]) is not None
        ],
    }
