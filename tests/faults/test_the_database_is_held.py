"""Somebody else holds the database: the phone is told to come again soon, and nothing is stored."""

import re
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Event, Thread

import psycopg
import pytest
from sqlalchemy import event, text

from api.storage import db
from tests import records
from tests.faults.conftest import rows, told
from tests.people import LAN, new_id

TOLD_TO_WAIT = re.compile(r"(?:busy_timeout|lock_timeout) ?= ?(\d+)")


@contextmanager
def held(url):
    """A writer from outside that does not let go; gives whether it still holds on."""
    if url.startswith("sqlite"):
        file = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield lambda: other.in_transaction
            other.execute("ROLLBACK")
        return
    with psycopg.connect(url.replace("+psycopg", "")) as other:
        other.execute("LOCK TABLE submission IN ACCESS EXCLUSIVE MODE")
        holds = "SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted "
        mine = "AND pid = pg_backend_pid()"
        yield lambda: other.execute(holds + mine).fetchone() is not None
        other.rollback()


@contextmanager
def read(url):
    """Somebody reads for a long time, and a backup is being made, page by page."""
    if not url.startswith("sqlite"):
        with psycopg.connect(url.replace("+psycopg", "")) as other:
            other.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            other.execute("SELECT count(*) FROM submission").fetchone()
            yield
            other.rollback()
        return
    file = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM submission").fetchone()
        going, stopped = Event(), Event()

        def slowly(_status, _left, _all):
            going.set()
            stopped.wait(0.01)

        def back_up():
            with (
                closing(sqlite3.connect(file)) as source,
                closing(sqlite3.connect(":memory:")) as to,
            ):
                source.backup(to, pages=20, progress=slowly)

        backup = Thread(target=back_up)
        backup.start()
        assert going.wait(10)
        yield
        stopped.set()
        reader.execute("ROLLBACK")
        backup.join(30)


def at_once(client, village, team, count=16):
    """What each was told, as a phone keeps it, and after how many seconds."""

    def send(_):
        started, one = time.monotonic(), new_id()
        xml = records.meeting(village, team, id=one)
        said = records.send(client, xml)
        return said, told(one, xml), time.monotonic() - started

    with ThreadPoolExecutor(count) as pool:
        return zip(*pool.map(send, range(count)), strict=True)


def is_busy(said):
    """Come again soon."""
    assert (said.status_code, said.json()["code"]) == (503, "busy")
    assert int(said.headers["retry-after"]) >= 1


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True
)
def test_sixteen_are_told_while_it_is_held_and_all_are_taken_afterwards(
    ask, world_url, team, village, stored, balance
):
    """Twice as many as it has threads. Nobody lets go before the last of them has her answer: it
    is the server's own patience that ends, not the writer's."""
    lan, before = ask(LAN), rows(stored)
    with held(world_url) as still_held:
        answers, _, seconds = at_once(lan, village, team)
        assert still_held()
    for said in answers:
        is_busy(said)
    assert rows(stored) == before
    answers, kept, _ = at_once(lan, village, team)
    assert {said.status_code for said in answers} == {201}
    assert rows(stored) == before + 16
    balance(kept, *(one.id for one in kept))
    print(f"told after {min(seconds):.1f} to {max(seconds):.1f} s")


def test_a_long_reader_and_a_backup_hold_up_nobody(ask, world_url, team, village, stored, balance):
    lan, before = ask(LAN), rows(stored)
    with read(world_url):
        answers, kept, _ = at_once(lan, village, team)
        assert {said.status_code for said in answers} == {201}
    assert rows(stored) == before + 16
    balance(kept, *(one.id for one in kept))


@pytest.fixture
def asked_to_wait(app, world):
    """For how long, in milliseconds, each database is told to wait for whoever holds it."""
    waits: list[int] = []

    def hear(statement):
        waits.extend(int(each) for each in TOLD_TO_WAIT.findall(statement))

    @event.listens_for(world.engine, "checkout")
    def listens(connection, _record, _proxy):
        if world.is_sqlite:
            connection.set_trace_callback(hear)

    @event.listens_for(world.engine, "before_cursor_execute")
    def before(_connection, _cursor, statement, *_):
        if not world.is_sqlite:
            hear(statement)

    return waits


def test_five_seconds_are_all_that_anybody_waits(world):
    """What a writer who meets nobody before her leaves to the database itself."""
    asks = "PRAGMA busy_timeout" if world.is_sqlite else "SHOW lock_timeout"
    with world.writing() as session:
        says = session.connection().execute(text(asks)).scalar()
    assert db.WRITER_PATIENCE == 5
    assert says == (5_000 if world.is_sqlite else "5s")


def test_who_waited_for_a_thread_waits_for_the_database_only_the_rest(
    ask_as, world_url, asked_to_wait, village, monkeypatch
):
    """Her five seconds begin when her record has been read. Here the thread that takes it comes
    four and a half later, by its clock; what is left is what it may still ask of the database."""

    def clock():
        late = threading.current_thread().name.startswith("AnyIO worker")
        return time.monotonic() + (4.5 if late else 0)

    lan, xml = ask_as(LAN), records.meeting(village, "", id=new_id())
    monkeypatch.setattr(db, "monotonic", clock)
    with held(world_url):
        is_busy(records.send(lan, xml))
    # What is told afterwards is for the next one who has this connection.
    assert asked_to_wait[0] <= 500
    assert asked_to_wait[1:] in ([], [5_000])
    monkeypatch.undo()
    assert records.send(lan, xml).status_code == 201
