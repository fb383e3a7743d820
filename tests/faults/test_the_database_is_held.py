"""Somebody else holds the database: the phone is told to come again soon, and nothing is stored."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Event, Thread

import psycopg
import pytest

from api import db
from tests import records
from tests.faults.conftest import rows
from tests.people import LAN, new_id


@contextmanager
def held(url):
    """A writer from outside that does not let go."""
    if url.startswith("sqlite"):
        file = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    with psycopg.connect(url.replace("+psycopg", "")) as other:
        other.execute("LOCK TABLE submission IN ACCESS EXCLUSIVE MODE")
        yield
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
    """Their answers, and after how many seconds each came."""

    def send(_):
        started = time.monotonic()
        said = records.send(client, records.meeting(village, team, id=new_id()))
        return said, time.monotonic() - started

    with ThreadPoolExecutor(count) as pool:
        return zip(*pool.map(send, range(count)), strict=True)


@pytest.fixture
def held_and_let_go(ask, world_url, team, village, stored, balance):
    """Sixteen send while it is held, twice as many as it has threads; and again afterwards."""

    def story():
        lan, before = ask(LAN), rows(stored)
        with held(world_url):
            answers, seconds = at_once(lan, village, team)
        for said in answers:
            assert (said.status_code, said.json()["code"]) == (503, "busy")
            assert int(said.headers["retry-after"]) >= 1
        assert rows(stored) == before
        answers, _ = at_once(lan, village, team)
        assert {said.status_code for said in answers} == {201}
        assert rows(stored) == before + 16
        balance([])
        print(f"told after {min(seconds):.1f} to {max(seconds):.1f} s")
        return seconds

    return story


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True
)
def test_a_long_writer_costs_five_seconds_and_nothing_else(held_and_let_go):
    # Who waits for a thread, for her turn and for the database waits once, not three times.
    assert max(held_and_let_go()) < 2 * db.PATIENCE


def test_a_long_reader_and_a_backup_hold_up_nobody(ask, world_url, team, village, stored, balance):
    lan, before = ask(LAN), rows(stored)
    with read(world_url):
        answers, _ = at_once(lan, village, team)
        assert {said.status_code for said in answers} == {201}
    assert rows(stored) == before + 16
    balance([])
