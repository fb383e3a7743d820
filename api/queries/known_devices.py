"""On which devices somebody signed in before, by the hash of what each keeps."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlmodel import Session, col

from api.models.attempt import KnownDevice
from api.queries.inserting import insert_for
from api.storage.columns import table_of

# Of one person; the oldest goes, and signs in like any other next time.
MOST_DEVICES = 20
DEVICE_DAYS = 400


def is_known_device(session: Session, token_hash: str, user_id: int) -> bool:
    """Did she sign in there?"""
    return session.get(KnownDevice, (token_hash, user_id)) is not None


def is_anybodys_device(session: Session, token_hash: str) -> bool:
    """Did anybody? A token that we never gave out is nobody's."""
    found = select(col(KnownDevice.user_id)).where(col(KnownDevice.token_hash) == token_hash)
    return session.scalars(found.limit(1)).first() is not None


def remember_device(session: Session, token_hash: str, user_id: int, at: datetime) -> None:
    """She signed in there now. Those of long ago, and the oldest of too many, are forgotten."""
    same = {"token_hash": token_hash, "user_id": user_id}
    session.execute(
        insert_for(session)(table_of(KnownDevice))
        .values(**same, last_at=at)
        .on_conflict_do_update(index_elements=list(same), set_={"last_at": at})
    )
    newest = (
        select(col(KnownDevice.token_hash))
        .where(col(KnownDevice.user_id) == user_id)
        .order_by(col(KnownDevice.last_at).desc(), col(KnownDevice.token_hash))
        .limit(MOST_DEVICES)
    )
    session.execute(
        delete(KnownDevice).where(
            col(KnownDevice.user_id) == user_id,
            or_(
                col(KnownDevice.last_at) < at - timedelta(days=DEVICE_DAYS),
                col(KnownDevice.token_hash).not_in(newest),
            ),
        )
    )


def forget_devices(session: Session, user_id: int) -> None:
    """Her password was replaced, or she was signed out everywhere: a lost phone has no lane."""
    session.execute(delete(KnownDevice).where(col(KnownDevice.user_id) == user_id))
