"""Who is asking. Every router but the public ones depends on it."""

import hmac
import secrets
from base64 import b64decode
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request

from api import clock
from api.access.credentials import hash_token, normalize_login, verify_password
from api.access.person import Person, person_from_user
from api.domain.attempts import LoginAttempts
from api.errors import NotSignedIn, SignedOut, TooMany, may_refuse
from api.models.user import User
from api.queries import audit, users
from api.storage.db import Database

SESSION_COOKIE = "session"
# Basic sends the password each time: a verified one is remembered under a key that dies with us.
_process_key = secrets.token_bytes(32)


def authenticate_user(
    database: Database, attempts: LoginAttempts, login: str, password: str, address: str
) -> User:
    """The user whose password this is.

    Raises NotSignedIn, and TooMany after several wrong passwords for this login or from this
    address: each wrong one doubles the wait, nothing locks for ever.
    """
    login = normalize_login(login)[:120]
    moment = clock.now()
    wait = attempts.wait(moment, login, address)
    if wait:
        raise TooMany(wait)
    with database.reading() as session:
        user = users.find_user_by_login(session, login)
    if not verify_password(user, password) or user is None:
        attempts.failed(moment, login, address)
        # Whose door was tried; never what was typed, which may be a password in the wrong field.
        with database.writing() as session:
            whose = str(user.id) if user else ""
            audit.record_event(session, None, "session.fail", "user", whose, moment)
        raise NotSignedIn
    attempts.succeeded(login, address)
    return user


@may_refuse("401.2", "signedOut", "tooManyAttempts")
def person_from_request(request: Request) -> Person:
    """Bearer token, Basic (OpenRosa clients) or our cookie, in this order. Raises NotSignedIn."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    database: Database = request.app.state.database
    if scheme.lower() == "bearer":
        return _person_by_token(database, rest.strip())
    if scheme.lower() == "basic":
        return _person_by_basic_auth(request, database, rest.strip())
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


def _person_by_basic_auth(request: Request, database: Database, encoded: str) -> Person:
    try:
        login, _, password = b64decode(encoded, validate=True).decode().partition(":")
    except ValueError as error:
        raise NotSignedIn from error
    known: dict[bytes, tuple[datetime, int, str]] = request.app.state.verified_basic
    key = hmac.digest(_process_key, encoded.encode(), "sha256")
    with database.reading() as session:
        user = users.find_user_by_login(session, normalize_login(login)[:120])
    moment = clock.now()
    fresh = user is not None and known.get(key, (moment, 0, ""))[1:] == (
        user.id,
        user.password_hash,
    )
    if not fresh or known[key][0] < moment or user is None or not user.active:
        address = request.client.host if request.client else ""
        user = authenticate_user(database, request.app.state.attempts, login, password, address)
        if len(known) > 10_000:
            known.clear()
        known[key] = (moment + timedelta(minutes=10), user.id or 0, user.password_hash)
    with database.reading() as session:
        return person_from_user(user, users.assignments_of_user(session, user.id or 0))


PersonDep = Annotated[Person, Depends(person_from_request)]
