"""Tallies of wrong secrets: read by key, raised by the database itself, swept when forgotten."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, case, delete, func, literal, select
from sqlmodel import Session, col

from api.domain.attempts import MOST_AHEAD, AttemptBound, AttemptTally
from api.models.attempt import AttemptCount
from api.queries.inserting import insert_for
from api.storage.columns import table_of

# A flood leaves no more than this behind; those of few wrong ones go first.
MOST_TALLIES = 50_000
_tallies: Table = table_of(AttemptCount)


def find_tallies(session: Session, keys: Collection[str]) -> dict[str, AttemptTally]:
    """The tallies that stand under these keys; none for what nobody tried."""
    rows = session.execute(
        select(_tallies.c.key, _tallies.c.level, _tallies.c.at).where(_tallies.c.key.in_(keys))
    )
    return {key: AttemptTally(level, at) for key, level, at in rows}


def count_attempt(session: Session, key: str, bound: AttemptBound, now: float) -> None:
    """One more wrong one, as AttemptTally.with_one_more says it.

    Reckoned by the database, so that of two processes neither forgets the other's. Whoever counts
    several does so in the order of their keys.
    """
    level = _raised_level(bound, now)
    statement = (
        insert_for(session)(_tallies)
        .values(key=key, level=1.0, at=now, forgotten_at=now + bound.forgets)
        .on_conflict_do_update(
            index_elements=[_tallies.c.key],
            set_={"level": level, "at": now, "forgotten_at": now + level * bound.forgets},
        )
    )
    session.execute(statement)


def _raised_level(bound: AttemptBound, now: float) -> ColumnElement[float]:
    at, level = _tallies.c.at, _tallies.c.level
    left: Any = case(
        (at > now + MOST_AHEAD, 0.0),
        (at >= now, level),
        else_=level - (literal(now) - at) / bound.forgets,
    )
    raised = case((left < 0, 0.0), else_=left) + 1.0
    return case((raised > bound.most, bound.most), else_=raised)


def clear_tallies(session: Session, keys: Collection[str]) -> None:
    """As if nobody had tried."""
    session.execute(delete(AttemptCount).where(col(AttemptCount.key).in_(keys)))


def sweep_tallies(session: Session, now: float, most: int = MOST_TALLIES) -> None:
    """What is forgotten goes; of more than `most`, what would be forgotten first."""
    _delete_tallies(session, _keys().where(_tallies.c.forgotten_at < now))
    over = (session.scalar(select(func.count()).select_from(_tallies)) or 0) - most
    if over > 0:
        _delete_tallies(session, _keys().order_by(_tallies.c.forgotten_at).limit(over))


def _keys() -> Select[tuple[str]]:
    # Who is counting now is left alone: two who hold rows in different order would hold each other.
    return select(_tallies.c.key).with_for_update(skip_locked=True)


def _delete_tallies(session: Session, keys: Select[tuple[str]]) -> None:
    session.execute(delete(AttemptCount).where(col(AttemptCount.key).in_(keys)))
