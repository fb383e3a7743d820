"""What this machine could do at best: the floor that the bench's ratios stand on."""

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import httpx2
from fastapi import FastAPI, Request

from tests.postgres import free_port

app = FastAPI()


@app.post("/bare")
async def bare(request: Request) -> dict[str, int]:
    """Reads the body and answers: no rule, no database."""
    return {"bytes": len(await request.body())}


class Server:
    """That endpoint in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.port, self._log = free_port(), folder / "bare.log"

    def __enter__(self) -> "Server":
        command = [sys.executable, "-m", "uvicorn", "tests.bench.bare:app", "--no-access-log"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--port", str(self.port)], stdout=log, stderr=log
            )
        for _ in range(200):
            try:
                httpx2.post(f"http://127.0.0.1:{self.port}/bare", timeout=1)
            except httpx2.TransportError:
                time.sleep(0.05)
            else:
                break
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


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
