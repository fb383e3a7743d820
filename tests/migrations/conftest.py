"""Databases as each release left them, of both kinds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from api.storage.migrating import MIGRATIONS, migrate
from tests import postgres
from tests.migrations import frozen
from tests.migrations.frozen import Frozen
from tests.migrations.shape import shape

Places = Callable[[str], str]
Shape = dict[str, Any]


FIRST, *BETWEEN, NEWEST = frozen.revisions()
SOME = [FIRST, *(pytest.param(one, marks=pytest.mark.long) for one in BETWEEN)]
STATES = [*SOME, NEWEST]
# From these there is a way to go; from the newest only while a migration came after it.
BEHIND = STATES if any((MIGRATIONS / "versions").glob(f"{int(NEWEST) + 1:04}_*")) else SOME


@pytest.fixture(params=STATES)
def state(request: pytest.FixtureRequest) -> Frozen:
    """A released state; a test that asks for it runs on each of them."""
    return frozen.load(request.param)


@pytest.fixture
def places(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Places:
    """Make a new, empty database of this kind and give its URL."""

    def empty(name: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / name}.sqlite3"
        server: str = request.getfixturevalue("postgres_server")
        return postgres.create_database(server, f"{name}_{uuid4().hex[:12]}")

    return empty


@pytest.fixture
def new_shape(kind: str, places: Places, shapes: dict[str, Shape]) -> Shape:
    """What a new database of this kind looks like: made once for all the states."""
    if kind not in shapes:
        fresh = places("fresh")
        migrate(fresh)
        shapes[kind] = shape(fresh)
    return shapes[kind]


@pytest.fixture(scope="session")
def shapes() -> dict[str, Shape]:
    """By kind, what was looked at already."""
    return {}


@pytest.fixture
def as_released(state: Frozen, places: Places) -> Places:
    """Make one more database as that release left it and give its URL."""

    def make(name: str) -> str:
        url = places(name)
        if url.startswith("sqlite"):
            return frozen.into_sqlite(state, Path(url.removeprefix("sqlite:///")))
        frozen.into_postgresql(state, url.replace("+psycopg", ""))
        return url

    return make


@pytest.fixture
def released(as_released: Places) -> str:
    """The URL of such a database."""
    return as_released("released")


@pytest.fixture
def upgraded(released: str, state: Frozen, tmp_path: Path) -> str:
    """The same, brought to today, with the files that lay beside it."""
    migrate(released)
    frozen.lay_blobs(state, tmp_path / "data" / "blobs")
    return released
