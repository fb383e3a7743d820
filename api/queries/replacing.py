"""Bring a table to what files say, in sets: only what differs is inserted, changed or removed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, inspect, select, update
from sqlmodel import Session, SQLModel

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows of one table were touched, and how many stood already."""

    inserted: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def touched(self) -> int:
        """Rows that are not as they were before."""
        return self.inserted + self.changed + self.removed


def replace(
    session: Session,
    model: type[SQLModel],
    said: Iterable[Row],
    ours: Callable[[Row], bool] = lambda _: True,
) -> Changes:
    """Make the rows for which `ours` holds exactly those that are said; leave every other alone.

    Each said row has every column. Removed first, inserted last, so that a row may give up a
    unique place to another one.
    """
    table: Table = inspect(model).local_table
    keys = [column.name for column in table.primary_key]
    standing = {_key(row, keys): row for row in _rows(session, table)}
    wanted = {_key(row, keys): row for row in said}
    new = [row for key, row in wanted.items() if key not in standing]
    other = [row for key, row in wanted.items() if key in standing and standing[key] != row]
    gone = [key for key, row in standing.items() if key not in wanted and ours(row)]
    here = [table.c[name] == bindparam(f"key_{name}") for name in keys]
    if gone:
        session.execute(delete(table).where(*here), [_bound(keys, key) for key in gone])
    if other:
        session.execute(update(table).where(*here), [_change(row, keys) for row in other])
    if new:
        _add(session, table, new)
    return Changes(len(new), len(other), len(gone), len(wanted) - len(new) - len(other))


def _add(session: Session, table: Table, rows: Sequence[Row]) -> None:
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
            stream.write_row([_plain(row[name], process) for name, process in ready.items()])


def _plain(value: Any, process: Callable[[Any], Any] | None) -> Any:
    """What the driver is given: words of an enumeration as text."""
    if isinstance(value, StrEnum):
        value = value.value
    return process(value) if process else value


def _rows(session: Session, table: Table) -> Iterator[Row]:
    names = table.columns.keys()
    for row in session.execute(select(table)):
        yield dict(zip(names, row, strict=True))


def _key(row: Row, keys: list[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in keys)


def _change(row: Row, keys: list[str]) -> Row:
    values = {name: value for name, value in row.items() if name not in keys}
    return values | _bound(keys, _key(row, keys))


def _bound(keys: list[str], values: tuple[Any, ...]) -> Row:
    return {f"key_{name}": value for name, value in zip(keys, values, strict=True)}
