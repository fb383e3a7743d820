"""Who I am and where I may act; for administrators, everybody within reach."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from sqlmodel import Session

from api import clock
from api.access.administers import Administrator, AdministratorDep
from api.actions import change_people
from api.actions.change_people import Place
from api.errors import Conflict
from api.http.auth import PersonDep
from api.models.user import Role
from api.queries import administered, locking, org_units, people, users
from api.queries.people import Wanted
from api.schemas import people as people_wire
from api.schemas.typed_text import Line, Login, Name, UnitId
from api.schemas.wire import Wire, instant
from api.storage.db import Database, DatabaseDep

router = APIRouter(prefix="/v1/users", tags=["users"])

MOST = 200
Json = dict[str, Any]


@router.get("/current")
def current(person: PersonDep, database: DatabaseDep) -> Json:
    """The person who asks, with the assignments that are in force today."""
    day = clock.today()
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


class Search(Wire):
    """Whom to look for. In a body, so that no address holds what was typed."""

    q: Line = Field(default="", max_length=100)
    org_unit_id: UnitId | None = None
    role: Role | None = None
    active: bool | None = None
    after: str | None = Field(default=None, pattern="^[0-9]{1,9}$")
    limit: int = Field(default=50, ge=1, le=MOST)


class NewUser(Wire):
    """`email` is Central's word; it holds the login."""

    email: Login
    display_name: Name
    org_unit_id: UnitId
    role: Role
    valid_from: date | None = None
    valid_to: date | None = None


class Changed(Wire):
    """What is said changes."""

    display_name: Name | None = None
    active: bool | None = None


@router.get("")
def listing(
    admin: AdministratorDep,
    database: DatabaseDep,
    after: Annotated[str | None, Query(pattern="^[0-9]{1,9}$")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> Json:
    """Everybody within reach, by name."""
    return _page(admin, database, Search(after=after, limit=limit))


@router.post("/searches")
def search(said: Search, admin: AdministratorDep, database: DatabaseDep) -> Json:
    """Those within reach whose name or login has these words, with or without dấu."""
    return _page(admin, database, said)


def _page(admin: Administrator, database: Database, said: Search) -> Json:
    offset = int(said.after or 0)
    with database.reading() as session:
        if said.org_unit_id is not None:
            admin.must_reach(session, said.org_unit_id)
        wanted = Wanted(
            reach=None if admin.of_nation else administered.units(admin.roots, admin.day),
            day=admin.day,
            text=said.q,
            below=administered.units([said.org_unit_id], admin.day) if said.org_unit_id else None,
            role=said.role,
            active=said.active,
        )
        found, total = people.page(session, wanted, offset, said.limit)
        items = people_wire.lines(session, admin, people_wire.seen(session, admin, found))
    more = offset + len(found)
    return {"items": items, "total": total, "next": str(more) if more < total else None}


@router.get("/{user_id}")
def one(user_id: int, admin: AdministratorDep, database: DatabaseDep) -> Json:
    """One user with her history within reach."""
    with database.reading() as session:
        return _shown(session, admin, user_id)


@router.post("", status_code=201)
def create(said: NewUser, admin: AdministratorDep, database: DatabaseDep) -> Json:
    """An account and where it acts; a password comes by invitation."""
    place = Place(said.org_unit_id, said.role, said.valid_from or admin.day, said.valid_to)
    login = change_people.proper_login(said.email)
    with database.writing() as session:
        locking.administering(session)
        if users.by_login(session, login):
            raise Conflict("loginTaken", "This login is somebody's already.")
        user = change_people.create(session, admin, login, said.display_name, place)
        return _shown(session, admin, user.id or 0)


@router.patch("/{user_id}")
def change(user_id: int, said: Changed, admin: AdministratorDep, database: DatabaseDep) -> Json:
    """Another display name; close the account or open it again."""
    with database.writing() as session:
        locking.administering(session)
        found = people_wire.one(session, admin, user_id)
        before = people.national_administrators(session, admin.day)
        if said.active is not None or not found.own:
            found.must_be_manageable()
        if said.display_name is not None:
            change_people.rename(session, admin, found.user, said.display_name)
        if said.active is not None:
            change_people.switch(session, admin, found.user, active=said.active)
        people_wire.keep_an_administrator(session, admin, before)
        return _shown(session, admin, user_id)


@router.delete("/{user_id}/sessions")
def sign_out(user_id: int, admin: AdministratorDep, database: DatabaseDep) -> Json:
    """Signed out everywhere, on every phone."""
    with database.writing() as session:
        locking.administering(session)
        found = people_wire.one(session, admin, user_id)
        if not found.own:
            found.must_be_manageable()
        ended = people.sign_out(session, user_id)
        admin.note(session, "user.signOut", "user", user_id, {"ended": ended})
    return {"ended": ended}


def _shown(session: Session, admin: Administrator, user_id: int) -> Json:
    session.flush()
    return people_wire.as_wire(session, admin, people_wire.one(session, admin, user_id))
