"""People on the wire, as far as the administrator who asks may see and touch them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from api import clock
from api.access.administers import Administrator
from api.errors import Conflict, Forbidden, NotFound
from api.models.user import Assignment, Role, User
from api.queries import people
from api.schemas.org_unit_briefs import describe_units
from api.schemas.wire import format_instant

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class VisibleUser:
    """A user with what she holds; `inside` are the units of that within the asker's reach."""

    user: User
    held: Sequence[Assignment]
    inside: set[str]
    own: bool
    day: date

    @property
    def lasting(self) -> list[Assignment]:
        """What she holds today or will hold."""
        return [one for one in self.held if one.valid_to is None or one.valid_to > self.day]

    @property
    def elsewhere(self) -> list[Assignment]:
        """Of that, what lies outside the asker's reach."""
        return [one for one in self.lasting if one.org_unit_id not in self.inside]

    @property
    def above(self) -> bool:
        """An administrator where the asker is none: not to be touched by her."""
        return any(one.role == Role.ADMIN for one in self.elsewhere)

    @property
    def why_not(self) -> str | None:
        """Why her account is not the asker's to change."""
        if self.own:
            return "ownAccount"
        return "aboveYou" if self.elsewhere else None

    def must_be_manageable(self) -> None:
        """Raises Forbidden: whoever sets a password or ends an account has it everywhere."""
        if self.own:
            raise Forbidden("ownAccount")
        if self.elsewhere:
            raise Forbidden("aboveYou")

    def must_be_assignable(self) -> None:
        """Raises Forbidden: nobody changes her own rights, or an administrator's above her."""
        if self.own:
            raise Forbidden("ownRights")
        if self.above:
            raise Forbidden("aboveYou")


def visible_users(
    session: Session, admin: Administrator, users: Sequence[User]
) -> list[VisibleUser]:
    """These users as the administrator sees them."""
    held = people.assignments_by_user(session, [user.id or 0 for user in users])
    units = {one.org_unit_id for each in held.values() for one in each}
    inside = admin.reached(session, units)
    return [
        VisibleUser(user, held[user.id or 0], inside, user.id == admin.person.id, admin.day)
        for user in users
    ]


def find_visible_user(session: Session, admin: Administrator, user_id: int) -> VisibleUser:
    """A user within reach. Raises NotFound."""
    user = session.get(User, user_id) if user_id < 2**31 else None
    if user is None:
        raise NotFound("user")
    (found,) = visible_users(session, admin, [user])
    if not admin.of_nation and not any(each.org_unit_id in found.inside for each in found.held):
        raise NotFound("user")
    return found


def must_keep_an_administrator(session: Session, admin: Administrator, before: set[int]) -> None:
    """Raises Conflict when nobody is left who administers the nation. Comes after the act."""
    session.flush()
    if before and not people.national_administrators(session, admin.day):
        raise Conflict("lastAdministrator")


def user_as_wire(session: Session, admin: Administrator, found: VisibleUser) -> Json:
    """One user with her history within reach."""
    (line,) = users_as_wire(session, admin, [found], ended_too=True)
    sessions = people.count_open_sign_ins(session, found.user.id or 0, clock.now())
    return {**line, "openSessions": sessions}


def users_as_wire(
    session: Session, admin: Administrator, found: Sequence[VisibleUser], *, ended_too: bool = False
) -> list[Json]:
    """A page of users."""
    shown = {
        one.user.id: [
            each
            for each in (one.held if ended_too else one.lasting)
            if each.org_unit_id in one.inside
        ]
        for one in found
    }
    named = {each.org_unit_id for held in shown.values() for each in held}
    units = describe_units(session, named, admin.day)
    invited = people.open_invitations(session, [one.user.id or 0 for one in found], clock.now())
    return [
        {
            **_account_as_wire(one),
            "invitation": {
                "createdAt": format_instant(invitation.created_at),
                "expiresAt": format_instant(invitation.expires_at),
            }
            if (invitation := invited.get(one.user.id or 0))
            else None,
            "assignments": [
                _held_assignment_as_wire(one, each, units) for each in shown[one.user.id]
            ],
        }
        for one in found
    ]


def _account_as_wire(one: VisibleUser) -> Json:
    return {
        "id": one.user.id,
        "type": "user",
        "email": one.user.login,
        "displayName": one.user.display_name,
        "createdAt": format_instant(one.user.created_at),
        "active": one.user.active,
        "hasPassword": bool(one.user.password_hash),
        "demonstration": one.user.demonstration,
        "elsewhere": bool(one.elsewhere),
        "mayManage": one.why_not is None,
        "whyNot": one.why_not,
    }


def _held_assignment_as_wire(one: VisibleUser, held: Assignment, units: dict[str, Json]) -> Json:
    over = held.valid_to is not None and held.valid_to <= one.day
    return {
        "id": held.id,
        "role": held.role,
        "validFrom": held.valid_from,
        "validTo": held.valid_to,
        "inForce": not over and held.valid_from <= one.day,
        "mayEnd": not (over or one.own or one.above),
        "orgUnit": units[held.org_unit_id],
    }
