"""The audit trail grows with every look: one person's acts and a day's are found by an index."""

from datetime import timedelta

import pytest
from sqlalchemy import event, insert, text

from api import clock
from api.models.audit import Audit
from api.models.user import User
from api.queries.audit_reading import AuditFilter, find_audit_page
from api.storage.columns import table_of

ACTS, PEOPLE = 6000, 100
NOW = clock.now()
DAY = timedelta(days=1)
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}


@pytest.fixture
def trail(database):
    """Six thousand acts of a hundred people, an hour apart; the database knows its own shape."""
    with database.writing() as session:
        for number in range(PEOPLE):
            login = f"nguoi-{number}"
            session.add(User(login=login, display_name=login, password_hash="", created_at=NOW))
        session.flush()
        acts = [
            {
                "at": NOW - timedelta(hours=ACTS - number),
                "actor_id": number % PEOPLE + 1,
                "action": "submission.read",
                "object_type": "submission",
                "object_id": f"uuid:{number}",
                "details": "{}",
            }
            for number in range(ACTS)
        ]
        session.execute(insert(table_of(Audit)), acts)
    with database.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    return database


def how(trail, kind, wanted):
    """How the database looks for them, and how many it found."""
    asked = []

    def listen(connection, cursor, statement, parameters, context, executemany):
        asked.append((statement, parameters))

    event.listen(trail.engine, "before_cursor_execute", listen)
    with trail.reading() as session:
        found = find_audit_page(session, wanted, 50)
    event.remove(trail.engine, "before_cursor_execute", listen)
    statement, parameters = next(one for one in asked if one[0].startswith("SELECT"))
    with trail.engine.connect() as connection:
        plan = connection.exec_driver_sql(EXPLAIN[kind] + statement, parameters).all()
    return str(plan), len(found)


@pytest.mark.parametrize(
    ("wanted", "index", "number"),
    [
        (AuditFilter(None, actor_id=7), "audit_by_actor", 50),
        (AuditFilter(None, since=NOW - 60 * DAY, before=NOW - 59 * DAY), "audit_by_time", 24),
    ],
    ids=["one person's acts", "a day's acts"],
)
def test_the_acts_of_a_person_and_of_a_day_are_found_by_an_index(
    trail, kind, wanted, index, number
):
    plan, found = how(trail, kind, wanted)
    assert index in plan
    assert found == number
