"""Signing in and out, in Central's dialect. The only public router besides the phone's shell."""

import secrets
from datetime import timedelta
from functools import partial

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from api import clock
from api.access import credentials
from api.access.person import Person
from api.errors import NotFound, may_refuse
from api.http import auth, device_cookie
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.http.secret_queue import SecretQueue
from api.models.user import SignIn
from api.queries import audit, known_devices, users
from api.schemas.sessions import Credentials, NewSession, OpenSession
from api.schemas.wire import Success
from api.settings import Settings
from api.storage.db import Database

router = APIRouter(prefix="/v1/sessions", tags=["sessions"])


@router.post("")
@may_refuse("401.2", "tooManyAttempts")
async def create_session(
    said: Credentials, request: Request, response: Response, database: DatabaseDep
) -> NewSession:
    """Open a session; its token comes in the body (for Bearer) and as a cookie."""
    queue: SecretQueue = request.app.state.secret_queue
    return await queue.ask(request, partial(_open_session, said, request, response, database))


def _open_session(
    said: Credentials, request: Request, response: Response, database: Database
) -> NewSession:
    settings: Settings = request.app.state.settings
    user = auth.authenticate_user(request, said.email, said.password)
    token, created_at = credentials.new_token(), clock.now()
    sign_in = SignIn(
        token_hash=credentials.hash_token(token),
        csrf=secrets.token_urlsafe(48),
        user_id=user.id or 0,
        created_at=created_at,
        expires_at=created_at + timedelta(hours=settings.session_hours),
    )
    with database.writing() as session:
        users.open_sign_in(session, sign_in)
        device = _know_device(request, session, sign_in)
        audit.record_event(session, user.id, "session.create", "user", str(user.id), created_at)
    device_cookie.keep_device_token(request, response, device)
    response.set_cookie(
        auth.session_cookie_name(request),
        token,
        max_age=settings.session_hours * 3600,
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
    return NewSession(token=token, **dict(OpenSession.model_validate(sign_in)))


def _know_device(request: Request, session: Session, sign_in: SignIn) -> str:
    """The token of this browser, from now on known as hers; a new one where none is ours."""
    token = device_cookie.device_token(request)
    if not token or not known_devices.is_anybodys_device(session, credentials.hash_token(token)):
        token = credentials.new_token()
    known_devices.remember_device(
        session, credentials.hash_token(token), sign_in.user_id, sign_in.created_at
    )
    return token


@router.get("/restore")
@may_refuse("404.1")
def read_session(person: PersonDep, request: Request, database: DatabaseDep) -> OpenSession:
    """The open session behind the cookie. Its token stays there, out of the reach of scripts."""
    with database.reading() as session:
        sign_in = session.get(SignIn, credentials.hash_token(auth.token_from_request(request)))
    if sign_in is None or sign_in.user_id != person.id:
        raise NotFound("session")
    return OpenSession.model_validate(sign_in)


@router.delete("/current")
@may_refuse("404.1")
def delete_current_session(
    person: PersonDep, request: Request, response: Response, database: DatabaseDep
) -> Success:
    """End the session that asks."""
    return _end_session(auth.token_from_request(request), person, request, response, database)


@router.delete("/{token}")
@may_refuse("404.1")
def delete_session(
    token: str, person: PersonDep, request: Request, response: Response, database: DatabaseDep
) -> Success:
    """End one of one's own sessions by its token."""
    return _end_session(token, person, request, response, database)


def _end_session(
    token: str, person: Person, request: Request, response: Response, database: DatabaseDep
) -> Success:
    with database.writing() as session:
        if not users.end_sign_in(session, credentials.hash_token(token), person.id):
            raise NotFound("session")
        audit.record_event(session, person.id, "session.end", "user", str(person.id), clock.now())
    response.delete_cookie(auth.session_cookie_name(request), path="/")
    return Success(success=True)
