"""What a phone asks for its vault with, and what the server gives back of it."""

from pydantic import Field

from api.schemas.wire import RequestModel, WireModel

LONGEST_VAULT_ENVELOPE = 4_000


class VaultKey(WireModel):
    """The key of her own vault, as base64url."""

    key: str


class VaultRecovery(RequestModel):
    """The envelope as it lay on her phone, and her password once more: a session is not enough."""

    password: str = Field(max_length=2000)
    envelope: str = Field(max_length=LONGEST_VAULT_ENVELOPE)
