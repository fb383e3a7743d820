"""A migration that is killed leaves what was there; several that start at once do it once."""

import subprocess
import sys

import pytest
from sqlalchemy import Engine, event

from api.storage.migrating import migrate, revision_of
from tests.forking import ROOT
from tests.migrations.conftest import BEHIND
from tests.migrations.shape import shape

pytestmark = pytest.mark.one_database
# Dies by kill -9 after so many statements of the database, like a machine whose power fails.
DIES = """
import os, signal, sys
from sqlalchemy import Engine, event
from api.storage.migrating import migrate

left = int(sys.argv[2])

@event.listens_for(Engine, "after_cursor_execute")
def die(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

migrate(sys.argv[1])
print(left)
"""
LIVES = 1_000_000


def migrating(url: str, dies_after: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", DIES, url, str(dies_after)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def takes(url: str) -> int:
    """Go the way to today; how many statements it was."""
    said: list[str] = []

    def count(_connection, _cursor, statement, *_):
        said.append(statement)

    event.listen(Engine, "after_cursor_execute", count)
    try:
        migrate(url)
    finally:
        event.remove(Engine, "after_cursor_execute", count)
    return len(said)


def is_killed(url: str, dies_after: int) -> bool:
    process = migrating(url, dies_after)
    process.communicate()
    return process.returncode == -9


def test_killed_on_the_first_day_it_starts_again_from_nothing(places):
    count, url = takes(whole := places("whole")), places("killed")
    assert is_killed(url, count // 2)
    assert shape(url) == {"triggers": set()}
    migrate(url)
    assert shape(url) == shape(whole)


@pytest.mark.parametrize("state", BEHIND, indirect=True)
def test_killed_in_an_upgrade_it_starts_again_from_the_release(as_released, released, state):
    count, before = takes(as_released("whole")), shape(released)
    assert is_killed(released, count - 2)
    assert revision_of(released) == state.revision
    assert shape(released) == before


@pytest.mark.parametrize("state", BEHIND, indirect=True)
def test_of_two_that_start_at_once_one_does_it(as_released, released):
    work = takes(as_released("whole"))
    together = [migrating(released, LIVES) for _ in range(2)]
    took = [LIVES - int(process.communicate()[0]) for process in together]
    assert [process.returncode for process in together] == [0, 0]
    assert sorted(count >= work for count in took) == [False, True]
