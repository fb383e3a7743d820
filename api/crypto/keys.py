"""The server's own key pairs, in files of the data folder. A key that was given out opens for ever.

The newest of each kind is used; rotating only adds one. `cryptography` is read at first need: a
server that has nothing to sign yet does without its fourteen megabytes.
"""

from __future__ import annotations

import base64
import hashlib
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

FOLDER_CLOCK_TICK = 1_000_000_000


class KeyUse(StrEnum):
    """What a key pair is for; never both."""

    SEALING = "sealing"
    SIGNING = "signing"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key as it is given out: its id, and its point as 65 raw bytes."""

    id: str
    point: bytes


class ServerKeys:
    """Key pairs by use and id, made at first need. Files of others' making are left alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._making = Lock()
        self._seen: tuple[int, dict[KeyUse, list[PublicKey]]] = (0, {})
        self._private: dict[tuple[KeyUse, str], EllipticCurvePrivateKey] = {}

    def newest(self, use: KeyUse) -> PublicKey:
        """The pair to use now."""
        known = self.all(use)
        if known:
            return known[0]
        with self._making:
            known = self.all(use)
            return known[0] if known else self._make(use)

    def all(self, use: KeyUse) -> list[PublicKey]:
        """Every pair that was ever used for this, newest first."""
        moment = self._folder.stat().st_mtime_ns if self._folder.is_dir() else 0
        # A folder that has just changed may change again within one tick of its clock.
        if self._seen[0] != moment or time.time_ns() - moment < FOLDER_CLOCK_TICK:
            self._seen = (moment, {one: self._read(one) for one in KeyUse})
        return self._seen[1].get(use, [])

    def private(self, use: KeyUse, key_id: str) -> EllipticCurvePrivateKey | None:
        """The secret half, None for an id that is not ours."""
        if (use, key_id) not in self._private:
            if key_id not in {one.id for one in self.all(use)}:
                return None
            self._private[use, key_id] = _load_private_key(self._path(use, key_id, "pem"))
        return self._private[use, key_id]

    def rotate(self) -> list[PublicKey]:
        """A fresh pair for each use; what was sealed before opens as before."""
        with self._making:
            return [self._make(use) for use in KeyUse]

    def _read(self, use: KeyUse) -> list[PublicKey]:
        pems = self._folder.glob(f"{use}-*.pem")
        ids = sorted((path.stem.removeprefix(f"{use}-") for path in pems), reverse=True)
        points = {one: self._path(use, one, "pub") for one in ids}
        return [
            PublicKey(one, decode_base64url(where.read_text()))
            for one, where in points.items()
            if where.exists()
        ]

    def _make(self, use: KeyUse) -> PublicKey:
        from cryptography.hazmat.primitives import serialization as form
        from cryptography.hazmat.primitives.asymmetric import ec

        pair = ec.generate_private_key(ec.SECP256R1())
        point = pair.public_key().public_bytes(
            form.Encoding.X962, form.PublicFormat.UncompressedPoint
        )
        made = f"{datetime.now(UTC):%Y%m%d%H%M%S%f}"
        public = PublicKey(f"{made}-{hashlib.sha256(point).hexdigest()[:8]}", point)
        pem = pair.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A pair is there when its .pem is: nothing is ever sealed to a key that a power cut takes.
        _write_durably(self._path(use, public.id, "pub"), encode_base64url(point).encode())
        _write_durably(self._path(use, public.id, "pem"), pem)
        return public

    def _path(self, use: KeyUse, key_id: str, ending: str) -> Path:
        return self._folder / f"{use}-{key_id}.{ending}"


def encode_base64url(content: bytes) -> str:
    """base64url without padding, as everything in envelopes and receipts is written."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decode_base64url(text: str) -> bytes:
    """What `written` wrote. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _load_private_key(path: Path) -> EllipticCurvePrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    found = load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(found, EllipticCurvePrivateKey)
    return found


def _write_durably(path: Path, content: bytes) -> None:
    """Durably, readable by nobody else."""
    draft = path.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
