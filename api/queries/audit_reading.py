"""The audit trail as administrators read it: newest first, and only what happened within reach."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select
from sqlmodel import Session, col

from api.models.audit import Audit
from api.models.submission import Submission, SubmissionVersion
from api.models.user import Assignment, User

UNIT_ID_LENGTH = 11  # letters; a target's key begins with its unit's id
OBJECT_TYPES_BY_ACTOR = ("audit", "import", "phone", "outbox")


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which acts. `units`: only upon what stands in these; None for all."""

    units: Select[Any] | None
    actor_id: int | None = None
    action: str | None = None
    object_type: str | None = None
    object_id: str | None = None
    since: datetime | None = None
    before: datetime | None = None
    after: int | None = None


def find_audit_page(session: Session, wanted: AuditFilter, limit: int) -> list[Audit]:
    """The newest of them, older than the row `after`."""
    return list(
        session.scalars(
            select(Audit)
            .where(*_audit_conditions(wanted))
            .order_by(col(Audit.id).desc())
            .limit(limit)
        )
    )


def _audit_conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    plain = (
        (Audit.actor_id, wanted.actor_id),
        (Audit.object_type, wanted.object_type),
        (Audit.object_id, wanted.object_id),
    )
    found = [col(column) == value for column, value in plain if value is not None]
    if wanted.action is not None:
        named = col(Audit.action)
        family = wanted.action.endswith(".")
        found.append(
            named.startswith(wanted.action, autoescape=True) if family else named == wanted.action
        )
    if wanted.since is not None:
        found.append(col(Audit.at) >= wanted.since)
    if wanted.before is not None:
        found.append(col(Audit.at) < wanted.before)
    if wanted.after is not None:
        found.append(col(Audit.id) < wanted.after)
    if wanted.units is not None:
        found.append(_happened_within(wanted.units))
    return found


def _happened_within(units: Select[Any]) -> ColumnElement[bool]:
    """Upon users, records, units and targets there; and what its administrators asked for."""
    place = col(Assignment.org_unit_id).in_(units)
    user = select(1).where(cast(col(Assignment.user_id), String) == col(Audit.object_id), place)
    actor = select(1).where(col(Assignment.user_id) == col(Audit.actor_id), place)
    record = (
        select(1)
        .select_from(SubmissionVersion)
        .join(Submission, col(Submission.id) == col(SubmissionVersion.submission_id))
        .where(
            col(SubmissionVersion.instance_id) == col(Audit.object_id),
            col(Submission.org_unit_id).in_(units),
        )
    )
    kind, key = col(Audit.object_type), col(Audit.object_id)
    return or_(
        and_(kind == "user", user.exists()),
        and_(kind == "submission", record.exists()),
        and_(kind == "orgUnit", key.in_(units)),
        and_(kind == "target", func.substr(key, 1, UNIT_ID_LENGTH).in_(units)),
        and_(kind.in_(OBJECT_TYPES_BY_ACTOR), actor.exists()),
    )


def filter_users_within(
    session: Session, users: Collection[int], units: Select[Any] | None
) -> set[int]:
    """Those of the users who are, were or will be in these units."""
    if units is None:
        return set(users)
    wanted = select(col(Assignment.user_id)).where(
        col(Assignment.user_id).in_(users), col(Assignment.org_unit_id).in_(units)
    )
    return set(session.scalars(wanted))


def find_actor_names(session: Session, users: Collection[int]) -> dict[int, str]:
    """Display names by id."""
    wanted = select(col(User.id), col(User.display_name)).where(col(User.id).in_(users))
    return {row[0]: row[1] for row in session.execute(wanted)}
