"""The only door to files, in a folder of ours: a file's name is the SHA-256 of its bytes."""

import hashlib
import os
import shutil
from pathlib import Path
from uuid import uuid4

from api.errors import NoRoom


class BlobStore:
    """Bytes by their SHA-256. Putting twice is harmless; only what has rotted is put anew.

    The last `least_free` bytes of the disk are left to the records themselves.
    """

    def __init__(self, folder: Path, least_free: int = 0) -> None:
        self._folder, self._least_free = folder, least_free
        self._ways: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, content: bytes) -> str:
        """Keep `content` durably; returns its SHA-256 in hex. After this a power cut may come.

        Raises NoRoom.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        if not _holds_same_bytes(place, content):
            must_have_disk_space(self._folder, self._least_free)
            self._write(place, content)
        # Also where it is here already: whoever put it there may not have come to this yet.
        _sync_folder(place.parent)
        self._sync_way(place)
        return sha256

    def _write(self, place: Path, content: bytes) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{uuid4().hex}")
        try:
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)

    def _sync_way(self, place: Path) -> None:
        """A folder that was just made is as lost as a file, until what it lies in is written."""
        way = place.name[:4]
        if way not in self._ways:
            _sync_folder(place.parent.parent)
            _sync_folder(self._folder)
            self._ways.add(way)

    def path(self, sha256: str) -> Path | None:
        """Where the bytes lie, None when we do not have them."""
        place = self._place(sha256)
        return place if len(sha256) == 64 and place.is_file() else None

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256[2:4] / sha256


def must_have_disk_space(folder: Path, least: int) -> None:
    """Raises NoRoom where fewer than `least` bytes of the disk are free."""
    if least and shutil.disk_usage(folder if folder.exists() else folder.parent).free < least:
        raise NoRoom


def _holds_same_bytes(place: Path, content: bytes) -> bool:
    """A receipt is given for it: nobody takes the name of a file for its bytes."""
    return place.is_file() and place.read_bytes() == content


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
