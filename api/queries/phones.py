"""What phones said last, and what may be told of it to whom. Counts only."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, case, delete, func, or_, select, update
from sqlmodel import Session, col

from api.domain.period import day_in_viet_nam
from api.models.org_unit import OrgUnitVersion
from api.models.phone import ClosedVersion, OutboxToken, Phone
from api.models.user import Assignment, User
from api.queries import reach
from api.queries.inserting import insert_once
from api.queries.ready import count_changed_rows
from api.storage.columns import table_of

# Of one person; one who clears her browser every day has no more than these.
MOST_PHONES = 20
# Of one phone: it asks for another only when it has lost what it had, or its answer was lost.
MOST_TOKENS = 20
_phone_table = table_of(Phone)


def store_heartbeat(connection: Connection, row: dict[str, Any]) -> int:
    """The phone's last word in place of the one before; the key of its row."""
    known = _update_phone(connection, row)
    if known is None:
        _forget_oldest_phones(connection, row["user_id"])
        first = {**row, "first_contact_at": row["last_contact_at"]}
        known = insert_once(connection, _phone_table, first) or _update_phone(connection, row)
    assert known is not None
    return known


def _update_phone(connection: Connection, row: dict[str, Any]) -> int | None:
    same = and_(col(Phone.user_id) == row["user_id"], col(Phone.device_id) == row["device_id"])
    found: int | None = connection.execute(
        update(Phone).where(same).values(**row).returning(col(Phone.id))
    ).scalar()
    return found


def _forget_oldest_phones(connection: Connection, user_id: int) -> None:
    """Room for one more: those go first that hold nothing, then those not heard of for longest."""
    over = (
        select(col(Phone.id))
        .where(col(Phone.user_id) == user_id)
        .order_by(
            (col(Phone.owed) + col(Phone.set_aside) > 0).desc(), col(Phone.last_contact_at).desc()
        )
        .offset(MOST_PHONES - 1)
    )
    gone = connection.scalars(over).all()
    if gone:
        connection.execute(delete(OutboxToken).where(col(OutboxToken.phone_id).in_(gone)))
        connection.execute(delete(Phone).where(col(Phone.id).in_(gone)))


def add_outbox_token(connection: Connection, phone_id: int, hashed: str, at: datetime) -> None:
    """From now on this proves the phone too; so do the last ones before it."""
    row = {"token_hash": hashed, "phone_id": phone_id, "issued_at": at}
    insert_once(connection, table_of(OutboxToken), row)
    over = (
        select(col(OutboxToken.token_hash))
        .where(col(OutboxToken.phone_id) == phone_id)
        .order_by(col(OutboxToken.issued_at).desc(), col(OutboxToken.token_hash))
        .offset(MOST_TOKENS)
    )
    gone = connection.scalars(over).all()
    if gone:
        connection.execute(delete(OutboxToken).where(col(OutboxToken.token_hash).in_(gone)))


def find_phone_by_token(session: Session, hashed: str) -> Phone | None:
    """The phone that this proves."""
    return session.scalars(
        select(Phone)
        .join(OutboxToken, col(OutboxToken.phone_id) == col(Phone.id))
        .where(col(OutboxToken.token_hash) == hashed)
    ).first()


def reduce_owed_count(session: Session, phone_id: int, by: int) -> None:
    """So many came another way; the phone itself says more with its next contact."""
    left = case((col(Phone.owed) > by, col(Phone.owed) - by), else_=0)
    session.execute(update(Phone).where(col(Phone.id) == phone_id).values(owed=left))


def earlier_owing_phones(connection: Connection, phone_id: int) -> list[Phone]:
    """The same person's phones that still owed when this one first came, newest first."""
    this = select(_phone_table.c.user_id, _phone_table.c.first_contact_at).where(
        _phone_table.c.id == phone_id
    )
    user_id, since = connection.execute(this).one()
    rows = connection.execute(
        select(_phone_table)
        .where(
            _phone_table.c.user_id == user_id,
            _phone_table.c.id != phone_id,
            _phone_table.c.owed > 0,
            _phone_table.c.last_contact_at <= since,
        )
        .order_by(_phone_table.c.last_contact_at.desc())
    )
    return [Phone(**row._mapping) for row in rows]


class OwingPhone(NamedTuple):
    """A phone, whose it is, where she acts, and when a newer phone of hers first came."""

    phone: Phone
    name: str
    unit_id: str
    unit_name: str
    newer_at: datetime | None


def find_owing_phones(session: Session, roots: Sequence[str], day: date) -> list[OwingPhone]:
    """Phones with something on them of people who act within reach; longest owed first.

    Somebody whose role there is over belongs to it while she owes from its time.
    """
    if not roots:
        return []
    rows = session.execute(
        select(
            Phone,
            col(User.display_name),
            col(Assignment.org_unit_id),
            col(Assignment.valid_to),
            _newer_phone_contact(),
        )
        .join(User, col(User.id) == col(Phone.user_id))
        .join(Assignment, col(Assignment.user_id) == col(Phone.user_id))
        .where(
            or_(col(Phone.owed) > 0, col(Phone.set_aside) > 0, col(Phone.drafts) > 0),
            col(Assignment.valid_from) <= day,
            or_(
                col(Assignment.valid_to).is_(None),
                col(Assignment.valid_to) > day,
                col(Phone.oldest_at).is_not(None),
            ),
        )
        .order_by(col(Phone.oldest_at).is_(None), col(Phone.oldest_at), col(Assignment.id).desc())
    ).all()
    rows = [row for row in rows if _role_covers_owed(row[0], row[3], day)]
    units = {unit for _, _, unit, _, _ in rows}
    hers = reach.filter_within_reach(session, roots, units, day)
    named = _last_unit_names(session, hers, day)
    found: dict[int | None, OwingPhone] = {}
    for phone, name, unit, _, newer_at in rows:
        if unit in hers:
            found.setdefault(phone.id, OwingPhone(phone, name, unit, named.get(unit, ""), newer_at))
    return list(found.values())


def _role_covers_owed(phone: Phone, valid_to: date | None, day: date) -> bool:
    """Is the role hers today, or was it on the day of the oldest that she owes, or since?"""
    # Here and not in SQL: what day a moment falls on each database works out in its own zone.
    if valid_to is None or valid_to > day:
        return True
    return phone.oldest_at is not None and valid_to >= day_in_viet_nam(phone.oldest_at)


def _newer_phone_contact() -> Any:
    """When the next phone of the same person first came."""
    other = _phone_table.alias("newer")
    return (
        select(func.min(other.c.first_contact_at))
        .where(
            other.c.user_id == col(Phone.user_id),
            other.c.first_contact_at >= col(Phone.last_contact_at),
            other.c.id != col(Phone.id),
        )
        .correlate(Phone)
        .scalar_subquery()
    )


def _last_unit_names(session: Session, units: Collection[str], day: date) -> dict[str, str]:
    """What each was called last."""
    rows = session.execute(
        select(col(OrgUnitVersion.org_unit_id), col(OrgUnitVersion.name))
        .where(col(OrgUnitVersion.org_unit_id).in_(units), col(OrgUnitVersion.valid_from) <= day)
        .order_by(col(OrgUnitVersion.valid_from))
    )
    return {row[0]: row[1] for row in rows}


def closed_versions(connection: Connection) -> dict[str, str]:
    """App versions that are closed, with the words that say why."""
    closed = table_of(ClosedVersion)
    rows = connection.execute(select(closed.c.version, closed.c.words).order_by(closed.c.version))
    return {row[0]: row[1] for row in rows}


def add_closed_version(session: Session, version: str, words: str, at: datetime) -> None:
    """Nothing new is written with it from its next contact on; again changes the words."""
    session.merge(ClosedVersion(version=version, words=words, closed_at=at))


def remove_closed_version(session: Session, version: str) -> bool:
    """Good again; False when it was not closed."""
    gone = count_changed_rows(
        session, delete(ClosedVersion).where(col(ClosedVersion.version) == version)
    )
    return gone > 0
