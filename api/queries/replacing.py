"""Bring a table to what files say, in sets: only what differs is inserted, changed or removed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, inspect, select, update
from sqlmodel import Session, SQLModel

TableRow = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowChanges:
    """How many rows of one table were touched, and how many stood already."""

    inserted: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def touched(self) -> int:
        """Rows that are not as they were before."""
        return self.inserted + self.changed + self.removed


def replace_rows(
    session: Session,
    model: type[SQLModel],
    said: Iterable[TableRow],
    ours: Callable[[TableRow], bool] = lambda _: True,
) -> RowChanges:
    """Make the rows for which `ours` holds exactly those that are said; leave every other alone.

    Each said row has every column. Removed first, inserted last, so that a row may give up a
    unique place to another one.
    """
    table: Table = inspect(model).local_table
    keys = [column.name for column in table.primary_key]
    standing = {_primary_key_of(row, keys): row for row in _stored_rows(session, table)}
    wanted = {_primary_key_of(row, keys): row for row in said}
    new = [row for key, row in wanted.items() if key not in standing]
    other = [row for key, row in wanted.items() if key in standing and standing[key] != row]
    gone = [key for key, row in standing.items() if key not in wanted and ours(row)]
    here = [table.c[name] == bindparam(f"key_{name}") for name in keys]
    if gone:
        session.execute(delete(table).where(*here), [_key_parameters(keys, key) for key in gone])
    if other:
        session.execute(
            update(table).where(*here), [_update_parameters(row, keys) for row in other]
        )
    if new:
        _bulk_insert(session, table, new)
    return RowChanges(len(new), len(other), len(gone), len(wanted) - len(new) - len(other))


def _bulk_insert(session: Session, table: Table, rows: Sequence[TableRow]) -> None:
    """PostgreSQL takes ninety thousand rows in a stream in a quarter of the time."""
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        session.execute(insert(table), rows)
        return
    session.flush()
    ready = {
        column.name: column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        for column in table.columns
        if column.name in rows[0]
    }
    names = ", ".join(connection.dialect.identifier_preparer.quote(name) for name in ready)
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row([_driver_value(row[name], process) for name, process in ready.items()])


def _driver_value(value: Any, process: Callable[[Any], Any] | None) -> Any:
    """What the driver is given: words of an enumeration as text."""
    if isinstance(value, StrEnum):
        value = value.value
    return process(value) if process else value


def _stored_rows(session: Session, table: Table) -> Iterator[TableRow]:
    names = table.columns.keys()
    for row in session.execute(select(table)):
        yield dict(zip(names, row, strict=True))


def _primary_key_of(row: TableRow, keys: list[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in keys)


def _update_parameters(row: TableRow, keys: list[str]) -> TableRow:
    values = {name: value for name, value in row.items() if name not in keys}
    return values | _key_parameters(keys, _primary_key_of(row, keys))


def _key_parameters(keys: list[str], values: tuple[Any, ...]) -> TableRow:
    return {f"key_{name}": value for name, value in zip(keys, values, strict=True)}
