"""Who may count beside whom. On SQLite there is one writer, and nothing to do."""

from collections.abc import Iterable

from sqlalchemy import Connection, text
from sqlmodel import Session

from api.queries.ready import Open

GATE = 8  # of PostgreSQL's advisory locks; the subjects' are hashes
DESK = 9
_BESIDE = text("SELECT pg_advisory_xact_lock_shared(:gate)")
_ALONE = text("SELECT pg_advisory_xact_lock(:gate)")
_SUBJECT = text("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 0))")


def _waits(at: Open) -> bool:
    bind = at if isinstance(at, Connection) else at.get_bind()
    return bind.dialect.name == "postgresql"


def counting(session: Open, subjects: Iterable[str] = ()) -> None:
    """Beside other counting, never beside a recount; of these subjects nobody else.

    They are taken in one order by everybody, before anything is looked at, until the transaction
    ends: the register and the meetings of one team follow each other.
    """
    if _waits(session):
        session.execute(_BESIDE, {"gate": GATE})
        for subject in sorted(set(subjects)):
            session.execute(_SUBJECT, {"subject": subject})


def alone(session: Session) -> None:
    """Nobody counts until this transaction ends."""
    if _waits(session):
        session.execute(_ALONE, {"gate": GATE})


def one_moment(session: Session) -> None:
    """Everything that is read from now on is of one moment. Comes before any other statement."""
    if _waits(session):
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def administering(session: Session) -> None:
    """One administrator acts at a time, so that two cannot each remove the other as the last."""
    if _waits(session):
        session.execute(text("SELECT pg_advisory_xact_lock(:desk)"), {"desk": DESK})
