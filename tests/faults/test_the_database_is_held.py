"""Somebody else holds the database: the phone is told to come again soon, and nothing is stored."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import psycopg
import pytest

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


def four_at_once(client, village, team):
    """Their answers; a client that waits in vain for a minute raises."""

    def send(_):
        return records.send(client, records.meeting(village, team, id=new_id()))

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(send, range(4)))


@pytest.fixture
def held_and_let_go(ask, world_url, team, village, stored, balance):
    """Four send while it is held, and again afterwards."""

    def story():
        lan, before = ask(LAN), rows(stored)
        with held(world_url):
            answers = four_at_once(lan, village, team)
        for said in answers:
            assert (said.status_code, said.json()["code"]) == (503, "busy")
            assert int(said.headers["retry-after"]) >= 1
        assert rows(stored) == before
        assert {said.status_code for said in four_at_once(lan, village, team)} == {201}
        assert rows(stored) == before + 4
        balance([])

    return story


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_long_writer_costs_seconds_and_nothing_else(held_and_let_go):
    held_and_let_go()


@pytest.mark.faults
@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_long_lock_costs_the_statement_and_nothing_else(held_and_let_go):
    held_and_let_go()
