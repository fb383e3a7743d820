"""Column types that mean the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import BigInteger, DateTime, Dialect, Table
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC. SQLite would give it back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


EXACT_SCALE = 10_000


def round_to_scale(value: Decimal) -> Decimal:
    """What an Exact column keeps of a number: four decimals, half up."""
    return (Decimal(value) * EXACT_SCALE).to_integral_value(ROUND_HALF_UP) / EXACT_SCALE


class Exact(TypeDecorator[Decimal]):
    """A number with four decimals, stored as a whole number: SQLite knows no exact fractions.

    Up to 922 trillion on both sides of zero; sums made by the database are exact too.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(round_to_scale(value) * EXACT_SCALE)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / EXACT_SCALE


def table_of(model: type[SQLModel]) -> Table:
    """The table behind a model: for the hot path, where the ORM costs more than SQL."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table
