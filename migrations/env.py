"""Alembic's entrance: which database, which tables."""

from alembic import context
from sqlalchemy import create_engine, event

from api.models import all_tables

url = context.config.get_main_option("sqlalchemy.url")
assert url is not None
engine = create_engine(url)

if engine.dialect.name == "sqlite":

    @event.listens_for(engine, "connect")
    def journal(connection, _record):  # type: ignore[no-untyped-def]
        connection.execute("PRAGMA journal_mode=WAL")


with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=all_tables(),
        compare_type=True,
        render_as_batch=engine.dialect.name == "sqlite",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
