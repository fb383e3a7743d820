"""What administrators changed themselves, so that loading the files again leaves it alone."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from api.models.by_hand import ByHand, ByHandKind


def keys_taken_over(session: Session, kind: ByHandKind) -> set[str]:
    """Everything of this kind that the files no longer decide."""
    return set(session.scalars(select(col(ByHand.key)).where(col(ByHand.kind) == kind)))


def mark_taken_over(session: Session, kind: ByHandKind, key: str, by: int, at: datetime) -> None:
    """From now on this is the administrators'."""
    session.merge(ByHand(kind=kind, key=key, at=at, by_id=by))
    session.flush()
