"""Codes with which invited people set their password. Accepting one is open to everybody."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import partial

from argon2.low_level import Type, hash_secret_raw
from fastapi import APIRouter, Request
from sqlmodel import Session

from api import clock
from api.access import credentials
from api.access.administered_people import find_visible_user
from api.domain import invitation as codes
from api.domain.attempts import invitation_counts
from api.domain.password import LEAST_PASSWORD_LENGTH, PasswordWeakness, password_weakness
from api.errors import Conflict, NotFound, Unprocessable, may_refuse
from api.http.administrator import AdministratorDep
from api.http.attempts import AttemptLimiter
from api.http.database import DatabaseDep
from api.http.secret_queue import SecretQueue, network_of_request
from api.models.invitation import Invitation
from api.queries import audit, locking, people
from api.schemas.invitations import AcceptedInvitation, InvitationAcceptance, InvitationCode
from api.schemas.wire import Success
from api.settings import Settings
from api.storage.db import Database

router = APIRouter(prefix="/v1/users/{user_id}/invitations", tags=["invitations"])
acceptance_router = APIRouter(prefix="/v1/invitations", tags=["invitations"])

# A code is looked up by its hash, so the salt is one for all; slow, so that a stolen database
# gives no code before it is too old.
_CODE_SALT = hashlib.sha256(b"so-thon invitation").digest()[:16]


def hash_invitation_code(letters: str) -> str:
    """What the database keeps of a code."""
    with credentials.hashing():
        return hash_secret_raw(
            letters.encode(),
            _CODE_SALT,
            time_cost=2,
            memory_cost=19 * 1024,
            parallelism=1,
            hash_len=32,
            type=Type.ID,
        ).hex()


@router.post("", status_code=201)
@may_refuse("404.1", "aboveYou", "ownAccount", "userInactive")
def create_invitation(
    user_id: int, admin: AdministratorDep, request: Request, database: DatabaseDep
) -> InvitationCode:
    """A new code, told this once; an earlier one is void."""
    settings: Settings = request.app.state.settings
    letters = "".join(
        secrets.choice(codes.INVITATION_LETTERS) for _ in range(codes.INVITATION_LENGTH)
    )
    hashed, at = hash_invitation_code(letters), clock.now()
    expires_at = at + timedelta(days=settings.invitation_days)
    with database.writing() as session:
        locking.lock_administration(session)
        found = find_visible_user(session, admin, user_id)
        found.must_be_manageable()
        if not found.user.active:
            raise Conflict("userInactive")
        row = Invitation(
            user_id=user_id,
            code_hash=hashed,
            created_by=admin.person.id,
            created_at=at,
            expires_at=expires_at,
        )
        people.issue_invitation(session, row)
        admin.note(session, "invitation.create", "user", user_id, {})
    return InvitationCode(code=codes.format_invitation_code(letters), expires_at=expires_at)


@router.delete("")
@may_refuse("404.1", "aboveYou", "ownAccount")
def delete_invitation(user_id: int, admin: AdministratorDep, database: DatabaseDep) -> Success:
    """The open code is void."""
    with database.writing() as session:
        locking.lock_administration(session)
        find_visible_user(session, admin, user_id).must_be_manageable()
        if not people.void_invitation(session, user_id, clock.now()):
            raise NotFound("invitation")
        admin.note(session, "invitation.void", "user", user_id, {})
    return Success(success=True)


@acceptance_router.post("/accept")
@may_refuse(
    "invitationOver",
    "passwordCommon",
    "passwordIsLogin",
    "passwordTooLong",
    "passwordTooShort",
    "tooManyAttempts",
)
async def accept_invitation(
    said: InvitationAcceptance, request: Request, database: DatabaseDep
) -> AcceptedInvitation:
    """Set the password with a code, once. Wrong codes wait as wrong passwords do."""
    queue: SecretQueue = request.app.state.secret_queue
    return await queue.ask(request, partial(_redeem_code, said, request, database))


def _redeem_code(
    said: InvitationAcceptance, request: Request, database: Database
) -> AcceptedInvitation:
    limiter: AttemptLimiter = request.app.state.attempts
    counts, moment = invitation_counts(network_of_request(request)), clock.now()
    limiter.refuse_too_many(counts, moment)
    _must_be_good_password(said.password)
    hashed = hash_invitation_code(codes.parse_invitation_code(said.code) or "")
    with database.reading() as session:
        invited = people.find_invited_user(session, hashed, moment)
    if invited is None or not invited.active:
        limiter.note_wrong(counts, moment, partial(_note_failure, moment=moment))
        raise _invitation_over()
    _must_be_good_password(said.password, invited.login)
    # Only for a code that is good: it costs as much as looking for one.
    password_hash = credentials.hash_password(said.password)
    with database.writing() as session:
        user = people.redeem_invitation(session, hashed, moment)
        if user is None or not user.active:
            raise _invitation_over()
        user.password_hash = password_hash
        session.add(user)
        people.end_all_sign_ins(session, user.id or 0)
        audit.record_event(session, user.id, "invitation.accept", "user", str(user.id), moment)
    return AcceptedInvitation(email=user.login, display_name=user.display_name)


def _note_failure(session: Session, moment: datetime) -> None:
    audit.record_event(session, None, "invitation.fail", "invitation", "", moment)


def _invitation_over() -> NotFound:
    return NotFound("invitation", "invitationOver")


@may_refuse(*(one.value for one in PasswordWeakness))
def _must_be_good_password(password: str, login: str = "") -> None:
    found = password_weakness(password, login)
    if found is not None:
        raise Unprocessable(found, least=LEAST_PASSWORD_LENGTH)
