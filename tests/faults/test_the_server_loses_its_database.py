"""The database fails under a running server: told to come again, nothing stored, and it goes on
without being started anew as soon as the database does.
"""

import httpx2
import psycopg
import pytest
from sqlalchemy import make_url

from tests import records
from tests.faults.conftest import rows, told
from tests.faults.small_disk import files_grow_no_more, server_of
from tests.people import LAN, new_id

# What PostgreSQL says of itself, and what it means for who asked.
SAYS = {
    "53100": (507, "noRoom"),
    "53200": (503, "busy"),
    "53300": (503, "busy"),
    "57P01": (503, "busy"),
    "58030": (503, "busy"),
}
sqlite = pytest.mark.parametrize("kind", ["sqlite"])
postgresql = pytest.mark.parametrize("kind", ["postgresql"])


@pytest.fixture
def record(village):
    """One of Lan's: its id and its bytes."""
    one = new_id()
    return one, records.meeting(village, "", id=one)


@pytest.fixture
def sends(ask, record):
    """Lan, and this one record of hers, as often as she likes."""
    lan = ask(LAN)
    return lambda: records.send(lan, record[1])


@pytest.fixture
def goes_on(sends, record, stored, balance):
    """The record comes in now, once."""
    before = rows(stored)

    def now():
        assert rows(stored) == before
        assert [sends().status_code for _ in range(2)] == [201, 201]
        assert rows(stored) == before + 1
        balance([told(*record)], record[0])

    return now


def is_told(said, status=503, code="busy"):
    assert (said.status_code, said.json()["code"]) == (status, code)
    assert int(said.headers["retry-after"]) >= 1


@sqlite
def test_a_disk_that_does_not_take_what_is_written(server, sends, goes_on):
    with files_grow_no_more(server.process.pid):
        for _ in range(3):
            is_told(sends())
    goes_on()


@postgresql
def test_each_thing_that_it_says_of_itself(world_url, sends, goes_on):
    with psycopg.connect(world_url.replace("+psycopg", ""), autocommit=True) as database:
        for state, told in SAYS.items():
            database.execute(
                "CREATE OR REPLACE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END$$"
            )
            database.execute(
                "CREATE OR REPLACE TRIGGER fails BEFORE INSERT ON submission_version "
                "FOR EACH ROW EXECUTE FUNCTION fails()"
            )
            is_told(sends(), *told)
        database.execute("DROP TRIGGER fails ON submission_version")
    goes_on()


@postgresql
def test_it_is_shut_down_and_comes_back(world_url, server, sends, goes_on):
    name = make_url(world_url).database
    with server_of(world_url) as cluster:
        cluster.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        # Those that lie in the server's pool, and one by one those that it tries anew.
        cluster.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        for _ in range(3):
            is_told(sends())
            is_told(httpx2.get(f"{server.url}/health"))
        cluster.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    goes_on()
