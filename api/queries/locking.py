"""Who may count beside whom. On SQLite there is one writer, and nothing to do."""

from collections.abc import Iterable

from sqlalchemy import Connection, text
from sqlmodel import Session

from api.queries.ready import Transaction

COUNTING_LOCK = 8  # of PostgreSQL's advisory locks; the subjects' are hashes
ADMINISTRATION_LOCK = 9
_LOCK_COUNTING_SHARED = text("SELECT pg_advisory_xact_lock_shared(:gate)")
_LOCK_COUNTING_ALONE = text("SELECT pg_advisory_xact_lock(:gate)")
_LOCK_SUBJECT = text("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 0))")


def _has_advisory_locks(at: Transaction) -> bool:
    bind = at if isinstance(at, Connection) else at.get_bind()
    return bind.dialect.name == "postgresql"


def lock_counting(session: Transaction, subjects: Iterable[str] = ()) -> None:
    """Beside other counting, never beside a recount; of these subjects nobody else.

    They are taken in one order by everybody, before anything is looked at, until the transaction
    ends: the register and the meetings of one team follow each other.
    """
    if _has_advisory_locks(session):
        session.execute(_LOCK_COUNTING_SHARED, {"gate": COUNTING_LOCK})
        for subject in sorted(set(subjects)):
            session.execute(_LOCK_SUBJECT, {"subject": subject})


def lock_for_recount(session: Session) -> None:
    """Nobody counts until this transaction ends."""
    if _has_advisory_locks(session):
        session.execute(_LOCK_COUNTING_ALONE, {"gate": COUNTING_LOCK})


def begin_snapshot(session: Session) -> None:
    """Everything that is read from now on is of one moment. Comes before any other statement."""
    if _has_advisory_locks(session):
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def lock_administration(session: Session) -> None:
    """One administrator acts at a time, so that two cannot each remove the other as the last."""
    if _has_advisory_locks(session):
        session.execute(text("SELECT pg_advisory_xact_lock(:desk)"), {"desk": ADMINISTRATION_LOCK})
