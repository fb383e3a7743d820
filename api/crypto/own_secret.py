"""Random bytes that only this server's processes know, in the folder of its keys.

By them what must not be guessed from the database is hashed: a copy of the database says nothing.
"""

import os
import secrets
from functools import cached_property
from pathlib import Path

SECRET_BYTES = 32


class OwnSecret:
    """One file, made at first need; of several processes at once, the first one's stands."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._path = folder, folder / f"{name}.secret"

    @cached_property
    def content(self) -> bytes:
        """Its bytes. Lost with the folder: what was hashed with it is then as good as forgotten."""
        if not self._path.exists():
            self._make()
        return self._path.read_bytes()

    def _make(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._path.with_suffix(f".{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(handle, "wb") as file:
                file.write(secrets.token_bytes(SECRET_BYTES))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(draft, self._path)
            except FileExistsError:
                return
        finally:
            draft.unlink()
