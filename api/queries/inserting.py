"""Inserting what may stand already: the database decides by its UNIQUE constraints, not we."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from api.queries.ready import PreparedStatement, Transaction, connection_of

_INSERTS: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgres_insert}


def insert_for(at: Transaction) -> Any:
    """The INSERT of this database that knows what to do with a row that stands already."""
    return _INSERTS[connection_of(at).dialect.name]


def insert_once(at: Transaction, table: Table, row: dict[str, Any]) -> Any:
    """The new row's key, None when a UNIQUE constraint says that it stands already."""
    connection = connection_of(at)
    found = _prepare_insert(table, connection.dialect.name, tuple(row)).first(connection, **row)
    return found[0] if found else None


@lru_cache
def _prepare_insert(table: Table, dialect: str, columns: tuple[str, ...]) -> PreparedStatement:
    (key,) = table.primary_key
    insert_in = _INSERTS[dialect]
    return PreparedStatement(
        insert_in(table).on_conflict_do_nothing().returning(key), list(columns)
    )
