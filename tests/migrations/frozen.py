"""A released state of the database, kept for ever: its schema on both databases and its rows.

One file per release. Nothing here knows the models: they will have moved on.
"""

import base64
import gzip
import json
import sqlite3
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg

FOLDER = Path(__file__).parent
# What pg_dump says to psql, and not to the database.
NOT_THE_SCHEMA = ("SET ", "SELECT pg_catalog.set_config", "\\", "--")
SERIALS = """
SELECT pg_get_serial_sequence(quote_ident(table_name), column_name), table_name, column_name
FROM information_schema.columns
WHERE table_schema = 'public' AND column_default LIKE 'nextval%'
"""


@dataclass(frozen=True)
class Rows:
    """The rows of one table, in the order of its primary key."""

    columns: list[str]
    rows: list[list[Any]]


@dataclass(frozen=True)
class Frozen:
    """A state. Tables stand in an order in which no row comes before what it refers to."""

    revision: str
    sqlite: list[str]
    postgresql: str
    tables: dict[str, Rows]
    blobs: dict[str, bytes]

    def save(self) -> Path:
        """Write it down; the same state makes the same bytes."""
        place = FOLDER / f"{self.revision}.json.gz"
        said = json.dumps(asdict(self), ensure_ascii=False, default=_in_words, indent=0)
        place.write_bytes(gzip.compress(said.encode(), mtime=0))
        return place


def _in_words(value: bytes) -> dict[str, str]:
    return {"base64": base64.b64encode(value).decode()}


def _as_bytes(said: dict[str, Any]) -> Any:
    return base64.b64decode(said["base64"]) if said.keys() == {"base64"} else said


def revisions() -> list[str]:
    """Every state that was released, oldest first."""
    return sorted(place.name.split(".")[0] for place in FOLDER.glob("*.json.gz"))


def load(revision: str) -> Frozen:
    """The state as it was released."""
    text = gzip.decompress((FOLDER / f"{revision}.json.gz").read_bytes())
    said = json.loads(text, object_hook=_as_bytes)
    tables = {name: Rows(**table) for name, table in said.pop("tables").items()}
    return Frozen(**said, tables=tables)


def take(file: Path, postgres_url: str, blobs: Path, order: list[str]) -> Frozen:
    """Freeze a SQLite database with its files, and the schema of a PostgreSQL one beside it."""
    with sqlite3.connect(file) as connection:
        schema = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
            " ORDER BY type = 'trigger', type = 'index', rowid"
        )
        return Frozen(
            revision=connection.execute("SELECT version_num FROM alembic_version").fetchone()[0],
            sqlite=[sql for (sql,) in schema],
            postgresql=_schema_of(postgres_url),
            tables={name: _rows_of(connection, name) for name in ("alembic_version", *order)},
            blobs={place.name: place.read_bytes() for place in blobs.rglob("*") if place.is_file()},
        )


def _schema_of(postgres_url: str) -> str:
    dumped = subprocess.run(
        ["pg_dump", "--schema-only", "--no-owner", "--no-privileges", postgres_url],
        check=True,
        capture_output=True,
        text=True,
    )
    lines = dumped.stdout.splitlines()
    return "\n".join(line for line in lines if line and not line.startswith(NOT_THE_SCHEMA))


def _rows_of(connection: sqlite3.Connection, table: str) -> Rows:
    told = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    columns = [name for _, name, *_ in told]
    flags = {place for place, (_, _, kind, *_) in enumerate(told) if kind == "BOOLEAN"}
    key = [f'"{name}"' for _, name, _, _, _, primary in told if primary] or ["1"]
    found = connection.execute(f'SELECT * FROM "{table}" ORDER BY {", ".join(key)}')
    return Rows(
        columns,
        [
            [
                bool(cell) if at in flags and cell is not None else cell
                for at, cell in enumerate(row)
            ]
            for row in found
        ],
    )


def into_sqlite(state: Frozen, file: Path) -> str:
    """A database as the release left it; its URL."""
    with sqlite3.connect(file) as connection:
        for statement in state.sqlite:
            connection.execute(statement)
        for name, table in state.tables.items():
            names = ", ".join(f'"{column}"' for column in table.columns)
            places = ", ".join("?" for _ in table.columns)
            connection.executemany(f'INSERT INTO "{name}" ({names}) VALUES ({places})', table.rows)
    connection.close()
    return f"sqlite:///{file}"


def lay_blobs(state: Frozen, blobs: Path) -> None:
    """The files that lay beside it, in the server's folder for them."""
    for sha256, content in state.blobs.items():
        place = blobs / sha256[:2] / sha256[2:4] / sha256
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def into_postgresql(state: Frozen, url: str) -> None:
    """Make an empty database what the release left."""
    with psycopg.connect(url) as connection:
        connection.execute("SET TIME ZONE 'UTC'")
        connection.execute(state.postgresql.encode())
        for name, table in state.tables.items():
            names = ", ".join(f'"{column}"' for column in table.columns)
            places = ", ".join("%s" for _ in table.columns)
            with connection.cursor() as cursor:
                cursor.executemany(
                    f'INSERT INTO "{name}" ({names}) VALUES ({places})'.encode(), table.rows
                )
        for sequence, name, column in connection.execute(SERIALS).fetchall():
            last = f'SELECT max("{column}") FROM "{name}"'
            connection.execute(f"SELECT setval('{sequence}', ({last})) WHERE ({last}) > 0".encode())
