"""The engine and the two kinds of transaction. The only file that begins or commits one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from api.errors import Busy, NoRoom

# Seconds that a writer waits in all: for its turn in this process and for the database itself.
WRITER_PATIENCE = 5.0
# Durable before it is acknowledged (docs/reliability.md); trusted_schema off: no code in a file.
SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={WRITER_PATIENCE * 1000:.0f}",
    "wal_autocheckpoint=1000",
    "trusted_schema=OFF",
)
POSTGRES_OPTIONS = (
    f"-c lock_timeout={WRITER_PATIENCE * 1000:.0f} -c statement_timeout=15000"
    " -c idle_in_transaction_session_timeout=30000"
)
# A disk that is full, as the two databases call it.
DISK_FULL_CODES = {"SQLITE_FULL", "53100"}
POOL_CONNECTIONS = 24
# Seconds under which waiting for one's turn is no wait: most writers meet nobody.
NEGLIGIBLE_WAIT = 0.05
# hide_parameters below: what people wrote stands in no log.


_waits_since: ContextVar[float | None] = ContextVar("waits_since", default=None)


def begin_patience() -> None:
    """Whoever asks in this context waits from now on, first for a thread of ours."""
    _waits_since.set(monotonic())


class _WriterTurn:
    """Gives what is left of a writer's patience; on SQLite, writers come one after the other.

    Raises Busy where the queue does not move.
    """

    def __init__(self, one_by_one: bool) -> None:
        self._lock = Lock() if one_by_one else None

    def __enter__(self) -> float:
        until = (_waits_since.get() or monotonic()) + WRITER_PATIENCE
        if self._lock and not self._lock.acquire(timeout=max(until - monotonic(), 0)):
            raise Busy
        return until - monotonic()

    def __exit__(self, *_: object) -> None:
        if self._lock:
            self._lock.release()


class Database:
    """One database, SQLite or PostgreSQL. `reading` sees one moment; `writing` keeps all or none.

    On SQLite writers take turns on a lock of our own before BEGIN IMMEDIATE: they would
    otherwise find each other by sleeping and retrying (docs/decisions/0002).
    """

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        self._writer = self.engine.execution_options(immediate=True)
        self._turn = _WriterTurn(one_by_one=self.is_sqlite)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent look. What is written in it is not kept."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def reading_plainly(self) -> Iterator[Connection]:
        """`reading` without the ORM, which costs more than the look: for what phones do."""
        with self.engine.connect() as connection:
            connection.begin()
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """All of it is kept when the block ends, or none of it. Answer only after the block.

        Raises Busy when the database could not be had within PATIENCE.
        """
        with (
            self._my_turn() as writer,
            Session(writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def writing_plainly(self) -> Iterator[Connection]:
        """`writing` without the ORM: for what phones do."""
        with self._my_turn() as writer, writer.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _my_turn(self) -> Iterator[Engine]:
        try:
            with self._turn as left:
                waited = WRITER_PATIENCE - left > NEGLIGIBLE_WAIT
                yield self._writer.execution_options(patience=left) if waited else self._writer
        except (OperationalError, sqlite3.OperationalError) as error:
            if "database is locked" in str(error):
                raise Busy from error
            raise

    def learn_sizes(self) -> None:
        """After much was loaded: PostgreSQL plans by what it knows of sizes, and until it looks by
        itself, minutes later, what asks for a whole country takes longer than it may.
        """
        if not self.is_sqlite:
            with self.writing_plainly() as connection:
                connection.exec_driver_sql("ANALYZE")

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def database_refusal(error: Exception) -> Busy | NoRoom:
    """What to tell who asked a database that cannot now: its disk is full, or come again soon."""
    said = getattr(error, "orig", None) or error
    names = {getattr(said, "sqlite_errorname", None), getattr(said, "sqlstate", None)}
    return NoRoom() if names & DISK_FULL_CODES else Busy()


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=POOL_CONNECTIONS,
        max_overflow=POOL_CONNECTIONS,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        wants_to_write = connection.get_execution_options().get("immediate")
        # By the driver itself: this is said with every request.
        driver: Any = connection.connection.driver_connection
        left = connection.get_execution_options().get("patience")
        if left is None:
            driver.execute("BEGIN IMMEDIATE" if wants_to_write else "BEGIN")
        else:
            _begin_with_timeout(driver, left)

    return engine


def _begin_with_timeout(driver: Any, seconds: float) -> None:
    """For a writer who spent some of her patience in the queue; the next one begins anew."""
    driver.execute(f"PRAGMA busy_timeout={max(seconds, 0) * 1000:.0f}")
    try:
        driver.execute("BEGIN IMMEDIATE")
    finally:
        driver.execute(f"PRAGMA busy_timeout={WRITER_PATIENCE * 1000:.0f}")


def _postgres_engine(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=POOL_CONNECTIONS,
        max_overflow=POOL_CONNECTIONS,
        pool_timeout=10,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": POSTGRES_OPTIONS},
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        left = connection.get_execution_options().get("patience")
        if left is not None:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(left * 1000, 1):.0f}")

    return engine
