"""The only door to files that arrive in parts: what has come of each lies in a file of ours.

Parts are no evidence and promise nothing: a file is kept by api/storage/blobs.py once it is whole.
Nobody
fills the disk with what she never finishes.
"""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path

from api.storage.blobs import must_have_disk_space

MOST_PART_BYTES = 131_072
# Seconds: a phone that was away for a month begins its photo anew.
ABANDONED_AFTER = 30 * 86_400
SWEEP_INTERVAL = 3_600
# Of one person; a phone sends one after the other, and begins anew what is not here any more.
MOST_BEGUN_UPLOADS = 20


class OtherOffset(Exception):
    """The part does not begin where the last one ended; `received` is where that is."""

    def __init__(self, received: int) -> None:
        super().__init__(str(received))
        self.received = received


@dataclass(frozen=True, slots=True)
class FileUpload:
    """One file on its way: whose, of which version, by which name, and what it will be."""

    owner: int
    version: str
    name: str
    sha256: str
    size: int

    @property
    def place(self) -> str:
        """The same whatever is sent under this name: what began last is what counts."""
        return hashlib.sha256(f"{self.version}\0{self.name}".encode()).hexdigest()


class UploadStore:
    """Parts by upload. They may come again, in any order, at once; a kill -9 costs nothing."""

    def __init__(self, folder: Path, least_free: int = 0) -> None:
        self._folder, self._least_free, self._swept = folder, least_free, 0.0

    def received(self, upload: FileUpload) -> int:
        """How many bytes have come."""
        found = _stat_if_there(self._path(upload))
        return found.st_size if found else 0

    def add(self, upload: FileUpload, offset: int, part: bytes) -> int:
        """Add a part to the end; how many bytes there are now. Raises OtherOffset and NoRoom."""
        must_have_disk_space(self._folder, self._least_free)
        if offset == 0:
            self._begin(upload)
        elif not self._path(upload).exists():
            raise OtherOffset(0)
        with self._alone(upload) as handle:
            end = os.fstat(handle).st_size
            if offset != end:
                raise OtherOffset(end)
            written = 0
            while written < len(part):
                written += os.pwrite(handle, part[written:], end + written)
            return end + written

    def whole(self, upload: FileUpload) -> bytes | None:
        """All bytes, when they are what was announced. What is not is forgotten: None."""
        try:
            content = self._path(upload).read_bytes()
        except FileNotFoundError:
            return None
        if len(content) == upload.size and hashlib.sha256(content).hexdigest() == upload.sha256:
            return content
        self.forget(upload)
        return None

    def forget(self, upload: FileUpload) -> None:
        """It was kept, or can never be."""
        self._path(upload).unlink(missing_ok=True)

    def note_opened(self, upload: FileUpload) -> None:
        """It came sealed, so that its own hash is not the kept file's: remembered for a month."""
        self._path(upload).with_suffix(".opened").touch()

    def was_opened(self, upload: FileUpload) -> bool:
        """Did this very envelope come, and was it opened?"""
        return self._path(upload).with_suffix(".opened").exists()

    def sweep(self) -> None:
        """Drop what nobody has added to for a month."""
        oldest = time.time() - ABANDONED_AFTER
        for path in self._folder.glob("*/*"):
            found = _stat_if_there(path)
            if found and found.st_mtime < oldest:
                path.unlink(missing_ok=True)

    def _begin(self, upload: FileUpload) -> None:
        if time.monotonic() - self._swept > SWEEP_INTERVAL or not self._swept:
            self._swept = time.monotonic()
            self.sweep()
        ours = self._path(upload)
        ours.parent.mkdir(parents=True, exist_ok=True)
        for other in ours.parent.glob(f"{upload.place}.*.part"):
            if other != ours:
                other.unlink(missing_ok=True)
        others = [path for path in ours.parent.glob("*.part") if path != ours]
        touched = {path: found.st_mtime for path in others if (found := _stat_if_there(path))}
        oldest_first = sorted(touched, key=touched.__getitem__)
        for path in oldest_first[: max(0, len(touched) - MOST_BEGUN_UPLOADS + 1)]:
            path.unlink(missing_ok=True)

    @contextmanager
    def _alone(self, upload: FileUpload) -> Iterator[int]:
        handle = os.open(self._path(upload), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            flock(handle, LOCK_EX)
            yield handle
        finally:
            os.close(handle)

    def _path(self, upload: FileUpload) -> Path:
        return self._folder / str(upload.owner) / f"{upload.place}.{upload.sha256}.part"


def _stat_if_there(path: Path) -> os.stat_result | None:
    """None when it has gone, which its twin may do at any moment."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None
