"""Inserting what may stand already: the database decides by its UNIQUE constraints, not we."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from api.queries.ready import PreparedStatement, Transaction, connection_of


def insert_once(at: Transaction, table: Table, row: dict[str, Any]) -> Any:
    """The new row's key, None when a UNIQUE constraint says that it stands already."""
    connection = connection_of(at)
    found = _prepare_insert(table, connection.dialect.name, tuple(row)).first(connection, **row)
    return found[0] if found else None


@lru_cache
def _prepare_insert(table: Table, dialect: str, columns: tuple[str, ...]) -> PreparedStatement:
    insert_in = sqlite_insert if dialect == "sqlite" else postgres_insert
    (key,) = table.primary_key
    return PreparedStatement(
        insert_in(table).on_conflict_do_nothing().returning(key), list(columns)
    )
