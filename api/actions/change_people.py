"""What administrators do to people, asked for one by one: each act checks, writes and notes."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from api import clock
from api.access import credentials
from api.access.administered_people import VisibleUser
from api.access.administers import Administrator
from api.errors import Conflict, NotFound, Unprocessable
from api.models.user import Assignment, Role, User
from api.queries import org_units, people, users

LOGIN_PATTERN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,119}")


class AssignmentTerms(NamedTuple):
    """What somebody is to be: this role in this unit, from the first day up to the last."""

    org_unit_id: str
    role: Role
    valid_from: date
    valid_to: date | None


def validate_login(said: str) -> str:
    """The login as it is stored. Raises Unprocessable."""
    login = credentials.normalize_login(said)
    if not LOGIN_PATTERN.fullmatch(login):
        raise Unprocessable("loginForm")
    return login


def check_assignment_days(place: AssignmentTerms) -> None:
    """Raises Unprocessable."""
    if place.valid_to is not None and place.valid_to <= place.valid_from:
        raise Unprocessable("daysWrong")


def create_account(
    session: Session, admin: Administrator, login: str, name: str, place: AssignmentTerms
) -> User:
    """A new account without a password; nobody has this login."""
    user = User(login=login, display_name=name, password_hash="", created_at=clock.now())
    users.add_user_account(session, user, [])
    admin.note(session, "user.create", "user", user.id, {})
    assign_role(session, admin, user, (), place)
    return user


def assign_role(
    session: Session,
    admin: Administrator,
    user: User,
    held: Sequence[Assignment],
    place: AssignmentTerms,
) -> bool:
    """Give a role in a unit besides what she holds; False when she holds just this already."""
    check_assignment_days(place)
    admin.must_reach(session, place.org_unit_id)
    first = max(place.valid_from, admin.day)
    if org_units.find_unit_on_day(session, place.org_unit_id, first) is None:
        raise Conflict("unitNotThere")
    standing = clashing_assignment(held, place)
    if standing is not None and terms_of_assignment(standing) == place:
        return False
    if standing is not None and standing.valid_to != standing.valid_from:
        raise Conflict("assignmentStands")
    row = standing or Assignment(user_id=user.id or 0, **place._asdict())
    row.valid_to = place.valid_to
    session.add(row)
    session.flush()
    admin.note(session, "assignment.create", "user", user.id, assignment_audit_details(place))
    return True


def clashing_assignment(held: Sequence[Assignment], place: AssignmentTerms) -> Assignment | None:
    """What she holds in this role and unit on some of these days, or taken back from the first."""
    for one in held:
        if (one.org_unit_id, one.role) != place[:2]:
            continue
        taken_back = one.valid_to == one.valid_from
        shares_days = (one.valid_to is None or place.valid_from < one.valid_to) and (
            place.valid_to is None or one.valid_from < place.valid_to
        )
        if one.valid_from == place.valid_from or (shares_days and not taken_back):
            return one
    return None


def terms_of_assignment(held: Assignment) -> AssignmentTerms:
    """What an assignment says."""
    return AssignmentTerms(held.org_unit_id, held.role, held.valid_from, held.valid_to)


def assignment_audit_details(place: AssignmentTerms) -> dict[str, object]:
    """For the audit."""
    return {
        "orgUnit": place.org_unit_id,
        "role": place.role,
        "validFrom": place.valid_from.isoformat(),
        "validTo": place.valid_to.isoformat() if place.valid_to else None,
    }


def end_assignment_on(
    session: Session, admin: Administrator, found: VisibleUser, assignment_id: int, day: date
) -> None:
    """An assignment holds up to this day and no more; on its own first day it never held."""
    one = next((each for each in found.held if each.id == assignment_id), None)
    if one is None or one.org_unit_id not in found.inside:
        raise NotFound("assignment")
    if one.valid_to == day:
        return
    if one.valid_to is not None and one.valid_to <= admin.day:
        raise Conflict("assignmentEnded")
    if day < max(one.valid_from, admin.day):
        raise Unprocessable("daysWrong")
    one.valid_to = day
    session.add(one)
    admin.note(
        session,
        "assignment.end",
        "user",
        found.user.id,
        assignment_audit_details(terms_of_assignment(one)),
    )


def rename_user(session: Session, admin: Administrator, user: User, name: str) -> bool:
    """Another display name; False when it is this one."""
    if user.display_name == name:
        return False
    user.display_name, user.name_key = name, users.user_name_key(name, user.login)
    session.add(user)
    admin.note(session, "user.update", "user", user.id, {"changed": ["displayName"]})
    return True


def set_account_active(session: Session, admin: Administrator, user: User, *, active: bool) -> None:
    """Close an account, which ends its sessions and its invitation, or open it again."""
    if user.active == active:
        return
    user.active = active
    session.add(user)
    if not active:
        people.end_all_sign_ins(session, user.id or 0)
        people.void_invitation(session, user.id or 0, clock.now())
    action = "user.reactivate" if active else "user.deactivate"
    admin.note(session, action, "user", user.id, {})


def must_keep_an_administrator(session: Session, admin: Administrator, before: set[int]) -> None:
    """Raises Conflict when nobody is left who administers the nation. Comes after the act."""
    session.flush()
    if before and not people.national_administrators(session, admin.day):
        raise Conflict("lastAdministrator")
