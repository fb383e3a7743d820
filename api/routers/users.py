"""Who I am and where I may act; for administrators, everybody within reach."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from api import clock
from api.access.administered_people import (
    describe_user,
    describe_users,
    find_visible_user,
    visible_users,
)
from api.access.administers import Administrator
from api.actions import change_people
from api.actions.change_people import AssignmentTerms
from api.errors import Conflict, may_refuse
from api.http.administrator import AdministratorDep
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.queries import locking, org_units, people, reach, users
from api.queries.people import PeopleFilter
from api.schemas.people import (
    MOST_USERS,
    AssignedUnit,
    CurrentAssignment,
    CurrentUser,
    EndedSessions,
    NewUser,
    UserAccount,
    UserChange,
    UserPage,
    UserSearch,
)
from api.storage.db import Database

router = APIRouter(prefix="/v1/users", tags=["users"])


@router.get("/current")
def read_current_user(person: PersonDep, database: DatabaseDep) -> CurrentUser:
    """The person who asks, with the assignments that are in force today."""
    day = clock.today()
    held = [one for one in person.assignments if one.org_unit_id in person.roots(day, one.role)]
    with database.reading() as session:
        units = {
            one.org_unit_id: org_units.find_unit_on_day(session, one.org_unit_id, day)
            for one in held
        }
    return CurrentUser(
        id=person.id,
        type="user",
        email=person.login,
        display_name=person.display_name,
        created_at=person.created_at,
        updated_at=None,
        demonstration=person.demonstration,
        assignments=[
            CurrentAssignment(role=one.role, org_unit=AssignedUnit.model_validate(unit))
            for one in held
            if (unit := units[one.org_unit_id]) is not None
        ],
    )


@router.get("")
@may_refuse("404.1")
def list_users(
    admin: AdministratorDep,
    database: DatabaseDep,
    after: Annotated[str | None, Query(pattern="^[0-9]{1,9}$")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_USERS)] = 50,
) -> UserPage:
    """Everybody within reach, by name."""
    return _users_page(admin, database, UserSearch(after=after, limit=limit))


@router.post("/searches")
@may_refuse("404.1")
def search_users(said: UserSearch, admin: AdministratorDep, database: DatabaseDep) -> UserPage:
    """Those within reach whose name or login has these words, with or without dấu."""
    return _users_page(admin, database, said)


def _users_page(admin: Administrator, database: Database, said: UserSearch) -> UserPage:
    offset = int(said.after or 0)
    with database.reading() as session:
        if said.org_unit_id is not None:
            admin.must_reach(session, said.org_unit_id)
        wanted = PeopleFilter(
            reach=admin.units_selected(),
            day=admin.day,
            text=said.q,
            below=reach.select_administered_units([said.org_unit_id], admin.day)
            if said.org_unit_id
            else None,
            role=said.role,
            active=said.active,
        )
        found, total = people.find_people_page(session, wanted, offset, said.limit)
        shown = describe_users(session, admin, visible_users(session, admin, found))
    items = [UserAccount.from_described(one) for one in shown]
    more = offset + len(found)
    return UserPage(items=items, total=total, next=str(more) if more < total else None)


@router.get("/{user_id}")
@may_refuse("404.1")
def read_user(user_id: int, admin: AdministratorDep, database: DatabaseDep) -> UserAccount:
    """One user with her history within reach."""
    with database.reading() as session:
        return _user_response(session, admin, user_id)


@router.post("", status_code=201)
@may_refuse("404.1", "assignmentStands", "daysWrong", "loginForm", "loginTaken", "unitNotThere")
def create_user(said: NewUser, admin: AdministratorDep, database: DatabaseDep) -> UserAccount:
    """An account and where it acts; a password comes by invitation."""
    place = AssignmentTerms(
        said.org_unit_id, said.role, said.valid_from or admin.day, said.valid_to
    )
    login = change_people.validate_login(said.email)
    with database.writing() as session:
        locking.lock_administration(session)
        if users.find_user_by_login(session, login):
            raise Conflict("loginTaken")
        user = change_people.create_account(session, admin, login, said.display_name, place)
        return _user_response(session, admin, user.id or 0)


@router.patch("/{user_id}")
@may_refuse("404.1", "aboveYou", "lastAdministrator", "ownAccount")
def update_user(
    user_id: int, said: UserChange, admin: AdministratorDep, database: DatabaseDep
) -> UserAccount:
    """Another display name; close the account or open it again."""
    with database.writing() as session:
        locking.lock_administration(session)
        found = find_visible_user(session, admin, user_id)
        before = people.national_administrators(session, admin.day)
        if said.active is not None or not found.own:
            found.must_be_manageable()
        if said.display_name is not None:
            change_people.rename_user(session, admin, found.user, said.display_name)
        if said.active is not None:
            change_people.set_account_active(session, admin, found.user, active=said.active)
        change_people.must_keep_an_administrator(session, admin, before)
        return _user_response(session, admin, user_id)


@router.delete("/{user_id}/sessions")
@may_refuse("404.1", "aboveYou", "ownAccount")
def delete_user_sessions(
    user_id: int, admin: AdministratorDep, database: DatabaseDep
) -> EndedSessions:
    """Signed out everywhere, on every phone."""
    with database.writing() as session:
        locking.lock_administration(session)
        found = find_visible_user(session, admin, user_id)
        if not found.own:
            found.must_be_manageable()
        ended = people.end_all_sign_ins(session, user_id)
        admin.note(session, "user.signOut", "user", user_id, {"ended": ended})
    return EndedSessions(ended=ended)


def _user_response(session: Session, admin: Administrator, user_id: int) -> UserAccount:
    session.flush()
    return UserAccount.from_described(describe_user(session, admin, user_id))
