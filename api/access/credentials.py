"""What proves who somebody is: logins as they are compared, password hashes, session tokens."""

import hashlib
import os
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.models.user import User

LONGEST_TYPED_PASSWORD = 256
# 19 MiB, two passes: the OWASP floor, so that a sign-in storm does not exhaust a small server.
_password_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Each takes 19 MiB and a core: however many guess, cores are left for those who send records.
MOST_HASHES = max(1, (os.cpu_count() or 1) // 2)
_hash_slots = BoundedSemaphore(MOST_HASHES)
_dummy_password_hash = _password_hasher.hash("nobody has this password")


def normalize_login(text: str) -> str:
    """How a login is stored and compared: NFKC (full-width digits too), lower case, no blanks."""
    return unicodedata.normalize("NFKC", text).strip().lower()


@contextmanager
def hashing() -> Iterator[None]:
    """Around everything that is slow on purpose: its turn among the few that may run at once."""
    with _hash_slots:
        yield


def hash_password(password: str) -> str:
    """Argon2id of the NFC form."""
    with hashing():
        return _password_hasher.hash(unicodedata.normalize("NFC", password))


def verify_password(user: User | None, password: str) -> bool:
    """Takes as long for an unknown login as for a known one."""
    if len(password) > LONGEST_TYPED_PASSWORD:
        return False
    kept = (user and user.password_hash) or _dummy_password_hash
    try:
        with hashing():
            fits = _password_hasher.verify(kept, unicodedata.normalize("NFC", password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(fits and user and user.active and user.password_hash)


def hash_token(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """64 characters, as Central's."""
    return secrets.token_urlsafe(48)
