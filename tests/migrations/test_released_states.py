"""Every database that was ever released becomes today's: nothing lost, nothing left unprotected."""

import hashlib
import sqlite3
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from api import clock
from api.actions.recount import recount
from api.loading import folder
from api.main import create_app
from api.models import all_tables
from api.settings import Settings
from api.storage.db import Database
from api.storage.migrating import migrate, revision_of
from tests import postgres
from tests.api.storage.test_migrations import EVIDENCE
from tests.conftest import KINDS
from tests.migrations import frozen
from tests.migrations.freeze import freeze
from tests.migrations.shape import columns_of, shape
from tests.migrations.story import FORMS, MEETING
from tests.people import LAN, MAI, sign_in

# What a later migration changes on purpose: "table.column", with the reason in its docstring.
CHANGED_ON_PURPOSE: set[str] = set()


def rows(url: str, table: str, named: list[str]) -> list[tuple[Any, ...]]:
    """As the driver gives them, without what the models make of them."""
    engine = create_engine(url)
    quoted = ", ".join(f'"{name}"' for name in named)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(f'SELECT {quoted} FROM "{table}"').fetchall()
    engine.dispose()
    return [tuple(row) for row in found]


def test_a_released_migration_still_makes_what_was_released(state, released, places):
    fresh = places("fresh")
    migrate(fresh, state.revision)
    assert shape(released) == shape(fresh)
    assert revision_of(released) == state.revision


def test_an_upgraded_database_has_the_shape_of_a_new_one(upgraded, new_shape):
    assert shape(upgraded) == new_shape


def test_every_value_is_as_it_was(released, state):
    before = {name: rows(released, name, table.columns) for name, table in state.tables.items()}
    migrate(released)
    today = columns_of(released)
    for name in state.tables.keys() & today.keys() - {"alembic_version"}:
        table = state.tables[name]
        kept = [
            column
            for column in table.columns
            if column in today[name] and f"{name}.{column}" not in CHANGED_ON_PURPOSE
        ]
        at = [table.columns.index(column) for column in kept]
        were = [tuple(row[place] for place in at) for row in before[name]]
        assert sorted(rows(released, name, kept), key=repr) == sorted(were, key=repr), name


def test_the_evidence_is_whole_and_still_protected(upgraded, state):
    versions = rows(upgraded, "submission_version", ["xml", "sha256"])
    assert len(versions) == len(state.tables["submission_version"].rows) >= 6
    assert all(hashlib.sha256(xml).hexdigest() == said for xml, said in versions)
    files = {sha256 for (sha256,) in rows(upgraded, "attachment", ["sha256"])}
    assert files == {hashlib.sha256(content).hexdigest() for content in state.blobs.values()}
    database = Database(upgraded)
    for statement in EVIDENCE:
        with pytest.raises(DatabaseError, match="evidence"), database.writing() as session:
            session.connection().execute(text(statement))
    database.close()


def test_the_app_serves_it_and_counts_on(upgraded, state, tmp_path):
    app = create_app(Settings(DATABASE_URL=upgraded, data_dir=tmp_path / "data"))
    lan, mai = sign_in(app, LAN), sign_in(app, MAI)
    at = f"/v1/projects/1/forms/{MEETING}/submissions"
    waiting = next(one for one in mai.get(at).json() if one["reviewState"] is None)
    assert recount_finds(app.state.database) == 0
    moved = mai.patch(f"{at}/{waiting['instanceId']}", json={"reviewState": "approved"})
    assert moved.status_code == 200, moved.text
    assert recount_finds(app.state.database) == 0
    again = next(row[2] for row in with_photos(upgraded))
    assert lan.get(f"{at}/{again}/attachments/buoi-hop.jpg").content in state.blobs.values()
    app.state.database.close()


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("state", frozen.revisions()[-1:], indirect=True)
def test_todays_forms_and_units_load_over_it(upgraded):
    """What the new release brings is loaded on both databases elsewhere; here, over old rows."""
    database = Database(upgraded)
    before = {table: len(rows(upgraded, table, ["id"])) for table in ("submission", "audit")}
    assert list(folder.load_folder(database, FORMS, clock.now(), demonstration=True))
    assert recount_finds(database) == 0
    assert before == {table: len(rows(upgraded, table, ["id"])) for table in before}
    database.close()


def recount_finds(database: Database) -> int:
    """How many differences `sothon recount --check` would print."""
    with database.reading() as session:
        return recount(session, replace=False).differences


def with_photos(url: str) -> list[tuple[Any, ...]]:
    """(version id, submission id, instance id) of the versions that came with a photo."""
    with_one = {row[0] for row in rows(url, "attachment", ["submission_version_id"])}
    found = rows(url, "submission_version", ["id", "submission_id", "instance_id"])
    return [row for row in found if row[0] in with_one]


@pytest.mark.skipif("postgresql" not in KINDS, reason="a state is frozen of both databases")
def test_the_next_release_can_be_frozen(tmp_path, postgres_server):
    """And its story reaches every table that an earlier one reached."""
    url = postgres.create_database(postgres_server, f"freeze_{uuid4().hex[:12]}")
    url = url.replace("+psycopg", "")
    state = freeze(tmp_path, url, may_be_empty=new_tables())
    assert state.tables.keys() >= frozen.load(frozen.revisions()[-1]).tables.keys() & tables_today()
    file = tmp_path / "thawed.sqlite3"
    frozen.into_sqlite(state, file)
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def tables_today() -> set[str]:
    return {table.name for table in all_tables().sorted_tables}


def new_tables() -> set[str]:
    """Made since the last release: the story need not reach them before the next."""
    return tables_today() - frozen.load(frozen.revisions()[-1]).tables.keys()
