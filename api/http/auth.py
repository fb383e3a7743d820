"""Who is asking. Every router but the public ones depends on it."""

import hmac
import secrets
from base64 import b64decode
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated, NamedTuple

from fastapi import Depends, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from api import clock
from api.access.credentials import hash_token, normalize_login, verify_password
from api.access.person import Person, person_from_user
from api.domain.attempts import password_counts
from api.domain.login import LONGEST_LOGIN, counted_login
from api.errors import NotSignedIn, SignedOut, may_refuse
from api.http import device_cookie
from api.http.attempts import AttemptLimiter
from api.http.secret_queue import SecretQueue, network_of_request
from api.models.user import User
from api.queries import audit, known_devices, users
from api.storage.db import Database

SESSION_COOKIE = "session"
# Basic sends the password each time: a verified one is remembered under a key that dies with us.
_process_key = secrets.token_bytes(32)


def authenticate_user(request: Request, login: str, password: str) -> User:
    """The user whose password this is. Only in the SecretQueue's threads: it takes its time.

    Raises NotSignedIn, and TooMany after several wrong passwords for this account or from this
    network, in whichever spelling (docs/sign-in-limits.md).
    """
    database: Database = request.app.state.database
    limiter: AttemptLimiter = request.app.state.attempts
    moment = clock.now()
    with database.reading() as session:
        user = users.find_user_by_login(session, normalize_login(login)[:LONGEST_LOGIN])
        device = _known_device(request, session, user, moment) if user else ""
    # An account has one count, whichever of its spellings found it; nobody's has one like it.
    account = f"account {user.id}" if user else f"login {counted_login(login)}"
    counts = password_counts(account, network_of_request(request), device)
    was_wrong = limiter.refuse_too_many(counts, moment)
    if not verify_password(user, password) or user is None:
        # Whose door was tried; never what was typed, which may be a password in the wrong field.
        note = partial(_note_failure, whose=str(user.id) if user else "", moment=moment)
        limiter.note_wrong(counts, moment, note)
        raise NotSignedIn
    if was_wrong:
        limiter.note_right(counts)
    return user


def _note_failure(session: Session, whose: str, moment: datetime) -> None:
    audit.record_event(session, None, "session.fail", "user", whose, moment)


def _known_device(request: Request, session: Session, user: User, moment: datetime) -> str:
    """By what this device proves that she signed in on it: its token, or a session still open."""
    device = device_cookie.device_hash(request)
    if device and known_devices.is_known_device(session, device, user.id or 0):
        return f"device {device}"
    open_here = hash_token(token_from_request(request))
    found = users.find_signed_in_user(session, open_here, moment)
    return f"session {open_here}" if found and found.id == user.id else ""


@may_refuse("401.2", "signedOut", "tooManyAttempts")
async def person_from_request(request: Request) -> Person:
    """Bearer token, Basic (OpenRosa clients) or our cookie, in this order. Raises NotSignedIn."""
    if not comes_by_password(request):
        return await run_in_threadpool(person_by_session, request)
    remembered = await run_in_threadpool(_remembered_person, request)
    if remembered:
        return remembered
    queue: SecretQueue = request.app.state.secret_queue
    return await queue.ask(request, partial(_person_by_password, request))


def comes_by_password(request: Request) -> bool:
    """Does this request bring a password that may have to be looked at?"""
    return request.headers.get("authorization", "").lower().startswith("basic ")


def person_by_session(request: Request) -> Person:
    """Whoever does not come by password: bearer token, else our cookie. Raises NotSignedIn."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    database: Database = request.app.state.database
    if scheme.lower() == "bearer":
        return _person_by_token(database, rest.strip())
    cookie = request.cookies.get(session_cookie_name(request))
    if cookie is None:
        raise NotSignedIn
    try:
        return _person_by_token(database, cookie)
    except NotSignedIn:
        raise SignedOut from None


def token_from_request(request: Request) -> str:
    """The session token that this request carries, empty when it came by password."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    return request.cookies.get(session_cookie_name(request), "")


def session_cookie_name(request: Request) -> str:
    """`__Host-` pins the cookie to this host, but only https may set it."""
    secure: bool = request.app.state.settings.secure_cookies
    return f"__Host-{SESSION_COOKIE}" if secure else SESSION_COOKIE


def _person_by_token(database: Database, token: str) -> Person:
    with database.reading_plainly() as connection:
        found = users.find_signed_in_user(connection, hash_token(token), clock.now())
        if found is None:
            raise NotSignedIn
        return person_from_user(found, users.assignments_of_user(connection, found.id))


class _BasicCredentials(NamedTuple):
    """What came by Basic, and the key under which it is remembered once it was right."""

    login: str
    password: str
    key: bytes


def _basic_credentials(request: Request) -> _BasicCredentials:
    encoded = request.headers["authorization"].partition(" ")[2].strip()
    try:
        login, _, password = b64decode(encoded, validate=True).decode().partition(":")
    except ValueError as error:
        raise NotSignedIn from error
    return _BasicCredentials(login, password, hmac.digest(_process_key, encoded.encode(), "sha256"))


def _remembered_person(request: Request) -> Person | None:
    """Who showed this very password minutes ago, if it is still hers."""
    said = _basic_credentials(request)
    known: dict[bytes, tuple[datetime, int, str]] = request.app.state.verified_basic
    until, user_id, password_hash = known.get(said.key, (None, 0, ""))
    if until is None or until < clock.now():
        return None
    database: Database = request.app.state.database
    with database.reading() as session:
        user = users.find_user_by_login(session, normalize_login(said.login)[:LONGEST_LOGIN])
        if user is None or not user.active:
            return None
        if (user.id, user.password_hash) != (user_id, password_hash):
            return None
        return person_from_user(user, users.assignments_of_user(session, user_id))


def _person_by_password(request: Request) -> Person:
    said = _basic_credentials(request)
    user = authenticate_user(request, said.login, said.password)
    known: dict[bytes, tuple[datetime, int, str]] = request.app.state.verified_basic
    if len(known) > 10_000:
        known.clear()
    known[said.key] = (clock.now() + timedelta(minutes=10), user.id or 0, user.password_hash)
    database: Database = request.app.state.database
    with database.reading() as session:
        return person_from_user(user, users.assignments_of_user(session, user.id or 0))


PersonDep = Annotated[Person, Depends(person_from_request)]
