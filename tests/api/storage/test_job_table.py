"""The proof behind docs/decisions/0009: jobs in a table of our own, claimed by one statement.

Nothing of the product uses it yet; what needs jobs first takes these lines with it.
"""

from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import uuid4

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, or_, select, update
from sqlalchemy.engine import Row

from api.storage.columns import UtcDateTime
from api.storage.db import Database

LEASE = timedelta(minutes=1)
NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)
JOB = Table(
    "job",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("leased_until", UtcDateTime),
    Column("token", String),
    Column("done_at", UtcDateTime),
)


@pytest.fixture
def with_jobs(database: Database) -> Database:
    JOB.create(database.engine)
    return database


def enqueue(connection, kind: str, due_at: datetime = NOON) -> None:
    """In the transaction of whatever makes the job necessary."""
    connection.execute(insert(JOB).values(kind=kind, due_at=due_at))


def claim(database: Database, now: datetime) -> Row | None:
    """The next job that is due and nobody's, for as long as the lease lasts."""
    free = or_(JOB.c.leased_until.is_(None), JOB.c.leased_until < now)
    first = (
        select(JOB.c.id)
        .where(JOB.c.done_at.is_(None), JOB.c.due_at <= now, free)
        .order_by(JOB.c.due_at, JOB.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    mine = {"leased_until": now + LEASE, "token": uuid4().hex, "attempts": JOB.c.attempts + 1}
    taken = update(JOB).where(JOB.c.id == first.scalar_subquery()).values(mine).returning(JOB)
    with database.writing_plainly() as connection:
        return connection.execute(taken).first()


def finish(connection, job: Row, now: datetime) -> bool:
    """In the transaction of what the job writes. False when somebody else has it by now."""
    still_mine = (JOB.c.id == job.id, JOB.c.token == job.token, JOB.c.done_at.is_(None))
    found = connection.execute(update(JOB).where(*still_mine).values(done_at=now))
    return bool(found.rowcount)


def test_a_job_is_kept_with_what_made_it_necessary_or_not_at_all(with_jobs):
    with pytest.raises(ZeroDivisionError):
        write_and_fail(with_jobs)
    assert claim(with_jobs, NOON) is None
    with with_jobs.writing_plainly() as connection:
        enqueue(connection, "report")
    job = claim(with_jobs, NOON)
    assert job is not None
    assert job.kind == "report"


def write_and_fail(database: Database) -> None:
    with database.writing_plainly() as connection:
        enqueue(connection, "never")
        _ = 1 / 0


def test_four_workers_take_each_job_once_and_in_their_turn(with_jobs):
    with with_jobs.writing_plainly() as connection:
        for number in range(40):
            enqueue(connection, f"{number:02}")
    taken: list[str] = []

    def worker() -> None:
        while job := claim(with_jobs, NOON):
            taken.append(job.kind)
            with with_jobs.writing_plainly() as connection:
                assert finish(connection, job, NOON)

    workers = [Thread(target=worker) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(60)
    assert sorted(taken) == [f"{number:02}" for number in range(40)]


def test_whose_worker_died_is_taken_again_and_the_late_one_writes_nothing(with_jobs):
    with with_jobs.writing_plainly() as connection:
        enqueue(connection, "report")
        enqueue(connection, "tomorrow", NOON + timedelta(days=1))
    first = claim(with_jobs, NOON)
    assert claim(with_jobs, NOON + LEASE / 2) is None
    later = NOON + LEASE + timedelta(seconds=1)
    again = claim(with_jobs, later)
    assert first is not None
    assert again is not None
    assert (again.id, again.attempts) == (first.id, 2)
    with with_jobs.writing_plainly() as connection:
        assert not finish(connection, first, later)
        assert finish(connection, again, later)
    assert claim(with_jobs, later) is None
