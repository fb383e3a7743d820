"""People and their assignments, as far as the administrator who asks may see and touch them."""

from datetime import date
from typing import Literal, Self

from pydantic import Field

from api.access.administered_people import DescribedUser, VisibleUser
from api.domain.org_unit import Level
from api.models.user import Assignment, Role
from api.queries.org_unit_history import DescribedUnit
from api.schemas.org_unit_briefs import UnitBrief
from api.schemas.typed_text import TypedLine, TypedLogin, TypedName, TypedUnitId
from api.schemas.wire import Instant, Omittable, RequestModel, WireModel

MOST_USERS = 200


class AssignedUnit(WireModel):
    """The unit where somebody acts."""

    id: str
    name: str
    level: Level
    code: str | None


class CurrentAssignment(WireModel):
    """As what she acts there."""

    role: Role
    org_unit: AssignedUnit


class CurrentUser(WireModel):
    """The person who asks; `email` is Central's word for the login."""

    id: int
    type: Literal["user"]
    email: str
    display_name: str
    created_at: Instant
    updated_at: None
    demonstration: bool
    assignments: list[CurrentAssignment]


class AssignmentLine(WireModel):
    """Where she acts, acted or will; `valid_to` is the first day on which it holds no more."""

    id: int
    role: Role
    valid_from: date
    valid_to: date | None
    in_force: bool
    may_end: bool
    org_unit: UnitBrief

    @classmethod
    def from_held(cls, one: VisibleUser, held: Assignment, unit: DescribedUnit) -> Self:
        """`may_end`: the asker may end it."""
        over = held.valid_to is not None and held.valid_to <= one.day
        return cls(
            id=held.id or 0,
            role=held.role,
            valid_from=held.valid_from,
            valid_to=held.valid_to,
            in_force=not over and held.valid_from <= one.day,
            may_end=not (over or one.own or one.above),
            org_unit=UnitBrief.from_described(unit),
        )


class OpenInvitation(WireModel):
    """A code that nobody has used yet. The code itself is told once, to whoever made it."""

    created_at: Instant
    expires_at: Instant


class UserAccount(WireModel):
    """A user in a list, or by herself with `openSessions`."""

    id: int
    type: Literal["user"]
    email: str
    display_name: str
    created_at: Instant
    active: bool
    has_password: bool
    demonstration: bool
    elsewhere: bool
    may_manage: bool
    why_not: Literal["ownAccount", "aboveYou"] | None
    invitation: OpenInvitation | None
    assignments: list[AssignmentLine]
    open_sessions: Omittable[int] = None

    @classmethod
    def from_described(cls, one: DescribedUser) -> Self:
        """What of her is shown to the asker."""
        visible, user = one.visible, one.visible.user
        return cls(
            id=user.id or 0,
            type="user",
            email=user.login,
            display_name=user.display_name,
            created_at=user.created_at,
            active=user.active,
            has_password=bool(user.password_hash),
            demonstration=user.demonstration,
            elsewhere=bool(visible.elsewhere),
            may_manage=visible.why_not is None,
            why_not=visible.why_not,
            invitation=OpenInvitation.model_validate(one.invitation) if one.invitation else None,
            assignments=[
                AssignmentLine.from_held(visible, held, unit) for held, unit in one.assignments
            ],
            open_sessions=one.open_sessions,
        )


class UserPage(WireModel):
    """Everybody within reach, by name."""

    items: list[UserAccount]
    total: int
    next: str | None


class EndedSessions(WireModel):
    """How many sessions were ended."""

    ended: int


class UserSearch(RequestModel):
    """Whom to look for. In a body, so that no address holds what was typed."""

    q: TypedLine = Field(default="", max_length=100)
    org_unit_id: TypedUnitId | None = None
    role: Role | None = None
    active: bool | None = None
    after: str | None = Field(default=None, pattern="^[0-9]{1,9}$")
    limit: int = Field(default=50, ge=1, le=MOST_USERS)


class NewUser(RequestModel):
    """`email` is Central's word; it holds the login."""

    email: TypedLogin
    display_name: TypedName
    org_unit_id: TypedUnitId
    role: Role
    valid_from: date | None = None
    valid_to: date | None = None


class UserChange(RequestModel):
    """What is said changes."""

    display_name: TypedName | None = None
    active: bool | None = None


class NewAssignment(RequestModel):
    """Today is the first day when none is said."""

    org_unit_id: TypedUnitId
    role: Role
    valid_from: date | None = None
    valid_to: date | None = None


class AssignmentEnd(RequestModel):
    """The first day on which it holds no more."""

    valid_to: date
