"""What a database looks like from outside, in words that can be compared."""

import re
from typing import Any

from sqlalchemy import Inspector, create_engine, inspect, text

TRIGGERS = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
}
# PostgreSQL writes them differently into a dump than it remembers them, and means the same.
CASTS = re.compile(r"::(character varying|text)(\[\])?")


def shape(url: str) -> dict[str, Any]:
    """Every table with its columns, keys, checks and indexes, and every trigger."""
    engine = create_engine(url)
    inspector = inspect(engine)
    found: dict[str, Any] = {name: _table(inspector, name) for name in inspector.get_table_names()}
    with engine.connect() as connection:
        found["triggers"] = set(connection.execute(text(TRIGGERS[engine.dialect.name])).scalars())
    engine.dispose()
    return found


def columns_of(url: str) -> dict[str, set[str]]:
    """The names of every table's columns."""
    engine = create_engine(url)
    inspector = inspect(engine)
    found = {
        table: {column["name"] for column in inspector.get_columns(table)}
        for table in inspector.get_table_names()
    }
    engine.dispose()
    return found


def _table(inspector: Inspector, name: str) -> dict[str, Any]:
    return {
        "columns": sorted(
            (one["name"], str(one["type"]), one["nullable"]) for one in inspector.get_columns(name)
        ),
        "key": inspector.get_pk_constraint(name)["constrained_columns"],
        "references": _sorted(inspector.get_foreign_keys(name)),
        "once": _sorted(inspector.get_unique_constraints(name)),
        "checks": _sorted(inspector.get_check_constraints(name)),
        "indexes": _sorted(inspector.get_indexes(name)),
    }


def _sorted(found: Any) -> list[str]:
    return sorted(_in_words(one) for one in found)


def _in_words(said: Any) -> str:
    if isinstance(said, dict):
        return ", ".join(f"{key}: {_in_words(said[key])}" for key in sorted(said))
    return CASTS.sub("", str(said))
