"""Whom an administrator sees and may touch: who acts within her reach, and with what of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlmodel import Session

from api import clock
from api.access.administers import Administrator
from api.errors import Forbidden, NotFound
from api.models.invitation import Invitation
from api.models.user import Assignment, Role, User
from api.queries import org_unit_history, people
from api.queries.org_unit_history import DescribedUnit


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
    def why_not(self) -> Literal["ownAccount", "aboveYou"] | None:
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


@dataclass(frozen=True, slots=True)
class DescribedUser:
    """A user with what of her is shown to the asker: assignments within reach, an invitation.

    `open_sessions` is counted where one user is looked at by herself.
    """

    visible: VisibleUser
    assignments: Sequence[tuple[Assignment, DescribedUnit]]
    invitation: Invitation | None
    open_sessions: int | None = None


def describe_users(
    session: Session, admin: Administrator, found: Sequence[VisibleUser], *, ended_too: bool = False
) -> list[DescribedUser]:
    """A page of users; with `ended_too` also what they held within reach and hold no more."""
    shown = [
        [
            each
            for each in (one.held if ended_too else one.lasting)
            if each.org_unit_id in one.inside
        ]
        for one in found
    ]
    named = {each.org_unit_id for held in shown for each in held}
    units = org_unit_history.describe_units(session, named, admin.day)
    invited = people.open_invitations(session, [one.user.id or 0 for one in found], clock.now())
    return [
        DescribedUser(
            one, [(each, units[each.org_unit_id]) for each in held], invited.get(one.user.id or 0)
        )
        for one, held in zip(found, shown, strict=True)
    ]


def describe_user(session: Session, admin: Administrator, user_id: int) -> DescribedUser:
    """One user with her history within reach. Raises NotFound."""
    found = find_visible_user(session, admin, user_id)
    (described,) = describe_users(session, admin, [found], ended_too=True)
    sessions = people.count_open_sign_ins(session, user_id, clock.now())
    return replace(described, open_sessions=sessions)
