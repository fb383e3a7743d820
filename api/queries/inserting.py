"""Inserting what may stand already: the database decides by its UNIQUE constraints, not we."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session


def insert_once(session: Session, table: Table, row: dict[str, Any]) -> int | None:
    """The new row's id, None when a UNIQUE constraint says that it stands already."""
    connection = session.connection()
    return connection.execute(_statement(table, connection.dialect.name), row).scalar()


@lru_cache
def _statement(table: Table, dialect: str) -> Insert:
    insert_in = sqlite_insert if dialect == "sqlite" else postgres_insert
    return insert_in(table).on_conflict_do_nothing().returning(table.c.id)
