"""A disk that can be filled, with a database on it; a limit to how long a server's files grow."""

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

# What is free beside the database until the disk is filled.
SPARE = 24 * 2**20


class SmallDisk:
    """`url` is of the database on it. Whoever fills it leaves not a byte."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.url, self._filler = url, folder / "filler"

    def fill(self) -> None:
        """Nothing more can be written."""
        handle = os.open(self._filler, os.O_WRONLY | os.O_CREAT)
        try:
            while True:
                os.write(handle, b"x" * 4096)
        except OSError:
            os.close(handle)

    def make_room(self) -> None:
        """As before."""
        self._filler.unlink()


@contextmanager
def under_sqlite(url: str) -> Iterator[SmallDisk]:
    """Under a copy of this database."""
    file = Path(url.removeprefix("sqlite:///"))
    with _mounted(file.stat().st_size + SPARE) as folder:
        yield SmallDisk(folder, f"sqlite:///{shutil.copy(file, folder)}")


@contextmanager
def under_postgresql(url: str) -> Iterator[SmallDisk]:
    """Under this database: all of it is moved into a tablespace there, and back."""
    name = make_url(url).database
    with server_of(url) as server:
        (size,) = server.execute("SELECT pg_database_size(%s)", [name]).fetchone() or (0,)
        with _mounted(size + SPARE, "postgres") as folder:
            server.execute(f"CREATE TABLESPACE \"{name}\" LOCATION '{folder}'")
            server.execute(f'ALTER DATABASE "{name}" SET TABLESPACE "{name}"')
            small = SmallDisk(folder, url)
            yield small
            server.execute(f'ALTER DATABASE "{name}" SET TABLESPACE pg_default')
            server.execute(f'DROP TABLESPACE "{name}"')


def server_of(url: str) -> psycopg.Connection:
    """Its cluster, for what only a superuser says there."""
    whole = make_url(url).set(drivername="postgresql", database="postgres")
    return psycopg.connect(whole.render_as_string(hide_password=False), autocommit=True)


@contextmanager
def _mounted(size: int, owner: str = "root") -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="so-thon-disk-"))
    how = f"size={size},mode=700,uid={owner}"
    command = ["mount", "-t", "tmpfs", "-o", how, "small", str(folder)]
    try:
        if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("only root mounts a file system, and not in every container")
        try:
            yield folder
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
    finally:
        folder.rmdir()


@contextmanager
def files_grow_no_more(pid: int) -> Iterator[None]:
    """What this process writes beyond the first page of a file fails, as on a broken disk."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
