"""Bring a database to the newest shape. The only door to Alembic outside migrations/."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


def alembic_configuration(url: str) -> Config:
    """Alembic's configuration for this database; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade to `revision`; safe to call on a database that is there already."""
    command.upgrade(alembic_configuration(url), revision)


def revision_of(url: str) -> str | None:
    """The revision that a database stands at, None when it is empty."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    finally:
        engine.dispose()
