"""What this machine could do at best: the floor that the bench's ratios stand on."""

import sqlite3
import time
from pathlib import Path

from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/bare")
async def bare(request: Request) -> dict[str, int]:
    """Reads the body and answers: no rule, no database."""
    return {"bytes": len(await request.body())}


def commits_per_second(folder: Path, seconds: float = 2.0) -> float:
    """One 2 KB row per transaction in SQLite with synchronous=FULL, one connection."""
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB)")
    row, count, until = b"x" * 2000, 0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t (b) VALUES (?)", (row,))
        connection.execute("COMMIT")
        count += 1
    connection.close()
    return count / seconds
