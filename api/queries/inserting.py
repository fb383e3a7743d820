"""Inserting what may stand already: the database decides by its UNIQUE constraints, not we."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from api.queries.ready import Open, Ready, connection_of


def insert_once(at: Open, table: Table, row: dict[str, Any]) -> Any:
    """The new row's key, None when a UNIQUE constraint says that it stands already."""
    connection = connection_of(at)
    found = _ready(table, connection.dialect.name, tuple(row)).first(connection, **row)
    return found[0] if found else None


@lru_cache
def _ready(table: Table, dialect: str, columns: tuple[str, ...]) -> Ready:
    insert_in = sqlite_insert if dialect == "sqlite" else postgres_insert
    (key,) = table.primary_key
    return Ready(insert_in(table).on_conflict_do_nothing().returning(key), list(columns))
