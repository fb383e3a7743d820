"""What every test may ask for: an empty migrated database, of both kinds."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from api.db import Database
from api.migrating import migrate
from tests import postgres

KINDS = os.environ.get("SOTHON_TEST_DATABASES", "sqlite,postgresql").split(",")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """One cluster for the whole run; gives the URL of its `postgres` database."""
    with postgres.cluster() as url:
        yield url


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every migration done, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """A PostgreSQL database with every migration done, to be copied."""
    _create_database(postgres_server, "so_thon_template")
    migrate(_named(postgres_server, "so_thon_template"))
    return "so_thon_template"


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh, migrated, empty database: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        file = tmp_path / "so-thon.sqlite3"
        shutil.copy(request.getfixturevalue("migrated"), file)
        return f"sqlite:///{file}"
    server: str = request.getfixturevalue("postgres_server")
    name = f"so_thon_{uuid4().hex[:12]}"
    _create_database(server, name, request.getfixturevalue("postgres_template"))
    return _named(server, name)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open api.db.Database on `database_url`."""
    opened = Database(database_url)
    yield opened
    opened.close()


def _named(server: str, name: str) -> str:
    return server.replace("postgresql://", "postgresql+psycopg://").rsplit("/", 1)[0] + "/" + name


def _create_database(server: str, name: str, template: str = "template1") -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')  # type: ignore[arg-type]
