"""A throwaway PostgreSQL cluster for tests: real, on a free port, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

MISSING = (
    "PostgreSQL is not installed and these tests need it: install Debian's package 'postgresql', "
    "or set SOTHON_TEST_DATABASES=sqlite to leave it out on purpose."
)


def binaries() -> Path | None:
    """The folder of initdb and postgres, newest first; None where there is no PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    on_path = shutil.which("initdb")
    if found:
        return found[0].parent
    return Path(on_path).parent if on_path else None


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


# A cluster that nobody needs tomorrow keeps no log for the day after a crash.
HASTY = ["-c", "autovacuum=off", "-c", "full_page_writes=off", "-c", "wal_level=minimal"]
HASTY += ["-c", "max_wal_senders=0", "-c", "synchronous_commit=off", "-c", "max_wal_size=8GB"]


@contextmanager
def cluster(fsync: bool = False) -> Iterator[str]:
    """Yield the URL of an empty cluster's `postgres` database. PostgreSQL will not run as root."""
    programs = binaries()
    if programs is None:
        raise RuntimeError(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="so-thon-pg-"))
    as_other = _other_user(folder) if os.geteuid() == 0 else []
    port = free_port()
    try:
        subprocess.run(
            [*as_other, programs / "initdb", "-D", folder / "data", "-U", "test", "-A", "trust"]
            + ["--no-sync", "-E", "UTF8", "--locale=C.UTF-8"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        server = subprocess.Popen(
            [*as_other, programs / "postgres", "-D", folder / "data", "-p", str(port)]
            + ["-h", "127.0.0.1", "-k", folder, "-c", f"fsync={'on' if fsync else 'off'}"]
            + ["-c", "max_connections=200", *([] if fsync else HASTY)],
            stdout=subprocess.DEVNULL,
            stderr=(folder / "log").open("w"),
            cwd=folder,
        )
        try:
            url = f"postgresql://test@127.0.0.1:{port}/postgres"
            _wait_for(url)
            yield url
        finally:
            server.terminate()
            server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_database(server: str, name: str, template: str = "template1") -> str:
    """A new database on the server with this URL, copied from another; its SQLAlchemy URL."""
    # Three times as fast as through the log.
    made = f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'
    with psycopg.connect(server, autocommit=True) as connection:
        for last in (False, False, True):
            try:
                connection.execute(made)
                break
            except psycopg.errors.ObjectInUse:
                # Who left the template a moment ago is still seen there; it waits some seconds.
                if last:
                    raise
    return server.replace("postgresql://", "postgresql+psycopg://").rsplit("/", 1)[0] + "/" + name


def drop_database(server: str, name: str) -> None:
    """Away with it, whoever is still connected."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _other_user(folder: Path) -> list[str | Path]:
    shutil.chown(folder, "postgres", "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]


def _wait_for(url: str) -> None:
    for _ in range(1200):
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start")
