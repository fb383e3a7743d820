"""The only door to files, in a folder of ours: a file's name is the SHA-256 of its bytes."""

import hashlib
import os
from pathlib import Path
from uuid import uuid4


class Blobs:
    """Bytes by their SHA-256. Putting twice is harmless; nothing is ever overwritten."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, content: bytes) -> str:
        """Keep `content` durably; returns its SHA-256 in hex. After this a power cut may come."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        if place.exists() and place.stat().st_size == len(content):
            return sha256
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
        _sync_folder(place.parent)
        return sha256

    def path(self, sha256: str) -> Path | None:
        """Where the bytes lie, None when we do not have them."""
        place = self._place(sha256)
        return place if len(sha256) == 64 and place.is_file() else None

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256[2:4] / sha256


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
