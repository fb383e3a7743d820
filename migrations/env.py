"""Alembic's entrance: which database, which tables.

All steps that are missing are one transaction, taken by one process at a time: the next one finds
them done. Whoever is killed in the middle leaves what was there before.
"""

from alembic import context
from sqlalchemy import create_engine, event

from api.models import all_tables

# Seconds that a second process waits for the first one. SQLite only; PostgreSQL waits by itself.
PATIENCE = 600
LOCK = 8_202_111

url = context.config.get_main_option("sqlalchemy.url")
assert url is not None
is_sqlite = url.startswith("sqlite")
engine = create_engine(
    url, connect_args={"isolation_level": None, "timeout": PATIENCE} if is_sqlite else {}
)

if is_sqlite:

    @event.listens_for(engine, "connect")
    def journal(connection, _record):  # type: ignore[no-untyped-def]
        connection.execute("PRAGMA journal_mode=WAL")


@event.listens_for(engine, "begin")
def alone(connection):  # type: ignore[no-untyped-def]
    """By itself Python's driver would commit before each change of a table."""
    wanted = "BEGIN IMMEDIATE" if is_sqlite else f"SELECT pg_advisory_xact_lock({LOCK})"
    connection.exec_driver_sql(wanted)


with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=all_tables(),
        compare_type=True,
        render_as_batch=is_sqlite,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
