"""Migrations make exactly the models, on both databases; the evidence cannot be changed."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from api.models import all_tables
from api.storage.migrating import migrate, revision_of
from tests import records
from tests.people import LAN, MAI, unit_of


def test_the_migrated_database_is_what_the_models_say(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, all_tables()) == []


def test_migrating_again_changes_nothing(database_url):
    before = revision_of(database_url)
    migrate(database_url)
    assert revision_of(database_url) == before


EVIDENCE = (
    "UPDATE audit SET action = 'x'",
    "DELETE FROM audit",
    "UPDATE review SET comment = 'x'",
    "DELETE FROM review",
    "UPDATE submission_version SET xml = 'x'",
    "UPDATE submission_version SET sha256 = 'x'",
    "DELETE FROM submission_version",
    "UPDATE form_version SET definition = '{}'",
)


def test_nobody_changes_the_evidence_not_even_by_sql(ask_as, world):
    with world.reading() as session:
        village = unit_of(session, LAN)
    receipt = records.send(ask_as(LAN), records.team(village)).json()
    at = f"/v1/projects/1/forms/to_truyen_thong/submissions/{receipt['instanceId']}"
    assert ask_as(MAI).patch(at, json={"reviewState": "approved"}).status_code == 200
    for statement in EVIDENCE:
        with pytest.raises(DatabaseError), world.writing() as session:
            session.connection().execute(text(statement))
    with world.reading() as session:
        kept = session.connection().execute(text("SELECT count(*) FROM submission_version"))
        assert kept.scalar() == 1
