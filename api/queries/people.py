"""People as administrators see them: found without dấu, within reach, with what they hold."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlmodel import Session, col

from api.domain.org_unit import Level
from api.domain.text import search_key
from api.models.invitation import Invitation
from api.models.org_unit import OrgUnitVersion
from api.models.user import Assignment, Role, SignIn, User
from api.queries import known_devices
from api.queries.org_units import valid_on_day
from api.queries.ready import count_changed_rows

UnitSelection = Select[Any]


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Whom a list is of. `reach`: only people who are, were or will be in these units."""

    reach: UnitSelection | None
    day: date
    text: str = ""
    below: UnitSelection | None = None
    role: Role | None = None
    active: bool | None = None


def find_people_page(
    session: Session, wanted: PeopleFilter, offset: int, limit: int
) -> tuple[list[User], int]:
    """Some of them by name, and how many there are."""
    chosen = select(User).where(*_people_conditions(wanted))
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    rows = session.scalars(
        chosen.order_by(col(User.name_key), col(User.id)).offset(offset).limit(limit)
    )
    return list(rows), total


def _people_conditions(wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    found = [
        col(User.name_key).contains(word, autoescape=True)
        for word in search_key(wanted.text).split()
    ]
    if wanted.reach is not None:
        found.append(_has_assignment(col(Assignment.org_unit_id).in_(wanted.reach)))
    held: list[ColumnElement[bool]] = []
    if wanted.below is not None:
        held.append(col(Assignment.org_unit_id).in_(wanted.below))
    if wanted.role is not None:
        held.append(col(Assignment.role) == wanted.role)
    if held:
        found.append(_has_assignment(*held, _assignment_not_over(wanted.day)))
    if wanted.active is not None:
        found.append(col(User.active) == wanted.active)
    return found


def _has_assignment(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(1).where(col(Assignment.user_id) == col(User.id), *conditions).exists()


def _assignment_not_over(day: date) -> ColumnElement[bool]:
    return or_(col(Assignment.valid_to).is_(None), col(Assignment.valid_to) > day)


def assignments_by_user(session: Session, users: Collection[int]) -> dict[int, list[Assignment]]:
    """Every assignment of these users, newest first."""
    found: dict[int, list[Assignment]] = {user: [] for user in users}
    rows = session.scalars(
        select(Assignment)
        .where(col(Assignment.user_id).in_(users))
        .order_by(col(Assignment.valid_from).desc(), col(Assignment.id).desc())
    )
    for row in rows:
        found[row.user_id].append(row)
    return found


def open_invitations(
    session: Session, users: Collection[int], now: datetime
) -> dict[int, Invitation]:
    """The open invitation of each user who has one."""
    rows = session.scalars(
        select(Invitation).where(col(Invitation.user_id).in_(users), _invitation_open_at(now))
    )
    return {row.user_id: row for row in rows}


def _invitation_open_at(now: datetime) -> ColumnElement[bool]:
    return (
        col(Invitation.accepted_at).is_(None)
        & col(Invitation.voided_at).is_(None)
        & (col(Invitation.expires_at) > now)
    )


def issue_invitation(session: Session, invitation: Invitation) -> None:
    """A new code; an earlier one is void."""
    void_invitation(session, invitation.user_id, invitation.created_at)
    session.add(invitation)
    session.flush()


def void_invitation(session: Session, user_id: int, at: datetime) -> bool:
    """Close what is open; False when nothing was."""
    closed = count_changed_rows(
        session,
        update(Invitation)
        .where(
            col(Invitation.user_id) == user_id,
            col(Invitation.accepted_at).is_(None),
            col(Invitation.voided_at).is_(None),
        )
        .values(voided_at=at),
    )
    return closed > 0


def redeem_invitation(session: Session, code_hash: str, at: datetime) -> User | None:
    """Use a code up; whose it was. The database lets one of two at once have it."""
    used = session.execute(
        update(Invitation)
        .where(col(Invitation.code_hash) == code_hash, _invitation_open_at(at))
        .values(accepted_at=at)
        .returning(col(Invitation.user_id))
    ).first()
    return session.get(User, used[0]) if used else None


def find_invited_user(session: Session, code_hash: str, at: datetime) -> User | None:
    """Whose open invitation this is."""
    return session.scalars(
        select(User)
        .join(Invitation, col(Invitation.user_id) == col(User.id))
        .where(col(Invitation.code_hash) == code_hash, _invitation_open_at(at))
    ).first()


def end_all_sign_ins(session: Session, user_id: int) -> int:
    """End every session of a user, and forget her devices; how many sessions there were."""
    known_devices.forget_devices(session, user_id)
    return count_changed_rows(session, delete(SignIn).where(col(SignIn.user_id) == user_id))


def count_open_sign_ins(session: Session, user_id: int, now: datetime) -> int:
    """How many sign-ins of a user are open."""
    wanted = (
        select(func.count())
        .select_from(SignIn)
        .where(col(SignIn.user_id) == user_id, col(SignIn.expires_at) > now)
    )
    return session.scalar(wanted) or 0


def national_administrators(session: Session, day: date) -> set[int]:
    """Active people who administer the nation today, with no end of it in sight."""
    nation = select(col(OrgUnitVersion.org_unit_id)).where(
        col(OrgUnitVersion.level) == Level.NATION, valid_on_day(OrgUnitVersion, day)
    )
    rows = session.scalars(
        select(col(Assignment.user_id))
        .join(User, col(User.id) == col(Assignment.user_id))
        .where(
            col(User.active),
            col(Assignment.role) == Role.ADMIN,
            col(Assignment.org_unit_id).in_(nation),
            col(Assignment.valid_from) <= day,
            col(Assignment.valid_to).is_(None),
        )
    )
    return set(rows)
