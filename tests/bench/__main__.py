"""make bench: bytes, a slow phone, submissions per second, milliseconds of re-validation, memory.

Absolute figures are this machine's; the ratios to its own floor, measured in the same run, are
what may be compared (docs/performance.md).
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import httpx2

from api import clock
from api.loading import folder as loading
from api.storage.db import Database
from api.storage.migrating import migrate
from tests import people, postgres
from tests.bench import bare, load, long_form, outbox, revalidation, sizes, throttled
from tests.server import Server

FORMS = Path(__file__).parent.parent.parent / "forms"
CONNECTIONS = (1, 8, 32)
SECONDS = float(os.environ.get("BENCH_SECONDS", "8"))


def main() -> None:
    """Print everything; a part can be named: bytes, phone, outbox, check, sqlite, postgresql."""
    parts = set(sys.argv[1:]) or {"bytes", "phone", "outbox", "check", "sqlite", "postgresql"}
    if "bytes" in parts:
        sizes.report()
    if "phone" in parts:
        throttled.report()
    if "outbox" in parts:
        outbox.report()
    if "check" in parts:
        revalidation.report()
    with tempfile.TemporaryDirectory(prefix="so-thon-bench-") as folder:
        if "sqlite" in parts:
            _receiving("SQLite, synchronous=FULL", f"sqlite:///{folder}/b.sqlite3", Path(folder))
        if "postgresql" in parts:
            with postgres.cluster(fsync=True) as url:
                _receiving("PostgreSQL, fsync on", url, Path(folder) / "postgresql")


def _receiving(name: str, url: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    database_url = url.replace("postgresql://", "postgresql+psycopg://")
    unit = prepare(database_url, folder)
    print(f"\n## Submissions received durably: {name}, one process")
    print("40 questions with a repeat; sign-in, re-validation, audit and receipt included.")
    floor = bare.commits_per_second(folder)
    print(f"floor: {floor:,.0f} bare SQLite commits/s of 2 KB on this disk")
    with Server(database_url, folder, from_nothing=True) as server:
        token = _token(server)
        idle = server.memory()[0]

        def make() -> bytes:
            return load.submission(long_form.instance(unit)[1], token)

        load.run(server.port, make, 4, 1.0)
        bare_rate = _bare_rate(folder)
        print(f"floor: {bare_rate:,.0f} bare requests/s of the same size at 8 connections\n")
        print("connections    /s   p50 ms  p95 ms  p99 ms   of bare   CPU ms a record   answers")
        for connections in CONNECTIONS:
            _line(server, make, connections, bare_rate)
        under_load, most = server.memory()
    print(f"\nresident memory: {idle:.0f} MB idle, {under_load:.0f} MB after the load, ", end="")
    print(f"{most:.0f} MB at most")


def _line(server: Server, make: Callable[[], bytes], connections: int, bare_rate: float) -> None:
    used = server.cpu_seconds()
    seen = load.run(server.port, make, connections, SECONDS)
    used = (server.cpu_seconds() - used) * 1000 / len(seen.latencies)
    answers = " ".join(f"{status}:{count}" for status, count in sorted(seen.statuses.items()))
    print(
        f"{connections:>11} {seen.rate:>6,.0f} {seen.percentile(0.5):>8.1f}"
        f" {seen.percentile(0.95):>7.1f} {seen.percentile(0.99):>7.1f}"
        f" {seen.rate / bare_rate:>9.2f} {used:>17.2f}   {answers}",
        flush=True,
    )


def prepare(database_url: str, folder: Path) -> str:
    migrate(database_url)
    form = folder / "bench.md"
    form.write_text(long_form.workbook())
    database = Database(database_url)
    for _ in loading.load_folder(database, FORMS, clock.now(), demonstration=True):
        pass
    for _ in loading.publish_file(database, form, clock.now()):
        pass
    people.settle(database)
    with database.reading() as session:
        unit = people.unit_of(session, people.LAN)
    database.close()
    return unit


def _token(server: Server) -> str:
    said = httpx2.post(
        server.url + "/v1/sessions",
        json={"email": people.LAN.login, "password": people.PASSWORD},
    )
    token: str = said.json()["token"]
    return token


def _bare_rate(folder: Path) -> float:
    with bare.Server(folder) as server:
        body = load.post("/bare", b"x" * 2000, "application/octet-stream")
        return load.run(server.port, lambda: body, 8, 3.0).rate


if __name__ == "__main__":
    main()
