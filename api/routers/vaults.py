"""A forgotten PIN: the server opens what only it can, for whoever's vault it is and nobody else."""

from functools import partial

from fastapi import APIRouter, Request

from api import clock
from api.access.person import Person
from api.crypto.keys import decode_base64url, encode_base64url
from api.crypto.sealing import ENVELOPE_CODES, open_envelope
from api.errors import BadRequest, Forbidden, NotSignedIn, may_refuse
from api.http import auth
from api.http.auth import PersonDep
from api.http.database import DatabaseDep
from api.http.secret_queue import SecretQueue
from api.models.user import User
from api.queries import audit
from api.schemas.vaults import VaultKey, VaultRecovery
from api.storage.db import Database

router = APIRouter(prefix="/v1/vaults", tags=["vaults"])


@router.post("/recovery")
@may_refuse(*ENVELOPE_CODES, "wrongPassword")
async def recover_vault(
    said: VaultRecovery, person: PersonDep, request: Request, database: DatabaseDep
) -> VaultKey:
    """The key of her own vault. Wrong passwords wait as they do where one signs in."""
    queue: SecretQueue = request.app.state.secret_queue
    return await queue.ask(request, partial(_open_vault, said, person, request, database))


def _open_vault(
    said: VaultRecovery, person: Person, request: Request, database: Database
) -> VaultKey:
    try:
        user = auth.authenticate_user(request, person.login, said.password)
    except NotSignedIn:
        raise Forbidden("wrongPassword") from None
    try:
        envelope = decode_base64url(said.envelope)
    except ValueError as error:
        raise BadRequest("envelopeBroken") from error
    try:
        opened = open_envelope(request.app.state.keys, envelope, f"vault:{user.id}")
    except BadRequest as refused:
        _audit_vault_act(database, user, "vault.refuse", {"reason": refused.code})
        raise
    _audit_vault_act(database, user, "vault.recover", {})
    return VaultKey(key=encode_base64url(opened.content))


def _audit_vault_act(
    database: Database, user: User, action: str, details: dict[str, object]
) -> None:
    with database.writing() as session:
        audit.record_event(session, user.id, action, "user", str(user.id), clock.now(), details)
