"""Statements of the hot path: turned into SQL once, then run by the driver itself.

SQLAlchemy spends ten times longer on executing a small statement than SQLite on answering it.
Its types still convert every value, so both databases mean the same. No ORM, no expanding IN.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, CursorResult, Delete, Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

# An open transaction, in whichever way it was opened.
Transaction = Session | Connection
FetchedRow = tuple[Any, ...]
ValueConverter = Callable[[Any], Any] | None


def connection_of(at: Transaction) -> Connection:
    """The connection on which a transaction runs."""
    return at if isinstance(at, Connection) else at.connection()


def count_changed_rows(session: Session, statement: Update | Delete) -> int:
    """Run it; how many rows it changed."""
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount


class _CompiledStatement(NamedTuple):
    """The SQL of one database, and how values go into it."""

    sql: str
    names: Sequence[str] | None
    into: Mapping[str, ValueConverter]


class PreparedStatement:
    """A statement with named parameters: `rows(at, unit="…")`. Make it once, as a constant.

    `columns` names what an INSERT is given, where its parameters are not written out.
    """

    def __init__(
        self, statement: Select[Any] | Insert | Update | Delete, columns: list[str] | None = None
    ) -> None:
        self._statement, self._columns = statement, columns
        self._made: dict[str, _CompiledStatement] = {}
        self._out: dict[str, Sequence[ValueConverter]] = {}

    def rows(self, at: Transaction, /, **said: Any) -> Sequence[FetchedRow]:
        """All rows; none for a statement that returns none. Raises SQLAlchemy's DBAPIErrors."""
        connection = connection_of(at)
        dialect = connection.dialect
        made = self._made.get(dialect.name) or self._make(dialect)
        given = {
            name: convert(said[name]) if convert else said[name]
            for name, convert in made.into.items()
        }
        driver: Any = connection.connection.driver_connection
        try:
            cursor = driver.execute(
                made.sql, given if made.names is None else [given[name] for name in made.names]
            )
            if cursor.description is None:
                return []
            found: Sequence[FetchedRow] = cursor.fetchall()
        except dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(
                made.sql, None, error, dialect.loaded_dbapi.Error, hide_parameters=True
            ) from error
        out = self._out.get(dialect.name)
        if out is None:
            out = self._convert(dialect, cursor.description)
        return [_convert_row(row, out) for row in found] if out else found

    def first(self, at: Transaction, /, **said: Any) -> FetchedRow | None:
        """The first row, None when there is none."""
        found = self.rows(at, **said)
        return found[0] if found else None

    def _make(self, dialect: Dialect) -> _CompiledStatement:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=self._columns)
        binds: dict[str, Any] = compiled.binds
        into = {
            name: _dialect_type(one, dialect).bind_processor(dialect) for name, one in binds.items()
        }
        made = _CompiledStatement(compiled.string, compiled.positiontup, into)
        return self._made.setdefault(dialect.name, made)

    def _convert(self, dialect: Dialect, described: Sequence[Any]) -> Sequence[ValueConverter]:
        """How what comes out is converted, nothing when all of it stays as it is."""
        columns: Any = self._statement.exported_columns
        out = [
            _dialect_type(column, dialect).result_processor(dialect, said[1])
            for column, said in zip(columns, described, strict=True)
        ]
        return self._out.setdefault(dialect.name, out if any(out) else [])


def _dialect_type(column: Any, dialect: Dialect) -> TypeEngine[Any]:
    written: TypeEngine[Any] = column.type
    return written.dialect_impl(dialect)


def _convert_row(row: FetchedRow, out: Sequence[ValueConverter]) -> FetchedRow:
    return tuple(
        convert(value) if convert else value for convert, value in zip(out, row, strict=True)
    )
